"""Values of the seeds folder: the files found there, each read once and whole, and those that cannot be taken.

A name is the file's name in the folder as the system gives it; undecodable bytes are surrogates, so write it with
`escape.log` or `escape.visible`.
"""

from dataclasses import dataclass

from jianbao.model.text import Problem


@dataclass(frozen=True)
class SidecarFile:
    """An editor's file. `id` is that of the article it speaks of, whose seed may be gone (withdrawn or moved)."""

    id: str
    name: str
    data: bytes


@dataclass(frozen=True)
class SeedFile:
    """A seed's bytes as they were read, and its sidecar if there is one. `problems` concern the file, not its text."""

    id: str
    name: str
    data: bytes
    sha256: str
    sidecar: SidecarFile | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class RefusedFile:
    """A file that cannot be taken, and why."""

    name: str
    problem: Problem


@dataclass(frozen=True)
class IgnoredFile:
    """A file or folder that is no seed by the stated rule (`why`)."""

    name: str
    why: str


@dataclass(frozen=True)
class SeedFolder:
    """What lies in the seeds folder, each tuple sorted by name. `lone` are the sidecars without a seed."""

    seeds: tuple[SeedFile, ...] = ()
    lone: tuple[SidecarFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    ignored: tuple[IgnoredFile, ...] = ()
