"""Is a site what it was when it was built? Every file against the manifest that is part of it."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jianbao import manifest
from jianbao.errors import SetupError

MANIFEST = manifest.PATH


@dataclass(frozen=True)
class Difference:
    """A file that is not as the manifest says: what it should hash to, and what it does; empty where there is none.

    `what` is `changed`, `missing`, `added` or, of a line that names no file of the site, `invalid`.
    """

    path: str
    what: str
    expected: str
    found: str


def differences(site: Path) -> Iterator[Difference]:
    """Compare a site with its manifest, files in order of their paths. Raises SetupError when there is no manifest."""
    expected = dict(_lines(site))
    found = {path: _hash(site / path) for path in _files(site)}
    for path in sorted(expected.keys() | found.keys() - {MANIFEST}):
        wanted, there = expected.get(path, ""), found.get(path, "")
        if not _is_inside(path):
            yield Difference(path, "invalid", wanted, "")
        elif wanted != there:
            yield Difference(path, "changed" if wanted and there else "missing" if wanted else "added", wanted, there)


def _lines(site: Path) -> Iterator[tuple[str, str]]:
    """Read the manifest: path and SHA-256 of each file."""
    try:
        yield from manifest.listed((site / MANIFEST).read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        message = f"{site / MANIFEST}: cannot be read; is this a site that was built here?"
        raise SetupError(message) from error


def _files(site: Path) -> Iterator[str]:
    start = len(str(site.resolve())) + 1
    for folder, folders, names in os.walk(site.resolve()):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*names, *links):
            yield f"{folder}/{name}"[start:].replace(os.sep, "/")


def _hash(path: Path) -> str:
    """Hash a file. What is no file of its own, such as a link, is what no manifest can name."""
    if path.is_symlink() or not path.is_file():
        return "no-file-of-its-own"
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _is_inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")
