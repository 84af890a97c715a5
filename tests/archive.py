"""A small archive made of the fixture seeds, for tests that build a site."""

import contextlib
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from click.testing import CliRunner

from benchmarks import archives
from jianbao import pipeline
from jianbao.addresses import EDITIONS
from jianbao.model import Origin
from jianbao.pipeline import Built, Settings, editors
from jianbao.translations import read_po, write_po
from scripts.build_pages import main

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"
BASE = "https://archive.example/paper/"
FEW = 2  # blocks of harbour that have English in the whole archive
# Two articles that name the same people, organisation and programme, and give two figures for one thing.
DIFFERING = {
    "shed": """嵩县建起扶贫车间

2019年，嵩县建成扶贫车间46个，家门口就能挣钱。

（记者 王小山）

嵩县农业农村局局长李小海说，“千村示范、万村整治”工程让村子变了样。
""",
    "work": """车间办到家门口

2019年，嵩县建成扶贫车间64个，家门口就能挣钱。

（记者 李小海）

嵩县农业农村局局长李小海介绍，“千村示范、万村整治”工程到了山里，记者王小山看了几个村。
""",
}
TAKEN_BACK = {"lost": "withdrawn: 受访者要求撤回", "moved": "moved_to: bridge"}


@dataclass(frozen=True)
class Archive:
    """A small archive in a folder of its own, to be built as often as a test likes."""

    folder: Path
    settings: Settings

    def build(self, *, allow_removal: bool = False) -> Built:
        settings = replace(self.settings, allow_removal=allow_removal)
        return pipeline.build(settings, None, lambda *_: None)

    def files(self) -> dict[str, bytes]:
        """Give every file of the site by its path."""
        return archives.files(self.settings)


def new_archive(folder: Path) -> Archive:
    """Copy the fixture seeds into a folder."""
    shutil.copytree(FIXTURES / "seeds", folder / "seeds")
    shutil.copytree(FIXTURES / "translations", folder / "translations")
    return Archive(folder, archives.laid_out(folder))


def whole_archive(folder: Path) -> Archive:
    """Prepare an archive that has every kind of page, at an address of its own.

    The fixture seeds with a translation of one, and of a part of another; two articles that contradict each other; one
    that was withdrawn, one that moved, and a page that a build before had and this one has not.
    """
    one = new_archive(folder)
    for name, text in DIFFERING.items():
        (one.settings.seeds / f"{name}.txt").write_text(text, "utf-8")
    for name, text in TAKEN_BACK.items():
        (one.settings.seeds / f"{name}.yml").write_text(f"{text}\n", "utf-8")
    (folder / "before").mkdir()
    left = [f"{'0' * 64}  {edition}/places/left-village/index.html\n" for edition in EDITIONS]
    (folder / "before" / "manifest-sha256.txt").write_text("".join(left), "utf-8")
    list(editors.upkeep(one.settings))
    translate(one, "orchard", 1000)
    translate(one, "harbour", FEW)
    return Archive(folder, replace(one.settings, base_url=BASE, before=folder / "before"))


def line(settings: Settings, *arguments: str) -> list[str]:
    """Write the line that a person types to build an archive, or to do something else with it."""
    return [sys.executable, str(ROOT / "scripts" / "build_pages.py"), *_options(settings), *arguments]


def _options(settings: Settings) -> list[str]:
    return [f"--{name}={getattr(settings, name)}" for name in ("seeds", "translations", "docs", "site", "cache")]


def command(archive: Archive, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Answer what a person types in the archive's folder: here: a process of its own takes two seconds to load."""
    typed = [*_options(archive.settings), "--jobs=1", *arguments]
    with contextlib.chdir(archive.folder):
        done = CliRunner().invoke(main, typed, catch_exceptions=False)
    return subprocess.CompletedProcess(typed, done.exit_code, done.stdout, done.stderr)


def translate(archive: Archive, ident: str, blocks: int) -> None:
    """Give so many blocks, and every label, an English text; the first by a person, the others by a machine."""
    path = archive.settings.translations / "en" / f"{ident}.po"
    entries = []
    for entry in read_po(path.read_bytes()):
        label = entry.role == "label"
        done = label or blocks > 0
        blocks -= not label
        origin: Origin = "human" if entry.context == "p11" else "machine"
        text = f"The words of {entry.context.upper()}" if done else ""
        entries.append(replace(entry, text=text, origin=origin if done else ""))
    path.write_bytes(write_po(tuple(entries)))
