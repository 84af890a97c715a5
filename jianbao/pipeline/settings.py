"""Where a build reads and writes, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jianbao import addresses
from jianbao.errors import SetupError
from jianbao.model import IgnoredFile, Problem, RefusedFile

ROOT = Path(__file__).parent.parent.parent

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Settings:
    """The folders of a build and what it makes. `base_url` ends in a slash, or is empty when it is not known.

    `before` is the `data` folder of the build before, of which the manifest is read; that of `site` where it is not
    given. `allow_removal`: a seed may be gone or different without a word from its editor.
    """

    seeds: Path = ROOT / "seeds"
    translations: Path = ROOT / "translations"
    docs: Path = ROOT / "docs"
    site: Path = ROOT / "site"
    cache: Path = ROOT / ".cache"
    base_url: str = ""
    editions: tuple[str, ...] = addresses.EDITIONS
    before: Path | None = None
    allow_removal: bool = False


class NotPublishedError(SetupError):
    """Nothing was published because of what the seeds are; `refused` says why of each."""

    def __init__(self, message: str, refused: tuple[RefusedFile, ...]) -> None:
        """Keep the reasons beside the message."""
        super().__init__(message)
        self.refused = refused


@dataclass(frozen=True)
class Built:
    """What a build did: what the archive holds, how many pages were made anew, every word for the editor by file.

    `added` are the articles that the build before had not: the id of each by its seed's file; `fresh` the files that
    were read because they, or what stands beside them, are new or changed; `ignored` lie beside the seeds and are none.
    """

    articles: int
    joins: int
    uncertain: int
    pages: int
    rendered: int
    problems: Mapping[str, tuple[Problem, ...]]
    refused: tuple[RefusedFile, ...]
    added: Mapping[str, str] = field(default_factory=dict)
    fresh: frozenset[str] = frozenset()
    ignored: tuple[IgnoredFile, ...] = ()
