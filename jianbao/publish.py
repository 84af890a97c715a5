"""MkDocs at arm's length: Markdown in, finished HTML out. With `mkdocs.yml` and the theme, all that knows MkDocs.

MkDocs is given a temporary folder with only the pages that changed, so what it does for a page must depend on that
page alone: generated pages stay out of `nav`, and nothing is read back from a built site.
"""

import base64
import contextlib
import hashlib
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from jianbao.errors import SetupError
from jianbao.model import Output

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_HEAD = re.compile(rb"<head>")
_POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)


@dataclass(frozen=True)
class Part:
    """Pages of one edition for one run of MkDocs: `config` is the path of `mkdocs.yml`, `pages` paths and Markdown."""

    config: str
    edition: str
    site_url: str
    pages: tuple[tuple[str, bytes], ...]


def build_part(part: Part) -> tuple[Output, ...]:
    """Run MkDocs on a part and give every file it made, pages finished, assets as they are.

    Raises SetupError when MkDocs fails or a page comes out broken: text never causes either, a template may.
    """
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder, _environment(_settings(part, folder)), _quiet():
        Path(folder, "docs").mkdir()
        for name, data in part.pages:
            path = Path(folder, "docs", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        try:
            build(load_config(part.config))
        except (MkDocsException, SystemExit) as error:
            message = f"MkDocs could not build the {part.edition} edition: {error}; see mkdocs.yml and templates/theme"
            raise SetupError(message) from error
        site = Path(folder, "site")
        files = sorted(p for p in site.rglob("*") if p.is_file())
        return tuple(finish(Output(p.relative_to(site).as_posix(), p.read_bytes())) for p in files)


def finish(output: Output) -> Output:
    """Put the security policy into a page, and check that the page is whole. Other files pass as they are.

    Raises SetupError naming the page and the fault.
    """
    if not output.path.endswith(".html"):
        return output
    faults = page_faults(output.data.decode("utf-8"))
    if faults:
        message = f"{output.path}: {'; '.join(faults[:3])}; a template is wrong"
        raise SetupError(message)
    hashes = sorted({_source_hash(script) for script in _INLINE_SCRIPT.findall(output.data)})
    policy = _POLICY.format(hashes="".join(f" '{h}'" for h in hashes))
    meta = Markup('<head><meta http-equiv="Content-Security-Policy" content="{}">').format(policy)
    return Output(output.path, _HEAD.sub(lambda _: meta.encode("utf-8"), output.data, count=1))


def page_faults(html: str) -> list[str]:
    """List what is wrong with a finished page: an id twice, an inline style, elements that do not close."""
    checker = _Checker()
    checker.feed(html)
    checker.close()
    return checker.faults + [f"<{tag}> is not closed" for tag in checker.open]


class _Checker(HTMLParser):
    _VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905 a list of HTML
    _OPTIONAL = frozenset(("li", "p", "path", "rect", "circle", "line"))

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self._ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        ident = named.get("id")
        if ident is not None and ident in self._ids:
            self.faults.append(f"the id {ident} stands twice")
        if ident:
            self._ids.add(ident)
        if "style" in named:
            self.faults.append(f"<{tag}> has an inline style")
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self._VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in self._OPTIONAL:
            self.open.pop()
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag not in self._VOID:
            self.faults.append(f"</{tag}> closes nothing")


def _settings(part: Part, folder: str) -> Mapping[str, str]:
    return {
        "JB_DOCS_DIR": f"{folder}/docs",
        "JB_SITE_DIR": f"{folder}/site",
        "JB_EDITION": part.edition,
        "JB_SITE_URL": part.site_url,
        "JB_MOUNTED": "true",
        "JB_SEARCH": "true",
        "JB_SECTIONS": "articles timeline figures places organisations programmes people photos about",
        "NO_MKDOCS_2_WARNING": "1",
    }


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Hand values to `mkdocs.yml`, which reads them by `!ENV`."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep MkDocs from telling how it goes: pages outside the nav are no news, and our own links are checked by us."""
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _source_hash(script: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script).digest()).decode("ascii")
