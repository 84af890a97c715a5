"""A small archive made of the fixture seeds, for tests that build a site."""

import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from jianbao import pipeline
from jianbao.model import Origin
from jianbao.pipeline import Built, Settings
from jianbao.translations import read_po, write_po

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"


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
        site = self.settings.site.resolve()
        return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def new_archive(folder: Path) -> Archive:
    """Copy the fixture seeds into a folder."""
    shutil.copytree(FIXTURES / "seeds", folder / "seeds")
    shutil.copytree(FIXTURES / "translations", folder / "translations")
    return Archive(folder, settings(folder))


def settings(folder: Path) -> Settings:
    """Give the settings of an archive that lies in one folder."""
    return Settings(
        seeds=folder / "seeds",
        translations=folder / "translations",
        docs=folder / "docs",
        site=folder / "site",
        cache=folder / "cache",
    )


def command(archive: Archive, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does."""
    folders = ("seeds", "translations", "docs", "site", "cache")
    options = [f"--{name}={getattr(archive.settings, name)}" for name in folders]
    line = [sys.executable, str(ROOT / "scripts" / "build_pages.py"), *options, "--jobs=1", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=archive.folder)


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
