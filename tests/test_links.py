"""The barrier: what only all Cards together can tell."""

from dataclasses import replace

import pytest

from jianbao import links, slugs
from jianbao.model import Card, Entity, NamedIn, Series
from jianbao.render.plan import Fingerprints, plan


def place(slug: str, parent: str = "", english: str = "") -> Entity:
    return Entity(slug, "place", slug, english, parent)


def card(
    ident: str, dated: str, *names: Entity, implied: tuple[Entity, ...] = (), series: Series | None = None
) -> Card:
    held = (*(NamedIn(one, (("p1", "一句。"),)) for one in names), *(NamedIn(one, ()) for one in implied))
    return Card(ident, f"key-{ident}", f"{ident}.txt", ident, dated=dated, names=held, series=series)


def test_articles_stand_by_date_whatever_is_known_of_it_and_the_undated_last() -> None:
    cards = [card("a", "2019"), card("b", "2020-02"), card("c", ""), card("d", "2020-02-15")]
    corpus = links.corpus(cards)
    assert [one.id for one in corpus.cards] == ["d", "b", "a", "c"]
    assert dict(corpus.years) == {"2020": ("d", "b"), "2019": ("a",), "undated": ("c",)}
    assert links.corpus(reversed(cards)) == corpus


def test_a_series_stands_by_number_then_by_date() -> None:
    cards = [
        card("late", "2020-05", series=Series("山路", 2)),
        card("early", "2020-01", series=Series("山路", 3)),
        card("loose", "2020-03", series=Series("山路")),
        card("other", "2020-03", series=Series("水渠")),
    ]
    series = links.corpus(cards).series
    assert series[slugs.slug("series", "山路")].parts == ("loose", "late", "early")
    assert list(series) == sorted(slugs.slug("series", name) for name in ("山路", "水渠"))


def test_what_is_related_shares_the_most_and_says_why_the_rarest_first() -> None:
    rare, usual, common, most, other = map(place, ("rare", "usual", "common", "most", "other"))
    cards = [
        card("a", "2020", most, common, usual, rare),
        card("b", "2020", most, common, usual, rare, other),
        card("c", "2020", most, common, usual),
        card("d", "2020", most, common),
        card("e", "2020", most),
    ]
    related = links.corpus(cards).related["a"]
    assert [(one.id, [entity.slug for entity in one.shared]) for one in related] == [
        ("b", ["rare", "usual", "common"]),
        ("c", ["usual", "common", "most"]),
        ("d", ["common", "most"]),
        ("e", ["most"]),
    ]


def test_a_place_that_only_holds_what_is_named_relates_less() -> None:
    named, over = place("named"), place("over")
    cards = [card("a", "2020", named, implied=(over,)), card("b", "2020", over), card("c", "2020", named)]
    assert [one.id for one in links.corpus(cards).related["a"]] == ["c", "b"]


@pytest.mark.parametrize(("articles", "related"), [(links.TELLING, links.TELLING - 1), (links.TELLING + 1, 0)])
def test_a_name_of_too_many_articles_relates_none(articles: int, related: int) -> None:
    corpus = links.corpus(card(f"a{n}", "2020", place("everywhere")) for n in range(articles))
    assert {len(some) for some in corpus.related.values()} == {related}


@pytest.mark.parametrize(("articles", "reasons"), [(links.COMMON, ["rare", "province"]), (links.COMMON + 1, ["rare"])])
def test_common_names_alone_relate_nothing_and_add_to_what_a_rare_one_says(articles: int, reasons: list[str]) -> None:
    rare, province, state = place("rare"), place("province"), place("state")
    cards = [card(f"a{n}", "2020", province, state) for n in range(articles - 2)]
    cards += [card("b", "2020", province, rare), card("c", "2020", province, rare)]
    related = links.corpus(cards).related
    assert [(one.id, [entity.slug for entity in one.shared]) for one in related["b"]] == [("c", reasons)]
    assert related["a0"] == ()


def test_in_a_great_archive_a_name_of_more_articles_still_tells() -> None:
    many = [card(f"a{n}", "2020", place("village")) for n in range(10)]
    others = [card(f"b{n}", "2020", place(f"of-{n}")) for n in range(90)]
    assert len(links.corpus([*many, *others]).related["a0"]) == links.RELATED
    assert links.corpus([*many, *others[:-1]]).related["a0"] == ()


def test_what_links_here_is_what_is_related_one_way_the_newest_first() -> None:
    hub = [place(f"v{n}") for n in range(links.RELATED + links.LINKED + 3)]
    # The hub shares a village with each of the others; they share nothing among themselves.
    others = [card(f"a{n:02}", f"{2000 + n}", village) for n, village in enumerate(hub)]
    corpus = links.corpus([card("hub", "2020", *hub), *others])
    assert [one.id for one in corpus.related["hub"]] == [one.id for one in others[: links.RELATED]]
    assert corpus.linked == {"hub": tuple(one.id for one in others[: -links.LINKED - 1 : -1])}


def test_an_entity_is_described_by_the_newest_article_that_knows_its_english() -> None:
    known = [card(year, year, place("x", english=english)) for year, english in (("2020", "X Town"), ("2019", "X"))]
    corpus = links.corpus([card("new", "2021", place("x"), place("a")), *known])
    assert list(corpus.entities) == [("place", "a"), ("place", "x")]
    assert corpus.entities["place", "x"][0].english == "X Town"
    assert corpus.entities["place", "x"][1] == ("new", "2020", "2019")


def test_kinship_gathers_by_parent_by_province_and_by_letter() -> None:
    county = replace(place("q1", "q0", "Reed County"), adcode="411224", reading="Luwei Xian")
    town = replace(place("q2", "q1"), reading="Wenyu Xiang", by_rule="Bright Township")
    kin = links.corpus([card("a", "2020", county, town, place("8"))]).kin
    assert kin.inside == {"q1": (("place", "q2"),), "q0": (("place", "q1"),)}
    assert kin.near == {"41": (("place", "q1"),)}
    assert list(kin.letters["place", "en"]) == ["0", "b", "r"]
    assert list(kin.letters["place", "zh-Hans"]) == ["0", "l", "w"]


def test_an_article_in_other_bytes_is_told_from_another_article() -> None:
    one = Card("a", "", "a.txt", "大桥通车", lead="青石大桥昨日通车。", characters=400)
    same = Card("b", "", "b.txt", "大橋通車", lead="青石大橋昨日通車。", characters=400)
    longer, other = replace(one, id="c", characters=401), replace(one, id="d", lead="青石大桥今日通车。")
    ((ident, problem),) = links.repeated((other, longer, same, one)).items()
    assert (ident, problem.code, problem.line) == ("b", "DUPLICATE", 0)
    assert "a.txt" in problem.message
    assert links.repeated((Card("a", "", "a.txt", ""), Card("b", "", "b.txt", ""))) == {}


def test_the_page_of_a_year_changes_with_the_years_there_are_and_not_with_what_they_hold() -> None:
    cards = (card("a", "2019-05-01"), card("b", ""), card("c", ""), card("d", "2020"))
    plans = (plan(links.corpus(some), ("en",), Fingerprints("", "")) for some in (cards[:2], cards[:3], cards))
    few, more, others = ({page.address: page.key for page in pages}["en/timeline/2019/"] for pages in plans)
    assert few == more != others
