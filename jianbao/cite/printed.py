"""An article cited in the styles that readers ask for, in the words of an edition; what is not known is said so.

A style processor was measured and left: citeproc-py 0.11 takes 44 ms for the three styles of one edition, prints a date
that is no date twice, and knows neither unnamed papers nor two scripts in a title.
"""

import datetime as dt
import functools
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date

from jianbao import addresses, hanzi, lexicon
from jianbao.cite import romanise
from jianbao.cite.reference import limits
from jianbao.model import Citation, CitationPart, Host, Reference, Said, Voice

_STOPS = (".", "。", "！", "？")  # after one of these no full stop follows
_LOCALES = {"zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW", "en": "en_US"}
Parts = tuple[CitationPart, ...]


@dataclass(frozen=True)
class Styles:
    """The styles by key, and by edition the words for what is not known. `original` cites in the words of the print."""

    styles: Mapping[str, Any]
    words: Mapping[str, Mapping[str, str]]
    original: str


@functools.cache
def styles() -> Styles:
    """Load the table of styles."""
    data = lexicon.settings("cite/styles")
    return Styles(data["styles"], data["words"], data["original"])


def citations(reference: Reference, voice: Voice, host: Host, known: Styles | None = None) -> tuple[Citation, ...]:
    """Cite an article in every style.

    Args:
        reference: what is cited.
        voice: the edition it is cited in.
        host: where the archive stands; without its address there is no part of kind `url`.
        known: the styles.
    """
    known = known or styles()
    out = []
    for key, style in known.styles.items():
        printed = key == known.original and voice.edition == "en"
        speaks = _Printed(reference.lang) if printed else voice
        maker = _Maker(reference, style[voice.edition], speaks, known.words[speaks.edition], voice.edition)
        out.append(Citation(key, style["name"], tuple(maker.citation(host))))
    return tuple(out)


@dataclass(frozen=True)
class _Printed:
    """The voice of the print in an edition of another language."""

    edition: str

    def text(self, text: str) -> Said:
        return Said(text, self.edition)


@dataclass(frozen=True)
class _Maker:
    """Makes the fields of one citation. `edition` is where it is shown."""

    reference: Reference
    style: Mapping[str, Any]
    voice: Voice | _Printed
    words: Mapping[str, str]
    edition: str

    def citation(self, host: Host) -> Iterator[CitationPart]:
        fields = {
            "authors": self.authors(),
            "title": self.title(),
            "paper": self.paper(),
            "date": self.date(),
            "page": self.page(),
            "url": self.url(host),
            "accessed": (CitationPart("", "accessed"),),
        }
        segments = self.style["signed"] if fields["authors"] else self.style.get("unsigned", self.style["signed"])
        before = ""
        for segment in segments:
            parts = list(string.Formatter().parse(segment))
            if any(name and not fields[name] for _, name, _, _ in parts):
                continue
            for literal, name, _, _ in parts:
                if literal:
                    # The "n.d." of a citation may be followed by its full stop, which is then one too many.
                    yield CitationPart(literal[literal[0] in ".。" and before.endswith(_STOPS) :])
                    before = literal
                if name:
                    yield from fields[name]
                    before = "".join(part.text for part in fields[name]) or before

    def authors(self) -> Parts:
        rule = self.style["authors"]
        names = [self._name(name, rule["names"]) for name in self.reference.authors]
        shown = names[: rule["most"]]
        more = len(names) > len(shown)
        out: list[CitationPart] = []
        for at, name in enumerate(shown):
            last = "last" if at > 1 or "pair" not in rule else "pair"
            end = at == len(shown) - 1 and not more
            out += [CitationPart(rule[last if end else "between"])] if at else []
            out += name
        return (*out, CitationPart(rule["more"])) if more else tuple(out)

    def _name(self, name: str, how: str) -> Parts:
        said = self.voice.text(name)
        if how == "printed":
            return (CitationPart(said.text, lang=said.lang),)
        family, given = romanise.person(name)
        if how == "initials":
            initials = " ".join(f"{part[0]}." for part in given.split())
            return (CitationPart(f"{family}, {initials}" if given else family),)
        full = f"{family} {given}" if given or said.lang else said.text
        original = (CitationPart(" "), CitationPart(name, lang=self.reference.lang)) if hanzi.has_han(name) else ()
        return (CitationPart(full.strip()), *original)

    def title(self) -> Parts:
        reference, quoted = self.reference, self.style.get("quoted", "{title}")
        if self.voice.edition != "en":
            said = self.voice.text(reference.title)
            return (CitationPart(said.text, lang=said.lang),)
        romanised = CitationPart(quoted.format(title=romanise.title(reference.title, reference.names)))
        translated = (CitationPart(f" [{reference.english}]"),) if reference.english else ()
        return (romanised, CitationPart(" "), CitationPart(reference.title, lang=reference.lang), *translated)

    def paper(self) -> Parts:
        reference = self.reference
        if not reference.paper:
            city = self.voice.text(reference.city).text if self.voice.edition != "en" else self._city()
            text = self.words["paper_of"].format(city=city) if city else self.words["paper"]
            return self._unknown(text if self.style["unknown"] != "{text}" else f"[{text}]")
        said = self.voice.text(reference.paper)
        if self.voice.edition != "en":
            return (CitationPart(self.style.get("paper", "{name}").format(name=said.text), "title", said.lang),)
        name = CitationPart(reference.paper_english or _titled(romanise.title(reference.paper)), "title")
        return (name, CitationPart(" "), CitationPart(reference.paper, lang=reference.lang))

    def _city(self) -> str:
        reference = self.reference
        return reference.city_english or (romanise.place(reference.city) if reference.city else "")

    def date(self) -> Parts:
        issued = self.reference.issued
        if issued.date:
            return (CitationPart(self._day(issued.date, "dates")),)
        after, before = (self._day(day, "limits") if day else "" for day in (issued.after, issued.before))
        said = self.words[limits(issued)].format(word=self.words["date"], after=after, before=before)
        return self._unknown(said)

    def _day(self, iso: str, patterns: str) -> str:
        pattern = self.style.get(patterns, self.style["dates"])[len(iso)]
        day = dt.date.fromisoformat((iso + "-01-01")[:10])
        return str(format_date(day, pattern, locale=_LOCALES[self.voice.edition]))

    def page(self) -> Parts:
        text = self.reference.page
        return (CitationPart(self.style.get("page", "{page}").format(page=text)),) if text else ()

    def url(self, host: Host) -> Parts:
        address = addresses.article(self.edition, self.reference.id)
        return (CitationPart(host.url + address, "url"),) if host.url else ()

    def _unknown(self, text: str) -> Parts:
        lang = self.voice.edition if isinstance(self.voice, _Printed) else ""
        return (CitationPart(self.style["unknown"].format(text=text), lang=lang),)


def _titled(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
