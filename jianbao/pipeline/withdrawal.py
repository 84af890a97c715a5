"""What was taken back: an article whose editor says so, and a seed that is gone or different without a word.

Addresses are permanent, so an article leaves the archive in one way: its seed is deleted, and its sidecar stays to say
why (`withdrawn: reason`) or where it went (`moved_to: id`). Anything else is taken for an accident.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from jianbao import escape, ids, manifest, routes
from jianbao.errors import SeedError
from jianbao.model import Gone, Problem, RefusedFile, SeedFolder, SidecarFile
from jianbao.pipeline.settings import Settings

_SIDECAR, _REMOVED = "SIDECAR", "REMOVED"
_GONE = "was published and is gone; put it back"
_MEANT = "or, where it is meant, build with --allow-removal (make site ARGS=--allow-removal)"


@dataclass(frozen=True)
class Before:
    """What the build before published: the SHA-256 of each seed by article id, and the addresses of its pages."""

    seeds: Mapping[str, str]
    pages: frozenset[str]


def published_before(settings: Settings) -> Before:
    """Read from its manifest what the build before published. Without a manifest there was no build before."""
    standing = settings.site / manifest.PATH
    path = settings.before / standing.name if settings.before else standing
    files = dict(manifest.listed(path.read_bytes() if path.is_file() else b""))
    seeds = {ident: digest for name, digest in files.items() if (ident := routes.seed_id(name))}
    return Before(seeds, frozenset(address for name in files if (address := routes.page_at(name))))


def removed(folder: SeedFolder, before: Mapping[str, str]) -> Iterator[RefusedFile]:
    """Give the seeds that were published and are gone or different, without a word from their editors."""
    now = {file.id: file for file in folder.seeds}
    names = {file.sha256: file.name for file in folder.seeds if file.id not in before}
    taken_back, unclear = gone(folder.lone, now)
    known = {one.id for one in taken_back}
    known |= {ids.article_id(PurePath(file.name).stem) for file in folder.refused}
    for ident, digest in sorted(before.items()):
        if ident in now and now[ident].sha256 != digest:
            reason = "differs from what was published; put its bytes back and write corrections beside it"
            yield _refused(now[ident].name, _REMOVED, f"{reason}, {_MEANT}")
        elif ident not in now and ident not in known:
            twin = escape.log(names.get(digest, ""))
            reason = (
                f"was published, and {twin} has its bytes under a new name; delete or rename that" if twin else _GONE
            )
            reason += f", or say withdrawn or moved_to in {ident}.yml"
            yield _refused(f"{ident}.txt", _REMOVED, f"{reason}, {_MEANT}")
            yield from (one for one in unclear if ids.article_id(PurePath(one.name).stem) == ident)


def gone(lone: tuple[SidecarFile, ...], published: Collection[str]) -> tuple[tuple[Gone, ...], tuple[RefusedFile, ...]]:
    """Read the sidecars that have no seed: the articles they take back, and those that say nothing one can act on.

    Args:
        lone: the sidecars.
        published: the ids of the articles that are published.
    """
    said: dict[str, Gone] = {}
    refused: list[RefusedFile] = []
    for file in lone:
        try:
            said[file.id] = _said(file)
        except SeedError as error:
            refused.append(RefusedFile(file.name, Problem(error.code, error.line, error.reason)))
    lost = {ident: one for ident, one in said.items() if not _leads_somewhere(one, said, published)}
    refused += [_refused(one.file, _SIDECAR, _nowhere(one)) for one in lost.values()]
    return tuple(one for ident, one in said.items() if ident not in lost), tuple(refused)


def _said(file: SidecarFile) -> Gone:
    """Read what a sidecar says of its article. Raises SeedError."""
    from jianbao import sidecar  # noqa: PLC0415 its schema takes long to load, and most sidecars have a seed

    one = sidecar.parse(file.name, file.data)
    if not one.withdrawn and not one.moved_to:
        reason = "has no seed beside it; put the seed there, or say withdrawn: why, or moved_to: the other article"
        raise SeedError(_SIDECAR, reason)
    return Gone(file.id, escape.visible(file.name), one.withdrawn, one.moved_to)


def _leads_somewhere(one: Gone, said: Mapping[str, Gone], published: Collection[str]) -> bool:
    """Follow an article to where it moved, and on: it ends at one that is published or withdrawn, or in a circle."""
    seen = {one.id}
    while one.moved_to and one.moved_to not in published:
        if one.moved_to in seen or one.moved_to not in said:
            return False
        seen.add(one.moved_to)
        one = said[one.moved_to]
    return True


def _nowhere(one: Gone) -> str:
    return f"moved_to: leads to {one.moved_to}, and that to no article; write the id of one that is published"


def _refused(name: str, code: str, reason: str) -> RefusedFile:
    return RefusedFile(name, Problem(code, 0, reason))
