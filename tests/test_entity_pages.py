"""The pages about entities: which there are, what each is made from, what it shows."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal

import pytest

from jianbao import addresses, letters, lexicon, links
from jianbao.editions.voice import Voices
from jianbao.interface import Words
from jianbao.model import (
    Caption,
    Card,
    Corpus,
    Entity,
    Figure,
    FigureRow,
    Framework,
    NamedIn,
    Page,
    Part,
    Quantity,
)
from jianbao.render import Fingerprints, entities, narrow, parts, plan
from jianbao.render.entities.kin import LISTED, NEWEST
from jianbao.render.entities.locator import Spot, locator
from jianbao.render.entities.views import EntityView, EntryView, NamesOfKindView

HENAN = Entity("henan-sheng", "place", "河南省", "Henan Province", adcode="410000")
LUSHI = Entity("lushi-xian", "place", "卢氏县", "Lushi County", "henan-sheng", "411224", "111.0479", "34.0543")
VILLAGE = Entity("huama", "place", "花马村", "", "lushi-xian", by_rule="Huama Village", reading="Huama Cun")
WANG = Entity("wang-xue", "person", "王雪", note="记者", by_rule="Wang Xue", reading="Wang Xue")
SCHOOL = Entity("hua-ma-xiao-xue", "organisation", "花马小学")
PLAN = Entity("san-tong", "programme", "三通")


def card(ident: str, dated: str, *named: Entity, implied: tuple[Entity, ...] = ()) -> Card:
    names = tuple(NamedIn(one, (("p2", f"{one.name}通了路。"),)) for one in named)
    return Card(
        ident, f"key-{ident}", "", f"题{ident}", dated=dated, names=(*names, *(NamedIn(one, ()) for one in implied))
    )


def pages(corpus: Corpus) -> dict[str, Page]:
    return {page.address: page for page in entities.sketches(corpus, addresses.EDITIONS, entities.told(corpus))}


def view(corpus: Corpus, address: str) -> EntityView:
    page = pages(corpus)[address]
    part = narrow(page, corpus, {one.id: one for one in corpus.cards})
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


def test_a_village_knows_the_places_over_it_the_largest_first() -> None:
    told = [card("a", "2020-02", VILLAGE, implied=(LUSHI, HENAN)), card("b", "2019", VILLAGE, implied=(LUSHI, HENAN))]
    shown = view(links.corpus(told), "en/places/huama/")
    assert [one.name.text for one in shown.path] == ["Henan Province", "Lushi County"]
    assert shown.title.text == "Huama Village"
    assert any("Huama Village" in notice for notice in shown.notices)
    assert "Lushi" in shown.map


def test_what_occurs_together_is_counted_and_what_lies_over_is_left_out(small: Corpus) -> None:
    shown = view(small, "zh-Hans/people/wang-xue/")
    assert [[(one.name.text, one.count, one.href) for one in kind.names] for kind in shown.beside] == [
        [("花马村", "", "../../articles/a/names/#place-huama"), ("卢氏县", "", "../../places/lushi-xian/")]
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
    assert not own.other_years
    of_year = view(corpus, "en/places/lushi-xian/2001/")
    assert {about.gathered.id for about in of_year.articles} == {f"a-n{n:03}" for n in range(1, NEWEST + 10, 3)}
    assert not of_year.map
    ((newest, own_year, *_),) = of_year.other_years
    assert [(one.href, one.text) for one in (newest, own_year)] == [("../2002/", "2002"), ("", "2001")]


def test_the_page_of_a_year_stays_when_an_article_of_another_year_comes() -> None:
    many = [card(f"n{n:03}", str(2000 + n % 3), LUSHI, WANG) for n in range(NEWEST + 10)]
    before = pages(links.corpus(many))
    corpus = links.corpus([*many, card("new", "2002-05", LUSHI, WANG)])
    after = pages(corpus)
    changed = {
        path for path in before if (before[path].key, before[path].cards) != (after[path].key, after[path].cards)
    }
    assert {path for path in changed if path.startswith("en/places/lushi-xian/")} == {
        "en/places/lushi-xian/",
        "en/places/lushi-xian/2002/",
    }
    of_year = view(corpus, "en/places/lushi-xian/2001/")
    assert "17 articles" in of_year.description
    assert str(len(corpus.cards)) not in str((of_year.facts, of_year.other_years))


def test_the_page_of_a_year_says_one_sentence_of_each_article() -> None:
    names = (NamedIn(LUSHI, (("p2", "卢氏县通了路。"), ("p3", "卢氏县通了水。"))),)
    corpus = links.corpus(replace(card(f"n{n:03}", "2020"), names=names) for n in range(NEWEST + 1))
    of_year = view(corpus, "en/places/lushi-xian/2020/")
    assert {len(about.gathered.sentences) for about in of_year.articles} == {1}
    assert {len(about.gathered.sentences) for about in view(corpus, "en/places/lushi-xian/").articles} == {2}


def with_a_school(corpus: Corpus) -> Corpus:
    """Have the newest article name a school as well, which no other names."""
    first, *others = corpus.cards
    return links.corpus([replace(first, names=(*first.names, NamedIn(SCHOOL, (("p3", "花马小学开学了。"),)))), *others])


def with_a_third(corpus: Corpus) -> Corpus:
    """Add an article that names the village, too."""
    return links.corpus([*corpus.cards, card("c", "2021", VILLAGE, implied=(LUSHI, HENAN))])


def named(corpus: Corpus, ident: str, edition: str = "zh-Hans") -> tuple[NamesOfKindView, ...]:
    page = pages(corpus)[addresses.names(edition, ident)]
    return entities.names(page, narrow(page, corpus, {one.id: one for one in corpus.cards}), Voices(edition)).kinds


def entries(corpus: Corpus, ident: str) -> dict[str, EntryView]:
    return {entry.id: entry for kind in named(corpus, ident) for entry in kind.entries}


def elsewhere(corpus: Corpus, ident: str) -> dict[str, str]:
    return {one.id: one.href for kind in named(corpus, ident) for one in kind.elsewhere}


def test_what_one_article_names_stands_with_it_and_the_rest_has_a_page(small: Corpus) -> None:
    own = {path.removeprefix("en/") for path in pages(small) if path.startswith("en/")}
    assert own >= {"places/lushi-xian/", "places/henan-sheng/", "people/wang-xue/", "articles/a/names/"}
    assert "places/huama/" not in own
    assert small.homes == {("place", "huama"): "a"}


def test_the_names_of_an_article_hold_each_of_its_entities_at_an_anchor_that_stays(small: Corpus) -> None:
    ((anchor, village),) = entries(small, "a").items()
    assert anchor == "place-huama"
    assert [one.name.text for one in village.path] == ["河南省", "卢氏县"]
    assert [(one.text, one.href) for one in village.gathered.sentences] == [("花马村通了路。", "../#p2")]
    assert elsewhere(small, "a") == {
        "place-lushi-xian": "../../../places/lushi-xian/",
        "place-henan-sheng": "../../../places/henan-sheng/",
        "person-wang-xue": "../../../people/wang-xue/",
    }
    # A second article names the village, too: it gets a page, and its old address still lands.
    grown = with_a_third(with_a_school(small))
    assert "zh-Hans/places/huama/" in pages(grown)
    assert elsewhere(grown, "a")["place-huama"] == "../../../places/huama/"


def test_an_article_whose_names_all_have_pages_has_no_page_of_names(small: Corpus) -> None:
    assert "en/articles/a/names/" in pages(small)
    assert not [path for path in pages(with_a_third(small)) if path.endswith("/names/")]


def test_an_entry_has_the_figures_and_photos_of_its_own_sentences() -> None:
    quantity = Quantity(Decimal(5), "km")
    figure = Figure("f2-1", "p2", 1, 3, "5公里", (), quantity, (0, 5), "路")
    told = replace(
        card("a", "2020", VILLAGE, WANG),
        figures=(FigureRow(figure, "花马村通了5公里路。", ("huama",)),),
        captions=(Caption("p2", "花马村的路"), Caption("p9", "别处的路")),
    )
    told_of = entries(links.corpus([told]), "a")
    of_village, of_person = told_of["place-huama"].gathered, told_of["person-wang-xue"].gathered
    assert [row.sentence for row in of_village.figures] == ["../#f2-1"]
    assert [photo.href for photo in of_village.photos] == ["../#p2"]
    assert not of_person.figures


@pytest.mark.parametrize("template", ["article", "names", "entity"])
def test_pages_that_link_a_name_change_when_it_comes_to_stand_elsewhere(small: Corpus, template: str) -> None:
    school = with_a_school(small)
    both = (school, with_a_third(school))
    before, after = ({p.address: p for p in plan(c, ("en",), Fingerprints("", ""))} for c in both)
    address = {"article": "en/articles/a/", "names": "en/articles/a/names/", "entity": "en/people/wang-xue/"}[template]
    assert before[address].template == template
    assert before[address].key != after[address].key
    other = links.corpus([*school.cards, card("c", "2021", HENAN)])
    same = {p.address: p for p in plan(other, ("en",), Fingerprints("", ""))}
    assert before["en/articles/a/names/"].key == same["en/articles/a/names/"].key


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
    listed = entities.listed(page, narrow(page, corpus, {}), Voices("zh-Hans"))
    assert len(listed.entities) == (LISTED + 1) // 3
    first = made["en/people/"]
    shown = entities.listed(first, narrow(first, corpus, {}), Voices("en"))
    assert len(shown.entities) == LISTED
    assert [[link.text for link in row] for row in shown.letters] == [list("ABCSWZ")]


def test_the_editions_of_a_page_share_its_part_but_for_lists_by_letter() -> None:
    names = [Entity(f"s{n}", "person", f"名{n}", f"English {n}", reading="abc"[n % 3] + "o") for n in range(LISTED + 1)]
    corpus = links.corpus([card("a", "2020", LUSHI, *names), card("b", "2021", LUSHI)])
    cards = {one.id: one for one in corpus.cards}
    every = sorted(pages(corpus).values(), key=lambda page: (page.template, page.subject, page.edition))
    made = list(parts(every, corpus, cards))
    assert made == [narrow(page, corpus, cards) for page in every]
    shared = {page.template for page, one, before in zip(every[1:], made[1:], made, strict=False) if one is before}
    assert shared == {"entity", "names"}


def test_a_letter_of_very_many_is_cut_further_and_links_only_what_is_near() -> None:
    said = [f"{'li' if n else 'lu'} {n % 3}" for n in range(letters.MOST + 2)]
    names = [Entity(f"s{n}", "person", f"名{n}", f"English {one}", reading=one) for n, one in enumerate(said)]
    corpus = links.corpus([card("a", "2020", *names)])
    made = pages(corpus)
    every = {path.removeprefix("en/people/letter/") for path in made if path.startswith("en/people/letter/")}
    assert every >= {"l/", "li/", "li0/", "li1/", "li2/", "lu/", "e/", "englishl/", "englishli1/"}
    assert "english/" not in every

    def rows(letter: str) -> list[list[str]]:
        page = made[f"zh-Hans/people/letter/{letter}/"]
        shown = entities.listed(page, narrow(page, corpus, {}), Voices("zh-Hans")).letters
        return [[link.text if link.href else f"({link.text})" for link in row] for row in shown]

    assert rows("l") == [["E", "(L)"], ["Li", "Lu"]]
    assert rows("li") == [["E", "L"], ["(Li)", "Lu"], ["Li0", "Li1", "Li2"]]
    assert rows("lu") == [["E", "L"], ["Li", "(Lu)"]]


def test_a_name_in_quotation_marks_stands_under_its_letter() -> None:
    quoted = Entity("fang-guan-fu", "programme", "“放管服”改革", reading="“Fang guan fu” gaige")
    assert [*links.corpus([card("a", "2020", quoted)]).kin.letters["programme", "zh-Hans"]] == ["f"]


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
    paths = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("class") != "bar"]
    points = [point for path in paths for point in path.get("d", "").split("M")[1:]]
    assert all(0 <= float(point.split()[0]) <= 420 and 0 <= float(point.split()[1][:-2]) <= high for point in points)
    divisions = [row["adcode"] for row in lexicon.table("entities/places") if row["latitude"]]
    here = [one for one in root.iter() if one.get("class") == "here"]
    named = [one for one in root.iter() if one.get("class") == "named"]
    every = sum(one[:2] == code[:2] and not one.endswith("0000") for one in divisions)
    assert len(points) + len(here) + len(named) == every
    assert len(here) == (not code.endswith("0000"))
    assert drawn == locator(code, {"411700": Spot("../x/")}, Voices(edition), Words(edition))
    assert ("../x/" in drawn) == code.startswith("41")


def test_a_map_names_the_city_in_the_middle_of_its_districts_and_what_is_named_most() -> None:
    divisions = [row["adcode"] for row in lexicon.table("entities/places") if row["latitude"]]
    wuhan = {code: Spot(f"../{code}/", 1) for code in divisions if code[:4] == "4201"}
    province = locator("420000", wuhan | {"420100": Spot("../wuhan/", 9)}, Voices("zh-Hans"), Words("zh-Hans"))
    assert ">武汉市</text>" in province
    district = locator("420102", wuhan | {"420100": Spot("../wuhan/", 9)}, Voices("zh-Hans"), Words("zh-Hans"))
    assert 'class="at"' in district
    assert ">江岸区</text>" in district
    near = {"420115": Spot("../jiangxia/", 1), "420116": Spot("../huangpi/", 30), "429005": Spot("../qianjiang/", 20)}
    drawn = str(locator("420000", near, Voices("zh-Hans"), Words("zh-Hans")))
    assert re.findall(">([^<>]+)</text>", drawn)[:4] == ["黄陂区", "潜江市", "江夏区", "武汉市"]


@pytest.mark.parametrize(("edition", "said", "unsaid"), [("zh-Hans", "卢氏", "Lushi"), ("en", "Lushi", "卢氏")])
def test_a_map_names_its_place_in_the_language_of_the_edition(edition: str, said: str, unsaid: str) -> None:
    words = "".join(re.findall(">([^<]+)<", locator("411224", {}, Voices(edition), Words(edition))))
    assert said in words
    assert unsaid not in words


def test_a_place_that_the_gazetteer_does_not_know_has_no_map() -> None:
    assert locator("999999", {}, Voices("en"), Words("en")) == ""
    assert locator("", {}, Voices("en"), Words("en")) == ""
