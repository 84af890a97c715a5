"""Slugs: the permanent part of an entity's address, from the reading of its name."""

import pytest

from jianbao.slugs import slug, syllables


def test_homophones_have_slugs_of_their_own() -> None:
    assert slug("person", "张伟") != slug("person", "章伟")
    assert slug("person", "张伟").startswith("zhang-wei-")


def test_what_a_place_lies_in_tells_it_from_a_namesake() -> None:
    assert slug("place", "张村", "lushi-xian") != slug("place", "张村", "ye-xian")


@pytest.mark.parametrize("name", ["长" * 90, "🙂", "Ⅻ G331 项目", "·", "曾都"])
def test_a_slug_is_short_ascii_whatever_the_name(name: str) -> None:
    made = slug("programme", name)
    assert made.isascii()
    assert made.replace("-", "").isalnum()
    assert len(made) < 70


def test_a_name_is_read_as_a_whole() -> None:
    assert syllables("重庆六安") == ("chong", "qing", "lu", "an")
