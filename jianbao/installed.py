"""Whether what is installed is what the lock file names; asked before anything else is imported or touched.

The keys of the cache hold the lock file, not what is installed, and two versions of a library need not write the same
bytes: a build with others than the lock names would leave pages that a later one takes for its own.
"""

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"


def differences(lock: Path = LOCK) -> Iterator[str]:
    """Say of each package of a lock file what is wanted where another version is installed, or none.

    Raises FileNotFoundError without the lock file.
    """
    try:
        from packaging.requirements import Requirement  # noqa: PLC0415 may itself be what is missing
    except ImportError:
        yield "packaging is missing"
        return
    for line in lock.read_text("utf-8").splitlines():
        if not line[:1].isalnum():
            continue
        wanted = Requirement(line.rstrip("\\"))
        if wanted.marker is None or wanted.marker.evaluate():
            found = _version(wanted.name)
            if not wanted.specifier.contains(found or "0", prereleases=True):
                yield f"{wanted.name} is {found or 'missing'}, and {str(wanted.specifier).lstrip('=')} is wanted"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
