"""Lists by letters: no list too long, every name in one, the same lists in every edition."""

from itertools import product

from jianbao.letters import MOST, lists


def named(*names: str) -> dict[int, str]:
    return dict(enumerate(names))


def test_few_names_stand_under_one_letter() -> None:
    (found,) = lists([named("li", "lu", "ma", "0")])
    assert found == {"0": (3,), "l": (0, 1), "m": (2,)}


def test_a_long_list_is_cut_as_far_as_it_takes() -> None:
    given = ["l", "la", *("li" + "".join(rest) for rest in product("abcdefgh", repeat=4)), *["lu"] * 9]
    (found,) = lists([named(*given)])
    assert sorted(number for some in found.values() for number in some) == list(range(len(given)))
    assert {given[number][: len(start)] == start for start, some in found.items() for number in some} == {True}
    assert max(map(len, found.values())) <= MOST
    assert (found["l"], found["la"], len(found["lu"]), found["li"], len(found["liaa"])) == ((0,), (1,), 9, (), 64)


def test_names_that_are_alike_cannot_be_cut() -> None:
    (found,) = lists([named(*["li"] * (MOST + 1), "lu")])
    assert {start: len(some) for start, some in found.items()} == {"l": 0, "li": MOST + 1, "lu": 1}
    (other,) = lists([named(*["0"] * (MOST + 1))])
    assert list(other) == ["0"]


def test_a_beginning_that_leads_to_one_longer_alone_is_no_list() -> None:
    given = [*["national" + letter for letter in "ab" for _ in range(MOST)], "nature", "nankai"]
    (found,) = lists([named(*given)])
    assert [*found] == ["n", "na", "nan", "nat", "national", "nationala", "nationalb", "natu"]


def test_what_is_long_in_one_edition_is_cut_in_all() -> None:
    here = named(*["li", "lu"] * MOST)
    there = named(*["li"], *["wang", "zhang"] * (MOST // 2 - 1))
    one, two = lists([here, there])
    assert list(one) == ["l", "li", "lu"]
    assert list(two) == ["l", "li", "w", "z"]
