"""A reference as files that other programs import: BibTeX, RIS, CSL-JSON. In the words of the print, whole names.

Names are never cut into parts that a program might put together wrongly: BibTeX gets them in braces, RIS in one piece,
CSL-JSON with surname and given name only where a Han name leaves no doubt.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import rispy

from jianbao import addresses, escape, lexicon
from jianbao.cite import romanise
from jianbao.cite.reference import limits
from jianbao.model import Dating, Host, Reference


class _Writer(rispy.writer.RisWriter):  # type: ignore[misc]
    """Writes RIS without the number that some programs put before a record and others take for text."""

    def set_header(self, count: int) -> str:  # noqa: ARG002 the base class names it
        return ""


def bibtex(reference: Reference, host: Host) -> bytes:
    """Write the BibTeX entry of an article, in UTF-8."""
    fields = {
        "author": " and ".join(f"{{{escape.bibtex(name)}}}" for name in reference.authors),
        "title": f"{{{escape.bibtex(reference.title)}}}",
        "journal": escape.bibtex(reference.paper),
        "year": reference.issued.date[:4] or "n.d.",
        "month": reference.issued.date[5:7],
        "day": reference.issued.date[8:10],
        "pages": escape.bibtex(reference.page),
        "url": _url(reference, host),  # verbatim: a backslash would become part of the address
        "language": reference.lang,
        "howpublished": "" if reference.paper else "Newspaper article",
        "entrysubtype": "newspaper" if reference.paper else "",
        "note": escape.bibtex("; ".join(_notes(reference))),
    }
    kind = "article" if reference.paper else "misc"
    lines = (f"  {name} = {{{text}}},\n" for name, text in fields.items() if text)
    return f"@{kind}{{{reference.id},\n{''.join(lines)}}}\n".encode()


def ris(reference: Reference, host: Host) -> bytes:
    """Write the RIS record of an article, in UTF-8."""
    date = reference.issued.date
    values: dict[str, Any] = {
        "type_of_reference": "NEWS",
        "id": reference.id,
        "title": reference.title,
        "translated_title": reference.english,
        "authors": reference.authors,
        "secondary_title": reference.paper,
        "year": date[:4],
        "date": "/".join([*date.split("-"), "", "", ""][:4]) if date else "n.d.",
        "start_page": reference.page,
        "place_published": reference.city,
        "language": reference.lang,
        "urls": [url for url in (_url(reference, host), reference.source_url) if url],
        "notes": list(_notes(replace(reference, english=""))),
    }
    lined = {name: _lined(value) for name, value in values.items() if value}
    return (str(rispy.dumps([lined], implementation=_Writer)).rstrip("\n") + "\n").encode()


def csl_json(reference: Reference, host: Host) -> bytes:
    """Write the CSL-JSON of an article: a list of one item."""
    fields = {
        "id": reference.id,
        "type": "article-newspaper",
        "title": reference.title,
        "author": [_csl_name(name) for name in reference.authors],
        "container-title": reference.paper,
        "publisher-place": reference.city,
        "issued": _csl_date(reference.issued),
        "page": reference.page,
        "URL": _url(reference, host),
        "language": reference.lang,
        "note": "; ".join(_notes(reference)),
    }
    value = {name: field for name, field in fields.items() if field}
    return (json.dumps([value], ensure_ascii=False, indent=2) + "\n").encode()


def _csl_name(name: str) -> dict[str, str]:
    family, given = romanise.split(name)
    return {"family": family, "given": given} if given else {"literal": name}


def _csl_date(issued: Dating) -> dict[str, Any]:
    if issued.date:
        return {"date-parts": [[int(part) for part in issued.date.split("-")]]}
    return {"literal": undated(issued)}


def undated(issued: Dating) -> str:
    """Say in English what is known of a date that is not known.

    >>> undated(Dating()), undated(Dating(after="2020-02"))
    ('n.d.', 'n.d., not before 2020-02')
    """
    words = lexicon.settings("cite/styles")["words"]["en"]
    return str(words[limits(issued)].format(word=words["date"], after=issued.after, before=issued.before))


def _notes(reference: Reference) -> Iterator[str]:
    """Say what has no field of its own."""
    if reference.english:
        yield f"English title: {reference.english}"
    if not reference.issued.date:
        yield undated(reference.issued)
    if not reference.paper:
        yield f"newspaper not named; city: {reference.city}" if reference.city else "newspaper not named"
    if reference.series:
        yield reference.series


def _url(reference: Reference, host: Host) -> str:
    """Give the address of the edition in the script of the print."""
    return host.url + addresses.article(reference.lang, reference.id) if host.url else ""


def _lined(value: Any) -> Any:
    """Put a value on one line: a line of RIS is a field."""
    if isinstance(value, str):
        return " ".join(escape.visible(value).split())
    return [_lined(each) for each in value]
