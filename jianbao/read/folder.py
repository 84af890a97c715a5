"""The seeds folder: every file looked at before it is opened, read once and whole, and accounted for."""

import hashlib
import os
import stat
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from jianbao import escape, ids
from jianbao.errors import SeedError, SetupError
from jianbao.model import IgnoredFile, Problem, RefusedFile, SeedFile, SeedFolder, SidecarFile
from jianbao.read.tables import Tables, default

_CHANGED, _CONFLICT, _NOT_A_FILE, _SIDECAR, _TOO_LARGE = "CHANGED", "CONFLICT", "NOT-A-FILE", "SIDECAR", "TOO-LARGE"

_TXT, _YML, _YAML = ".txt", ".yml", ".yaml"
# Never through a link, never waiting for a writer. Windows has neither flag, nor FIFOs, nor links for ordinary users.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def scan(folder: Path, tables: Tables | None = None) -> SeedFolder:
    """Read the files of a seeds folder. No link is followed, and nothing but ordinary files is opened.

    Seeds end in `.txt`, sidecars in `.yml`; they are paired by article id. Other files and folders are ignored, each
    with the rule. Of two files that claim one id, that named like the id is kept, else the first by name, and the
    other is refused (CONFLICT); of two seeds with the same bytes that with a sidecar is kept, else the first by
    name, and names the other (DUPLICATE). Raises SetupError when the folder cannot be listed.
    """
    tables = tables or default()
    named, ignored = _names(folder, tables)
    seeds, refused_seeds = _files(folder, named[_TXT], tables.limits.seed_bytes)
    sidecars, refused_sidecars = _files(folder, named[_YML], tables.limits.sidecar_bytes)
    refused_sidecars += [
        _refused(name, SeedError(_SIDECAR, "is not read; end its name in .yml")) for name in named[_YAML]
    ]
    lost = {_id(file.name): file.name for file in refused_sidecars}
    refused_seeds += [_without_sidecar(name, lost[key]) for key, (name, _) in seeds.items() if key in lost]
    lone = [SidecarFile(key, *sidecars[key]) for key in sidecars.keys() - {_id(name) for name in named[_TXT]}]
    kept = {key: file for key, file in seeds.items() if key not in lost}
    return SeedFolder(
        seeds=_paired(kept, sidecars),
        lone=tuple(sorted(lone, key=lambda file: file.name)),
        refused=tuple(sorted(refused_seeds + refused_sidecars, key=lambda file: file.name)),
        ignored=ignored,
    )


def _names(folder: Path, tables: Tables) -> tuple[dict[str, list[str]], tuple[IgnoredFile, ...]]:
    try:
        with os.scandir(folder) as entries:
            every = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        message = (
            f"the seeds folder {escape.log(str(folder))} cannot be listed ({error.strerror}); make it or name another"
        )
        raise SetupError(message) from error
    named: dict[str, list[str]] = {_TXT: [], _YML: [], _YAML: []}
    ignored = []
    for name, is_folder in every:
        suffix = PurePath(name).suffix.lower()
        why = next((why for pattern, why in tables.ignored if fnmatchcase(name, pattern)), "")
        if not why and suffix in named:
            named[suffix].append(name)
        else:
            ignored.append(IgnoredFile(name, why or ("a folder" if is_folder else "of another kind")))
    return named, tuple(ignored)


def _files(folder: Path, names: list[str], most: int) -> tuple[dict[str, tuple[str, bytes]], list[RefusedFile]]:
    """Read files, each under its article id. An id belongs to the first that claims it, even if that is refused."""
    claimed: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    refused = []
    for name in sorted(names, key=lambda name: (PurePath(name).stem != _id(name), name)):
        first = claimed.setdefault(_id(name), name)
        if first != name:
            reason = f"claims the address of {escape.log(first)}, “{_id(name)}”; rename one of them"
            refused.append(_refused(name, SeedError(_CONFLICT, reason)))
            continue
        try:
            files[_id(name)] = (name, _bytes(folder / name, most))
        except SeedError as error:
            refused.append(_refused(name, error))
    return files, refused


def _bytes(path: Path, most: int) -> bytes:
    """Read a file whole and unchanged, or raise SeedError."""
    try:
        before = os.lstat(path)
        _refuse_kind(before, most)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            opened = os.fstat(file.fileno())
            data = file.read(most + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise SeedError(_NOT_A_FILE, f"cannot be read ({error.strerror}); put a readable file here") from error
    if len({_state(before), _state(opened), _state(after)}) > 1 or len(data) != before.st_size:
        raise SeedError(_CHANGED, "changed while it was read; build again when it is complete")
    return data


def _refuse_kind(found: os.stat_result, most: int) -> None:
    for is_kind, kind in _KINDS:
        if is_kind(found.st_mode):
            raise SeedError(_NOT_A_FILE, f"is {kind}; put the file itself here")
    if found.st_nlink > 1:
        raise SeedError(_NOT_A_FILE, "is a hard link to a file that has another name; put a copy here")
    if found.st_size > most:
        raise SeedError(_TOO_LARGE, f"has {found.st_size:,} bytes, more than {most:,}; cut it into its articles")


def _state(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns


def _paired(seeds: dict[str, tuple[str, bytes]], sidecars: dict[str, tuple[str, bytes]]) -> tuple[SeedFile, ...]:
    by_digest: dict[str, list[SeedFile]] = {}
    for key, (name, data) in sorted(seeds.items(), key=lambda item: item[1][0]):
        sidecar = SidecarFile(key, *sidecars[key]) if key in sidecars else None
        digest = hashlib.sha256(data).hexdigest()
        by_digest.setdefault(digest, []).append(SeedFile(key, name, data, digest, sidecar))
    return tuple(_named_twins(twins) for twins in by_digest.values())


def _named_twins(found: list[SeedFile]) -> SeedFile:
    first, *twins = sorted(found, key=lambda file: (file.sidecar is None, file.name))
    problems = tuple(
        Problem(
            "DUPLICATE", 0, f"has the same bytes as {escape.log(twin.name)}, which gets no page; delete one of them"
        )
        for twin in twins
    )
    return SeedFile(first.id, first.name, first.data, first.sha256, first.sidecar, problems)


def _without_sidecar(name: str, sidecar: str) -> RefusedFile:
    reason = f"is not published while its sidecar {escape.log(sidecar)} is refused; mend that"
    return _refused(name, SeedError(_SIDECAR, reason))


def _refused(name: str, error: SeedError) -> RefusedFile:
    return RefusedFile(name, Problem(error.code, error.line, error.reason))


def _id(name: str) -> str:
    return ids.article_id(PurePath(name).stem)
