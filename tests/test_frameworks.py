"""Schemes that a text numbers and names: which parts belong to a name, and no enumeration that is none."""

from typing import Any

import pytest
from casefiles import cases
from documents import document

from jianbao.frameworks import frameworks
from jianbao.model import Mention, Span


def named(text: str, surface: str) -> tuple[Mention, ...]:
    start = text.find(surface)
    end = start + len(surface)
    return (Mention("the-slug", surface, "programme", surface, "p1", start, end, ()),) if start >= 0 else ()


@pytest.mark.parametrize("case", cases("frameworks/*.yaml", "name"))
def test_the_parts_of_a_scheme_are_found(case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = tuple(mention for one in case["expect"] for mention in named(text, one["name"]))
    got = frameworks(document(text), mentions)
    assert [one.name for one in got] == [one["name"] for one in case["expect"]]
    for one, wanted in zip(got, case["expect"], strict=True):
        assert [part.text for part in one.parts] == wanted["parts"]
        assert [[sub.text for sub in part.parts] for part in one.parts] == wanted.get("nested", [[]] * len(one.parts))
        assert all(text[part.start : part.end] == part.text for part in one.parts)
        assert one.entity == "the-slug"


def test_a_scheme_without_a_mention_has_no_entity_and_the_sources_of_name_and_parts() -> None:
    text = "今年清河、清路、改厕“三清”。"
    (found,) = frameworks(document(text), ())
    assert (found.name, found.entity) == ("三清", "")
    assert found.sources == (Span(1, 2, 14),)
