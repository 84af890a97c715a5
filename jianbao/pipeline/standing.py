"""Does the site that readers see come from the very things that are there now? Then nothing needs to be made."""

import json
import os
import pickle
from dataclasses import replace
from pathlib import Path

from jianbao import addresses
from jianbao.cache import Cache
from jianbao.keys import digest
from jianbao.pipeline.settings import Built, Settings


def standing(whole: str, kept: Cache, settings: Settings) -> Built | None:
    """Give what was built when the site that readers see was made from the same, and it and `docs/` still stand."""
    key = whole_key(whole, settings)
    known = kept.recall("built", [key])
    builds = Path(settings.site.parent, ".builds")
    current = settings.site.resolve()
    if key not in known or current.parent != builds.resolve() or not current.is_dir():
        return None
    if numbered(kept, settings).get(current.name) != key or not docs_stand(kept, settings):
        return None
    built: Built = pickle.loads(known[key])  # noqa: S301 our own
    return replace(built, rendered=0, added={})


def docs_stand(kept: Cache, settings: Settings) -> bool:
    """Tell whether `docs/` holds just the files that the last build left there."""
    before = docs_before(kept, settings)
    return bool(before) and set(before) == generated(settings)


def docs_before(kept: Cache, settings: Settings) -> dict[str, str]:
    """Give what the last build left in `docs/`: path -> object."""
    where = str(settings.docs.resolve())
    before: dict[str, str] = json.loads(kept.recall("docs", [where]).get(where, b"{}"))
    return before


def generated(settings: Settings) -> set[str]:
    """Give the paths below `docs/` of what builds wrote there, also of what a killed build left half written."""
    root, found = f"{settings.docs}/", set()
    left = [top for top in (*addresses.EDITIONS, *addresses.SHARED) if Path(root, top).is_dir()]
    while left:
        folder = left.pop()
        with os.scandir(root + folder) as there:
            for entry in there:
                path = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    left.append(path)
                else:
                    found.add(path)
    return found


def numbered(kept: Cache, settings: Settings, kind: str = "site") -> dict[str, str]:
    """Give the builds of a site by number, each with the key of what it was made from, or with its manifest."""
    known: dict[str, str] = json.loads(kept.recall(kind, [place(settings)]).get(place(settings), b"{}"))
    return known


def place(settings: Settings) -> str:
    """Name a site among those that share a cache."""
    return str(settings.site.absolute())


def whole_key(whole: str, settings: Settings) -> str:
    """Name what a build makes, and where, by all that it is made from."""
    return digest(whole, place(settings), str(settings.docs.absolute()))
