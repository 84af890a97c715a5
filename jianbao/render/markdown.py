"""Templates and views become Markdown. Whatever a template prints is escaped unless it is Markup already."""

import functools
from collections.abc import Callable
from typing import Any

import jinja2
from jinja2.nativetypes import NativeCodeGenerator
from markupsafe import Markup

from jianbao import escape
from jianbao.render.inline import EMPTY, escaped, phrased, remembering, said, titled

Templates = tuple[tuple[str, str], ...]
Filters = dict[str, Callable[[Any], str]]


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
    environment.filters.update(_filters())
    environment.code_generator_class = NativeCodeGenerator  # prints what `finalize` gives, which is escaped, as it is
    return environment


def _filters() -> Filters:
    """Give what templates write values with, by name. The same short texts are written again and again."""
    sinks = {
        "front": escape.yaml_html,
        "yaml": escape.yaml,
        # Links are made of our own addresses, which hold nothing that could end them.
        "link": escape.attribute,
        "attr": escape.attribute,
        "html": escape.raw,
    }
    escaping: Filters = {name: remembering(functools.partial(_written, sink)) for name, sink in sinks.items()}
    others: Filters = {
        "phrased": phrased,
        "title_attr": titled,
        "said": said,
        "lang": _lang,
        "listed_lang": _listed_lang,
    }
    return escaping | others


def _written(sink: Callable[[str], str], text: str) -> Markup:
    return Markup(sink(text))  # noqa: S704 escaped by the sink


def _lang(one: Any) -> Markup:
    """Write the language of a text that has another than the page into an HTML tag."""
    return Markup(f' lang="{escape.attribute(one.lang)}"') if one.lang else EMPTY  # noqa: S704 escaped


def _listed_lang(one: Any) -> Markup:
    """Write it into an attribute list."""
    return Markup(f" lang={escape.attribute(one.lang)}") if one.lang else EMPTY  # noqa: S704 escaped


def _safe(value: object) -> Markup:
    return value if isinstance(value, Markup) else escaped(str(value))
