"""The pages about entities: which there are, what each is made from, what it shows."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from jianbao import addresses, links
from jianbao.editions.voice import Voices
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Entity, Framework, NamedIn, Page, Part
from jianbao.render import entities
from jianbao.render.entities.kin import LISTED, NEWEST
from jianbao.render.entities.locator import Spot, locator
from jianbao.render.entities.views import EntityView

HENAN = Entity("henan-sheng", "place", "河南省", "Henan Province", adcode="410000")
LUSHI = Entity("lushi-xian", "place", "卢氏县", "Lushi County", "henan-sheng", "411224", "111.0479", "34.0543")
VILLAGE = Entity("huama", "place", "花马村", "", "lushi-xian", by_rule="Huama Village", reading="Huama Cun")
WANG = Entity("wang-xue", "person", "王雪", note="记者", by_rule="Wang Xue", reading="Wang Xue")
PLAN = Entity("san-tong", "programme", "三通")


def card(ident: str, dated: str, *named: Entity, implied: tuple[Entity, ...] = ()) -> Card:
    names = tuple(NamedIn(one, (("p2", f"{one.name}通了路。"),)) for one in named)
    return Card(
        ident, f"key-{ident}", "", f"题{ident}", dated=dated, names=(*names, *(NamedIn(one, ()) for one in implied))
    )


def pages(corpus: Corpus) -> dict[str, Page]:
    return {page.address: page for page in entities.sketches(corpus, addresses.EDITIONS)}


def view(corpus: Corpus, address: str) -> EntityView:
    page = pages(corpus)[address]
    part = entities.of_entity(page, corpus, {one.id: one for one in corpus.cards})
    return entities.page(page, part, Voices(page.edition))


@pytest.fixture
def small() -> Corpus:
    return links.corpus(
        [
            card("a", "2020-02", VILLAGE, WANG, implied=(LUSHI, HENAN)),
            card("b", "2019", LUSHI, WANG, implied=(HENAN,)),
        ]
    )


def test_a_province_says_which_of_its_places_each_article_names(small: Corpus) -> None:
    shown = view(small, "zh-Hans/places/henan-sheng/")
    assert [[one.name.text for one in about.inside] for about in shown.articles] == [["花马村"], ["卢氏县"]]
    assert [about.gathered.sentences for about in shown.articles] == [(), ()]
    assert [one.name.text for one in shown.inside] == ["卢氏县"]


def test_a_village_knows_the_places_over_it_the_largest_first(small: Corpus) -> None:
    shown = view(small, "en/places/huama/")
    assert [one.name.text for one in shown.path] == ["Henan Province", "Lushi County"]
    assert shown.title.text == "Huama Village"
    assert any("Huama Village" in notice for notice in shown.notices)
    assert "Lushi" in shown.map


def test_what_occurs_together_is_counted_and_what_lies_over_is_left_out(small: Corpus) -> None:
    shown = view(small, "zh-Hans/people/wang-xue/")
    assert [[(one.name.text, one.count) for one in kind.names] for kind in shown.beside] == [
        [("花马村", ""), ("卢氏县", "")]
    ]
    place = view(small, "zh-Hans/places/lushi-xian/")
    assert [[(one.name.text, one.count) for one in kind.names] for kind in place.beside] == [[("王雪", "2")]]
    assert len(shown.notices) == 2  # its English is by rule; two articles may mean two people


def test_an_entity_in_many_articles_is_cut_by_year() -> None:
    many = [card(f"n{n:03}", str(2000 + n % 3), LUSHI) for n in range(NEWEST + 10)]
    corpus = links.corpus([*many, card("last", "", LUSHI)])
    made = pages(corpus)
    years = [path for path in made if path.startswith("en/places/lushi-xian/")]
    assert years == [f"en/places/lushi-xian/{part}" for part in ("", "2002/", "2001/", "2000/", "undated/")]
    own = view(corpus, "en/places/lushi-xian/")
    assert len(own.articles) == NEWEST
    assert own.more
    assert [bar.link.href for bar in own.years] == ["2002/", "2001/", "2000/", "undated/"]
    of_year = view(corpus, "en/places/lushi-xian/2001/")
    assert {about.card.id for about in of_year.articles} == {f"a-n{n:03}" for n in range(1, NEWEST + 10, 3)}
    assert not of_year.map


def test_a_page_changes_with_every_article_that_it_counts() -> None:
    many = [card(f"n{n:03}", f"20{n:02}", LUSHI, WANG) for n in range(NEWEST + 5)]
    before = pages(links.corpus(many))["en/places/lushi-xian/"]
    oldest = replace(many[0], key="changed")
    after = pages(links.corpus([oldest, *many[1:]]))["en/places/lushi-xian/"]
    assert before.cards == after.cards
    assert before.key != after.key


def test_many_entities_are_cut_by_letter_the_same_in_all_editions() -> None:
    names = [Entity(f"s{n}", "person", f"名{n}", reading="abc"[n % 3] + "o") for n in range(LISTED + 1)]
    corpus = links.corpus([card("a", "2020", *names, Entity("z", "person", "外", "Zed", reading="wai"))])
    made = pages(corpus)
    for edition in addresses.EDITIONS:
        letters = [path for path in made if path.startswith(f"{edition}/people/letter/")]
        assert letters == [f"{edition}/people/letter/{letter}/" for letter in "abcswz"]
    page = made["zh-Hans/people/letter/b/"]
    listed = entities.listed(page, entities.of_list(page, corpus), Voices("zh-Hans"))
    assert len(listed.entities) == (LISTED + 1) // 3
    first = made["en/people/"]
    shown = entities.listed(first, entities.of_list(first, corpus), Voices("en"))
    assert len(shown.entities) == LISTED
    assert [link.text for link in shown.letters] == list("ABCSWZ")


def test_a_programme_shows_its_parts_and_says_what_is_not_in_english() -> None:
    parts = (Part("通水", 3, 5, (Part("通自来水", 6, 10),)), Part("通电", 11, 13))
    scheme = Framework("三通", "p2", 0, 2, parts, (), PLAN.slug)
    told = replace(card("a", "2020", PLAN), schemes=(scheme,), english=(("通电", "power"),))
    again = replace(card("b", "2019", PLAN), schemes=(replace(scheme, block="p9"),))
    corpus = links.corpus([told, again])
    (shown,) = view(corpus, "en/programmes/san-tong/").schemes
    assert [(part.text.text, part.text.lang, [sub.text.text for sub in part.parts]) for part in shown.parts] == [
        ("通水", "zh-Hans", ["通自来水"]),
        ("power", "", []),
    ]
    assert shown.untranslated
    assert shown.href == "../../articles/a/#p2"
    (hant,) = view(corpus, "zh-Hant/programmes/san-tong/").schemes
    assert hant.parts[1].text.text == "通電"
    assert not hant.untranslated


@pytest.mark.parametrize("edition", addresses.EDITIONS)
@pytest.mark.parametrize("code", ["411224", "410100", "410000", "460300", "110108", "540102"])
def test_a_map_is_whole_within_its_frame_and_without_inline_style(code: str, edition: str) -> None:
    drawn = locator(code, {"411700": Spot("../x/")}, Voices(edition), Words(edition))
    root = ET.fromstring(str(drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 our own
    high = float(root.get("viewBox", "").split()[3])
    assert "style=" not in drawn
    for one in root.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 <= float(one.get("cx", "-1")) <= 420
        assert 0 <= float(one.get("cy", "-1")) <= high
    here = [one for one in root.iter() if one.get("class") == "here"]
    assert len(here) == (not code.endswith("0000"))
    assert drawn == locator(code, {"411700": Spot("../x/")}, Voices(edition), Words(edition))
    assert ("../x/" in drawn) == code.startswith("41")


def test_a_place_that_the_gazetteer_does_not_know_has_no_map() -> None:
    assert locator("999999", {}, Voices("en"), Words("en")) == ""
    assert locator("", {}, Voices("en"), Words("en")) == ""
