"""Citing: printed styles, files that other programs import, what a page tells machines."""

import json
from typing import Any

import pytest
import rispy
from casefiles import cases
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pybtex.database import parse_string
from pypinyin import lazy_pinyin

from jianbao import cite
from jianbao.cite import romanise
from jianbao.editions.voice import Voices
from jianbao.model import Card, Citation, Dating, Host, Reference, Voice

HOST = Host("https://archive.example/paper/")
NOWHERE = Host()
HOSTILE = "50% & {a_b} $5 #1 \\foo ~^ }{ <b> \u202e @x, y\nTY  - BOOK"


def reference_of(said: dict[str, Any]) -> Reference:
    values = {**said, "issued": Dating(**said.get("issued", {})), "authors": tuple(said.get("authors", ()))}
    return Reference(id="road", **values)


def voice(edition: str) -> Voice:
    return Voices(edition).of(Card("road", "key", "road.txt", "山乡公路通了"))


def cited(reference: Reference, edition: str, host: Host = NOWHERE) -> dict[str, Citation]:
    return {one.style: one for one in cite.citations(reference, voice(edition), host)}


@pytest.mark.parametrize("case", cases("cite/citations.yaml", "name"))
def test_an_article_is_cited_in_each_style(case: dict[str, Any]) -> None:
    reference = reference_of(case["reference"])
    said = {edition: cited(reference, edition) for edition in case["said"]}
    made = {edition: {style: said[edition][style].text for style in each} for edition, each in case["said"].items()}
    assert made == case["said"]


@pytest.mark.parametrize("case", cases("cite/titles.yaml", "title"))
def test_titles_in_latin_letters(case: dict[str, Any]) -> None:
    assert romanise.title(case["title"], case.get("names", {}).items()) == case["said"]


def test_a_text_is_read_word_by_word_as_it_is_read_whole() -> None:
    romanise.default()
    for text in ("重庆市长江大桥", "银行行长重视音乐和快乐", "朝阳区长兴路", "单于、尉迟恭"):
        said = romanise.title(text).replace(" ", "").replace("’", "").replace(",", "").lower()
        assert said == "".join(lazy_pinyin(text.replace("、", ""), v_to_u=True))


def test_the_address_stands_in_every_citation_once_it_is_known() -> None:
    for edition in ("zh-Hans", "zh-Hant", "en"):
        for one in cited(Reference("road", "山乡公路通了"), edition, HOST).values():
            assert [part.text for part in one.parts if part.kind == "url"] == [f"{HOST.url}{edition}/articles/road/"]
        assert "http" not in "".join(one.text for one in cited(Reference("road", "路"), edition).values())


def test_chinese_in_an_english_citation_says_its_language() -> None:
    parts = cited(Reference("road", "山乡公路通了", ("王小山",), "青石日报"), "en")["chicago"].parts
    chinese = {part.text for part in parts if part.lang == "zh-Hans"}
    assert chinese == {"王小山", "山乡公路通了", "青石日报"}
    assert not [part for part in parts if not part.lang and any("一" <= char <= "鿿" for char in part.text)]


WHOLE = Reference(
    "road",
    "山乡公路通了",
    ("王小山", "买买提·艾力"),
    "青石日报",
    "青石市",
    Dating("2019-03-05"),
    "2",
    "山乡纪事",
    english="The road is open",
    source_url="https://paper.example/1",
)
BARE = Reference("road", "山乡公路通了", issued=Dating(after="2020-02"))


def bibtex(reference: Reference) -> Any:
    """Parse the BibTeX, as a program that reads it would."""
    return parse_string(cite.bibtex(reference, HOST).decode(), "bibtex").entries["road"]


def ris(reference: Reference) -> dict[str, Any]:
    (entry,) = rispy.loads(cite.ris(reference, HOST).decode())
    return dict(entry)


def csl(reference: Reference) -> dict[str, Any]:
    (item,) = json.loads(cite.csl_json(reference, HOST))
    return dict(item)


def test_bibtex_keeps_names_whole_and_says_what_is_known() -> None:
    entry = bibtex(WHOLE)
    assert entry.type == "article"
    assert [str(person) for person in entry.persons["author"]] == ["{王小山}", "{买买提·艾力}"]
    assert all(person.last_names and not person.first_names for person in entry.persons["author"])
    fields = dict(entry.fields)
    assert fields["journal"] == "青石日报"
    assert (fields["year"], fields["month"], fields["day"], fields["pages"]) == ("2019", "03", "05", "2")
    assert fields["url"] == f"{HOST.url}zh-Hans/articles/road/"
    assert bibtex(BARE).fields["year"] == "n.d."
    assert "not before 2020-02" in bibtex(BARE).fields["note"]


def test_ris_keeps_names_whole_and_says_what_is_known() -> None:
    entry = ris(WHOLE)
    assert entry["type_of_reference"] == "NEWS"
    assert entry["authors"] == ["王小山", "买买提·艾力"]
    assert (entry["secondary_title"], entry["date"], entry["year"]) == ("青石日报", "2019/03/05/", "2019")
    assert entry["translated_title"] == "The road is open"
    assert entry["urls"] == [f"{HOST.url}zh-Hans/articles/road/", "https://paper.example/1"]
    bare = ris(BARE)
    assert bare["date"] == "n.d."
    assert "year" not in bare
    assert "n.d., not before 2020-02" in bare["notes"]


# The part of the published schema of CSL-JSON (1.0.2) that a newspaper article uses, written down anew.
NAME = {
    "oneOf": [
        {"type": "object", "properties": {"literal": {"type": "string"}}, "required": ["literal"]},
        {
            "type": "object",
            "properties": {name: {"type": "string"} for name in ("family", "given")},
            "required": ["family"],
        },
    ],
}
PARTS = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["integer", "string"]}}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": PARTS},
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
}
TEXTS = ("title", "container-title", "publisher-place", "page", "URL", "language", "note")
ITEM = {
    "type": "object",
    "properties": {
        "id": {"type": ["string", "number"]},
        "type": {"const": "article-newspaper"},
        "author": {"type": "array", "items": NAME},
        "issued": DATE,
        **{name: {"type": "string"} for name in TEXTS},
    },
    "required": ["id", "type"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("reference", [WHOLE, BARE, Reference("road", HOSTILE, (HOSTILE,), HOSTILE)])
def test_csl_json_keeps_to_its_schema(reference: Reference) -> None:
    Draft202012Validator({"type": "array", "items": ITEM}).validate(json.loads(cite.csl_json(reference, HOST)))


def test_csl_json_splits_only_han_names() -> None:
    assert csl(WHOLE)["author"] == [{"family": "王", "given": "小山"}, {"literal": "买买提·艾力"}]
    assert csl(WHOLE)["issued"] == {"date-parts": [[2019, 3, 5]]}
    assert csl(BARE)["issued"] == {"literal": "n.d., not before 2020-02"}


@given(st.text(min_size=1, max_size=60))
def test_whatever_a_title_holds_the_files_can_be_read(text: str) -> None:
    reference = Reference("road", f"路{text}", (f"王{text}",), text)
    entry = bibtex(reference)
    assert {"title", "year", "url", "note"} >= set(entry.fields) - {
        "journal",
        "language",
        "entrysubtype",
        "howpublished",
    }
    assert len(entry.persons["author"]) == 1
    read = ris(reference)
    assert read["type_of_reference"] == "NEWS"
    assert read["title"].startswith("路")
    assert csl(reference)["title"] == f"路{text}"


def test_files_know_no_address_where_the_site_has_none() -> None:
    made = cite.bibtex(BARE, NOWHERE) + cite.ris(BARE, NOWHERE) + cite.csl_json(BARE, NOWHERE)
    assert b"articles/road" not in made


def test_the_tags_make_a_newspaper_article() -> None:
    shown = cite.Shown(WHOLE, voice("zh-Hant"), HOST, "山鄉公路通了", "zh-Hant")
    tags = cite.tags(shown)
    assert ("z:itemType", "newspaperArticle") in tags
    assert "citation_journal_title" not in dict(tags)
    assert dict(tags)["prism.publicationName"] == "青石日報"
    assert dict(tags)["citation_date"] == "2019/03/05"
    assert [content for name, content in tags if name == "DC.creator"] == ["王小山", "買買提·艾力"]
    undated = dict(cite.tags(cite.Shown(BARE, voice("en"), NOWHERE, "山乡公路通了", "zh-Hans")))
    assert not {"DC.date", "citation_date", "prism.publicationDate", "DC.identifier"} & undated.keys()
