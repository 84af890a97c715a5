"""Headings: placed by print, by vocabulary, and in texts too long to weigh all against all."""

import numpy as np
import pytest

from jianbao import ngrams
from jianbao.order import default, headings
from jianbao.order.headings import Slot, place

SLOTS = [
    Slot("今年以来，青石县各项工作都有新进展。", (0,), flow=False),
    Slot("公路修到了山顶，汽车开到了家门口，公路两旁种上了果树。", (1,), flow=False),
    Slot("养老院里住进了三十位老人，医生每周上门看望他们。", (2,), flow=False),
]


def slots_of(texts: list[str], printed: list[float]) -> list[int]:
    found = place(texts, printed, SLOTS, default().headings, ngrams.load())
    return [next(f.slot for f in found if f.heading == h) for h in range(len(texts))]


@pytest.mark.parametrize("many", [headings.MANY, 0])
def test_headings_printed_in_place_stay_there(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headings, "MANY", many)
    assert slots_of(["公路修进大山", "老人有了依靠"], [0.5, 1.5]) == [1, 2]


def test_displaced_headings_go_to_the_words_they_share() -> None:
    assert slots_of(["养老院里欢笑多", "公路修到家门口"], [2.5, 2.5]) == [2, 1]


def test_more_headings_than_paragraphs_leaves_some_unplaced() -> None:
    found = place(list("甲乙丙丁"), [0.5] * 4, SLOTS, default().headings, ngrams.load())
    assert len({f.slot for f in found}) == len(found) == 3
    assert all(0 <= f.confidence <= 1 for f in found)
    assert np.all(np.diff([f.slot for f in found]) > 0)


@pytest.mark.parametrize(("order", "slot"), [((0, 1, 2), 0), ((0, 2, 1), 1)])
def test_only_a_page_read_as_printed_keeps_its_headings(order: tuple[int, ...], slot: int) -> None:
    (found,) = place(["三十位老人"], [-0.5], [SLOTS[s] for s in order], default().headings, ngrams.load())
    assert found.slot == slot
