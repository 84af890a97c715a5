"""Values of citing: where the archive stands, what a citation says of an article, and a citation as it is printed."""

from dataclasses import dataclass

from jianbao.model.text import UNDATED, Dating


@dataclass(frozen=True)
class Host:
    """Where the archive stands: the root of its address, with a final slash, or empty when it is not known."""

    url: str = ""


UNKNOWN_HOST = Host()


@dataclass(frozen=True)
class Reference:
    """What a citation says of an article, in the words of the print. What is not known is empty.

    `authors` are those who wrote it. `english` and `paper_english` are titles in English, `kicker` and `subhead` the
    lines around the headline, `lang` the script it was printed in, `names` the people and places that the title names.
    """

    id: str
    title: str
    authors: tuple[str, ...] = ()
    paper: str = ""
    city: str = ""
    issued: Dating = UNDATED
    page: str = ""
    series: str = ""
    lang: str = "zh-Hans"
    english: str = ""
    paper_english: str = ""
    city_english: str = ""
    kicker: str = ""
    subhead: str = ""
    source_url: str = ""
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CitationPart:
    """A part of a printed citation. `lang` is empty when it is the edition's own.

    `kind`: `text`; `title` for the name of a newspaper; `url`, where a page may put a paragraph's own; `accessed`,
    empty, for the day on which it is read.
    """

    text: str
    kind: str = "text"
    lang: str = ""


@dataclass(frozen=True)
class Citation:
    """An article cited in one style: the key of the style, its name, and the parts of the citation in order."""

    style: str
    name: str
    parts: tuple[CitationPart, ...]

    @property
    def text(self) -> str:
        """Give the citation as plain text."""
        return "".join(part.text for part in self.parts)
