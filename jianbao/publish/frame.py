"""Spares the theme what it would do for each page and is the same for many. Without, pages say the same, but longer."""

import re
from collections.abc import Callable, Iterator

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.runtime import Context

# Parts of the frame that are the same on all pages of a kind and a section that stand at one depth.
_SHARED = ("partials/assets.html", "partials/tabs.html", "partials/footer.html")
_Render = Callable[[Context], Iterator[str]]


def quicken(env: Environment) -> None:
    """Have the theme rendered without the blank space around its blocks, and what pages share once for them all."""
    env.trim_blocks = True
    env.add_extension(_Flush)
    env.bytecode_cache = _COMPILED
    for name in _SHARED:
        template = env.get_template(name)
        template.root_render_func = _once(template.root_render_func)


class _Flush(Extension):
    """Takes the spaces before its lines off a template: they are there for whoever reads the theme."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return re.sub(r"^ +", "", source, flags=re.MULTILINE)


class _Compiled(BytecodeCache):
    """Keeps the compiled templates as long as the process lives: every run of MkDocs would compile them anew."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def _once(render: _Render) -> _Render:
    """Render a part of the frame once for all pages that it is the same on."""
    made: dict[tuple[str, ...], str] = {}

    def again(context: Context) -> Iterator[str]:
        page, edition = context["page"], context["config"]["extra"]["edition"]
        key = (page.meta.get("kind", ""), *_place(page.url, edition))
        if key not in made:
            made[key] = "".join(render(context))
        yield made[key]

    return again


def _place(url: str, edition: str) -> tuple[str, ...]:
    """Name the place of a page by its section and depth; by its address where it is the first page of a section.

    >>> _place("en/places/lushi/", "en") == _place("en/places/song/", "en"), _place("en/places/", "en")
    (True, ('en', 'places', ''))
    """
    parts = tuple(url.split("/"))
    section = 2 if parts[0] == edition else 1
    return (*parts[:section], *[".."] * len(parts)) if len(parts) > section + 1 else parts
