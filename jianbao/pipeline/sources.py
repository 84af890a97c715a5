"""What a site is made from, as hashes: code and data, templates and looks, seeds with what belongs to them."""

import functools
from pathlib import Path

from jianbao import cache
from jianbao.keys import digest
from jianbao.model import SeedFile, SeedFolder
from jianbao.pipeline.settings import ROOT, Settings


@functools.cache
def code() -> str:
    """Hash the code and data that this process runs, which it reads but once."""
    return cache.fingerprint((ROOT / "jianbao", ROOT / "requirements.lock"), ROOT)


def templates() -> list[Path]:
    """List the templates of the pages."""
    return sorted((ROOT / "templates").glob("*.j2"))


def looks() -> str:
    """Hash what HTML is made from besides Markdown."""
    paths = ("templates/theme", "mkdocs.yml", "requirements.lock", "jianbao/publish")
    return cache.fingerprint([ROOT / path for path in paths], ROOT)


def everything(folder: SeedFolder, settings: Settings) -> str:
    """Hash all that a site is made from: two builds of one hash make the same site."""
    made_by = (code(), cache.fingerprint(templates(), ROOT), looks(), settings.base_url, *settings.editions)
    seeds = (seed_key(file, translation(settings, file.id)) for file in folder.seeds)
    return digest(*made_by, *seeds, repr((folder.lone, folder.refused, folder.ignored)))


def translation(settings: Settings, ident: str) -> bytes:
    """Read the PO file of an article; empty when there is none."""
    path = settings.translations / "en" / f"{ident}.po"
    return path.read_bytes() if path.is_file() else b""


def seed_key(file: SeedFile, translation: bytes) -> str:
    """Hash everything an article is made from."""
    beside = (file.sidecar.name, file.sidecar.data) if file.sidecar else ()
    return digest(code(), file.name, file.sha256, translation, repr(file.problems), *beside)
