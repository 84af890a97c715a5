"""The barrier: what only all Cards together can tell."""

from dataclasses import replace

from jianbao import links, slugs
from jianbao.model import Card, Entity, NamedIn, Series
from jianbao.render.plan import Fingerprints, plan


def place(slug: str, parent: str = "", english: str = "") -> Entity:
    return Entity(slug, "place", slug, english, parent)


def card(ident: str, dated: str, *names: Entity, series: Series | None = None) -> Card:
    held = tuple(NamedIn(one, (("p1", "一句。"),)) for one in names)
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
    assert len(series) == 2


def test_what_links_here_is_what_is_related_one_way() -> None:
    hub = [place(f"v{n}") for n in range(7)]
    # The hub shares a village with each of the others; they share nothing among themselves.
    cards = [card("hub", "2020", *hub), *(card(f"a{n}", f"2020-0{n + 1}", hub[n]) for n in range(7))]
    corpus = links.corpus(cards)
    shown = {one.id for one in corpus.related["hub"]}
    assert len(shown) == links.RELATED
    assert set(corpus.linked["hub"]) == {f"a{n}" for n in range(7)} - shown
    assert "a0" not in corpus.linked


def test_an_entity_is_described_by_the_article_that_knows_its_english() -> None:
    corpus = links.corpus([card("new", "2021", place("x")), card("old", "2020", place("x", english="X Town"))])
    assert corpus.entities["place", "x"][0].english == "X Town"
    assert corpus.entities["place", "x"][1] == ("new", "old")


def test_kinship_gathers_by_parent_by_province_and_by_letter() -> None:
    lushi = replace(place("lushi", "sanmenxia", "Lushi County"), adcode="411224", reading="Lushi Xian")
    other = replace(place("wenyu", "lushi"), reading="Wenyu Xiang", by_rule="Wenyu Township")
    kin = links.corpus([card("a", "2020", lushi, other)]).kin
    assert kin.inside == {"lushi": (("place", "wenyu"),), "sanmenxia": (("place", "lushi"),)}
    assert kin.near == {"41": (("place", "lushi"),)}
    assert list(kin.letters["place", "en"]) == ["l", "w"]


def test_an_article_in_other_bytes_is_told_from_another_article() -> None:
    one = Card("a", "", "a.txt", "大桥通车", lead="青石大桥昨日通车。", characters=400)
    same = Card("b", "", "b.txt", "大橋通車", lead="青石大橋昨日通車。", characters=400)
    longer, other = replace(one, id="c", characters=401), replace(one, id="d", lead="青石大桥今日通车。")
    (problem,) = links.repeated((other, longer, same, one)).items()
    assert problem[0] == "b"
    assert "a.txt" in problem[1].message
    assert links.repeated((Card("a", "", "a.txt", ""), Card("b", "", "b.txt", ""))) == {}


def test_the_page_of_a_year_changes_with_the_years_there_are_and_not_with_what_they_hold() -> None:
    cards = (card("a", "2019-05-01"), card("b", ""), card("c", ""), card("d", "2020"))
    plans = (plan(links.corpus(some), ("en",), Fingerprints("", "")) for some in (cards[:2], cards[:3], cards))
    few, more, others = ({page.address: page.key for page in pages}["en/timeline/2019/"] for pages in plans)
    assert few == more != others
