"""The public list that the conversion to Traditional is held to: shown whole, with results, on bounded pages."""

import re
from collections import Counter

import pytest
from archive import Archive

from jianbao import addresses, editions, lexicon, links, routes
from jianbao.editions.regression import trials
from jianbao.interface import Words
from jianbao.model import Card, Page, Trial
from jianbao.render import Fingerprints, conversion, plan

LIST = lexicon.table("editions/regression")
KINDS = Counter(row["class"] for row in LIST)


def shown(page: Page, among: tuple[Trial, ...]) -> conversion.KindView:
    view = conversion.view(page, among)
    assert isinstance(view, conversion.KindView)
    return view


def sketches(edition: str = "en") -> list[Page]:
    return [page for page in conversion.sketches(edition) if page.template == conversion.KIND]


# --- the results


def test_every_sentence_is_tried_by_both() -> None:
    assert [(one.kind, one.text, one.expected) for one in trials()] == [
        (row["class"], row["text"], row["expected"]) for row in LIST
    ]
    for one in trials():
        assert len(one.text) == len(one.expected) == len(one.ours) == len(one.plain)
        assert one.ours == editions.to_traditional(one.text)


def test_opencc_alone_is_not_blamed_for_the_house_style() -> None:
    styled = [one for one in trials() if one.kind == "house-style"]
    assert styled
    assert [one.text for one in styled if one.plain != one.expected] == []


def test_what_is_marked_as_known_is_what_comes_out_wrong() -> None:
    known = [row["text"] for row in LIST if row["state"] == "known"]
    assert known == [one.text for one in trials() if one.ours != one.expected]


# --- the views


def test_the_page_about_the_archive_counts_what_is_right() -> None:
    among = (
        Trial("place", "甲", "甲", "甲", "甲"),
        Trial("place", "后", "後", "後", "后"),
        Trial("surname", "范", "范", "範", "範"),
    )
    view = conversion.view(Page("en", addresses.about("en"), "about.en", "", ""), among)
    assert isinstance(view, conversion.AboutView)
    assert [(s.link.text, s.sentences, s.ours, s.plain) for s in view.scores] == [
        ("Places", "2", "2", "1"),
        ("Surnames", "1", "0", "0"),
    ]
    assert (view.total.sentences, view.total.ours, view.total.plain) == ("3", "2", "1")
    assert [score.link.href for score in view.scores] == ["conversion/place/", "conversion/surname/"]


def test_what_differs_is_shown_and_marked_where_it_is_wrong() -> None:
    among = (Trial("place", "里水里", "里水里", "里水里", "裡水裡"),)
    (one,) = shown(Page("en", "en/about/conversion/place/", conversion.KIND, "place/1", ""), among).trials
    assert one.ours == ()
    assert one.plain == (("裡", True), ("水", False), ("裡", True))


def test_every_sentence_stands_on_one_page_and_no_page_is_long() -> None:
    views = [shown(page, trials()) for page in sketches()]
    assert all(0 < len(view.trials) <= conversion.A_PAGE for view in views)
    assert [one.text for view in views for one in view.trials] == [row["text"] for row in LIST]
    anchors = [one.id for view in views for one in view.trials]
    assert len(set(anchors)) == len(anchors)


def test_a_long_kind_is_cut_and_its_pages_lead_to_one_another() -> None:
    among = tuple(Trial("place", f"第{n}句", f"第{n}句", f"第{n}句", f"第{n}句") for n in range(conversion.A_PAGE + 3))
    second = shown(Page("en", addresses.conversion("en", "place", 2), conversion.KIND, "place/2", ""), among)
    assert [one.text for one in second.trials] == ["第200句", "第201句", "第202句"]
    assert [(part.text, part.href) for part in second.parts] == [("1–200", "../"), ("201–203", "./")]


@pytest.mark.parametrize("edition", addresses.EDITIONS)
def test_every_kind_has_its_words(edition: str) -> None:
    words = Words(edition)
    said = {words.say(f"conversion-{kind}{end}") for kind in KINDS for end in ("", "-lead")}
    assert len(said) == 2 * len(KINDS)


# --- in the build


def test_an_article_more_or_less_remakes_none_of_these_pages() -> None:
    def keys(ident: str, code: str = "code") -> set[str]:
        corpus = links.corpus([Card(ident, f"key of {ident}", f"{ident}.txt", "题")])
        pages = plan(corpus, ("en",), Fingerprints(code, "templates"))
        return {page.key for page in pages if conversion.shows(page)}

    assert len(keys("one")) > len(KINDS)
    assert keys("one") == keys("two")
    assert keys("one").isdisjoint(keys("one", "other code"))


@pytest.fixture(scope="module")
def site(built: Archive) -> dict[str, bytes]:
    return built.files()


@pytest.mark.parametrize("edition", addresses.EDITIONS)
def test_the_list_is_on_the_site_with_its_results(edition: str, site: dict[str, bytes]) -> None:
    about = site[routes.html_path(addresses.about(edition))].decode("utf-8")
    right = sum(one.ours == one.expected for one in trials())
    words = Words(edition)
    assert f"<td>{words.number(len(LIST))}</td><td>{words.number(right)}</td>" in about
    for kind in KINDS:
        assert f'href="conversion/{kind}/"' in about
    page = site[routes.html_path(addresses.conversion(edition, "surname"))].decode("utf-8")
    assert len(re.findall('<li id="t[0-9a-f]{8}">', page)) == KINDS["surname"]
    assert "<mark>" in page
