"""MkDocs at arm's length: Markdown in, finished HTML out. With `mkdocs.yml` and the theme, all that knows MkDocs.

MkDocs is given a temporary folder with only the pages that changed, so what it does for a page must depend on that
page alone: generated pages stay out of `nav`, and nothing is read back from a built site.
"""

import contextlib
import functools
import gc
import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from jianbao.errors import SetupError
from jianbao.model import Output
from jianbao.publish import frame, quick
from jianbao.publish.check import Broken, finish, page_faults

__all__ = ["Broken", "Frame", "Part", "build_part", "finish", "page_faults", "theme_files"]


@dataclass(frozen=True)
class Frame:
    """What all pages of a site share: the path of `mkdocs.yml`, the site's address, the editions that it has."""

    config: str
    site_url: str
    editions: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Pages of one edition, as paths and Markdown, for one run of MkDocs."""

    frame: Frame
    edition: str
    pages: tuple[tuple[str, bytes], ...]


def build_part(part: Part) -> tuple[Output | Broken, ...]:
    """Run MkDocs on a part and give its pages, finished, in their order. Nothing is written to a disk.

    Raises SetupError when MkDocs fails: text never causes that, a template may.
    """
    with _unpaused():
        pages = _Pages(part.pages)
        _run(part, pages)
        return tuple(finish(Output(*made)) for made in pages.made.items())


def theme_files(frame: Frame, edition: str) -> tuple[Output, ...]:
    """Run MkDocs without pages and give the files of the theme, with its 404 page and the way in.

    Raises SetupError when it fails.
    """
    files = tuple(map(finish, _run(Part(frame, edition, ()), None)))
    if broken := [f"{one.path}: {one.faults}" for one in files if isinstance(one, Broken)]:
        message = f"{broken[0]}; a template is wrong"
        raise SetupError(message)
    return tuple(one for one in files if isinstance(one, Output))


class _Pages(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Hands pages to MkDocs from memory and takes them back; the theme's own files are left out."""

    def __init__(self, pages: tuple[tuple[str, bytes], ...]) -> None:
        self.pages = pages
        self.made: dict[str, bytes] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        # MkDocs goes through every file of the theme, ten thousand icons among them, of which no page takes any.
        config.theme.get_env = functools.partial(_without_files, config.theme)  # type: ignore[method-assign]
        return config

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        parser = quick.parser(config)
        for file in files:
            quick.QuickPage(file, config, parser)  # which ties itself to its file
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        del config, files
        frame.quicken(env)
        return env

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        del files
        config.theme.static_templates.clear()
        return Files([File.generated(config, name, content=data) for name, data in self.pages])

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        del config
        self.made[page.file.dest_uri] = output.encode("utf-8")
        return ""  # which MkDocs takes for a page not to be written


def _without_files(theme: Theme) -> Environment:
    """Give the templates of a theme, which come by name, without the list of its files."""
    environment = Theme.get_env(theme)
    environment.list_templates = lambda *_, **__: []  # type: ignore[method-assign]
    return environment


def _run(part: Part, pages: _Pages | None) -> tuple[Output, ...]:
    """Run MkDocs in folders of its own and give the files that it wrote."""
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder, _environment(_settings(part, folder)), _quiet():
        Path(folder, "docs").mkdir()
        try:
            config = load_config(part.frame.config)
            if pages:
                config.plugins["jianbao"] = pages
            build(config)
        except (MkDocsException, SystemExit) as error:
            message = f"MkDocs could not build the {part.edition} edition: {error}; see mkdocs.yml and templates/theme"
            raise SetupError(message) from error
        site = Path(folder, "site")
        files = sorted(p for p in site.rglob("*") if p.is_file())
        return tuple(Output(p.relative_to(site).as_posix(), p.read_bytes()) for p in files)


@contextlib.contextmanager
def _unpaused() -> Iterator[None]:
    """Put off looking for cycles: a part makes millions of objects, none of which outlives it."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _settings(part: Part, folder: str) -> Mapping[str, str]:
    return {
        "JB_DOCS_DIR": f"{folder}/docs",
        "JB_SITE_DIR": f"{folder}/site",
        "JB_EDITION": part.edition,
        "JB_EDITIONS": " ".join(part.frame.editions),
        "JB_SITE_URL": part.frame.site_url,
        "JB_MOUNTED": "true",
        "JB_SEARCH": "true",
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
