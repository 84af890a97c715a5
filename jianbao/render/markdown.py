"""Templates and views become Markdown. Whatever a template prints is escaped unless it is Markup already."""

import functools
from typing import Any

import jinja2
from jinja2.nativetypes import NativeCodeGenerator
from markupsafe import Markup

from jianbao import escape
from jianbao.render.inline import escaped, phrased, titled, unmarked

Templates = tuple[tuple[str, str], ...]


def render(templates: Templates, name: str, view: object, say: Any) -> bytes:
    """Fill a template.

    Args:
        templates: names and sources of files, all that the named one may include.
        name: the template, without `.md.j2`.
        view: the value it prints, by the name `view`.
        say: `interface.Words.say`, by the name `say`.

    Raises:
        jinja2.UndefinedError: when the template names something that the view does not have.
    """
    template = _environment(templates).get_template(f"{name}.md.j2")
    return template.render(view=view, say=say).encode("utf-8")


@functools.lru_cache(maxsize=2)
def _environment(templates: Templates) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(dict(templates)),
        undefined=jinja2.StrictUndefined,
        auto_reload=False,  # or every include of every page asks whether its source has changed
        # Autoescape makes macros and includes return Markup; what is not Markup goes through our own escape first.
        autoescape=True,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["front"] = lambda text: Markup(escape.yaml_html(text))  # noqa: S704 escaped for front matter
    environment.filters["yaml"] = lambda text: Markup(escape.yaml(text))  # noqa: S704 escaped for YAML
    # Links are made of our own addresses, which hold nothing that could end them.
    environment.filters["link"] = lambda address: Markup(escape.attribute(address))  # noqa: S704 escaped
    environment.filters["html"] = unmarked
    environment.filters["phrased"] = phrased
    environment.filters["title_attr"] = titled
    environment.filters["attr"] = lambda text: Markup(escape.attribute(text))  # noqa: S704 escaped for an attribute
    environment.code_generator_class = NativeCodeGenerator  # prints what `finalize` gives, which is escaped, as it is
    return environment


def _safe(value: object) -> Markup:
    return value if isinstance(value, Markup) else escaped(str(value))
