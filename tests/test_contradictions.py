"""What readers are told of figures that contradict one another: why, and both sentences."""

from dataclasses import replace

import crawl
import pytest
from archive import DIFFERING, Archive
from pages import whole

from jianbao.crosscheck import contradictions as checked
from jianbao.editions.voice import ChineseVoice, EnglishVoice
from jianbao.entities import mentions
from jianbao.figures import figures
from jianbao.interface import Words
from jianbao.model import Analysis, Card, Conflict, Corpus, Entry, Source, Statement
from jianbao.model.site import FigureRow
from jianbao.render.contradictions import contradictions
from jianbao.render.plan import CONFLICTS, Fingerprints, plan
from jianbao.render.slices import narrow

TEXT = """
青石县修路记

青石县修路共投入扶贫资金3亿元，村民出行方便了许多。

据统计，青石县修路共投入扶贫资金5亿元，村民出行方便了许多。
"""


def analysis() -> Analysis:
    _, document = whole(TEXT)
    counted = figures(document, mentions(document))
    source = Source("a.txt", "0" * 64, "utf-8", 1, 1)
    return Analysis(source, document, figures=counted, contradictions=checked(document, counted))


def test_both_sentences_stand_side_by_side_and_lead_to_their_figures() -> None:
    one = analysis()
    (view,) = contradictions(one, ChineseVoice("zh-Hans", None), Words("zh-Hans"))
    assert view.why == "数值不同"
    assert [figure.text for quoted in view.quotes for figure in quoted.figures] == ["3亿元", "5亿元"]
    assert [
        quoted.sentence.text.startswith(start) for quoted, start in zip(view.quotes, ("青石县", "据统计"), strict=True)
    ] == [True] * 2
    (found,) = one.contradictions
    assert [figure.href[1:] for quoted in view.quotes for figure in quoted.figures] == [
        figure.id for figure in found.figures
    ]


def test_a_sentence_that_holds_several_of_them_stands_once() -> None:
    _, document = whole("全县报名人员共12人，其中男8人、女6人。")
    counted = figures(document, mentions(document))
    one = replace(analysis(), document=document, figures=counted, contradictions=checked(document, counted))
    (view,) = contradictions(one, ChineseVoice("zh-Hans", None), Words("zh-Hans"))
    assert [[figure.text for figure in quoted.figures] for quoted in view.quotes] == [["12人", "8人", "6人"]]


def test_english_gives_the_sentences_in_chinese_and_says_so() -> None:
    (view,) = contradictions(analysis(), EnglishVoice({}, {}, "zh-Hans"), Words("en"))
    assert view.why == "Different values"
    assert (
        {f.lang for one in view.quotes for f in one.figures}
        == {one.sentence.lang for one in view.quotes}
        == {"zh-Hans"}
    )


def test_english_gives_the_sentences_in_english_where_they_are_translated() -> None:
    one = analysis()
    entries = {b.id: Entry(b.id, b.text, f"Words of {b.id}.", origin="human") for b in one.document.blocks}
    (view,) = contradictions(one, EnglishVoice(entries, {}, "zh-Hans"), Words("en"))
    assert {f.lang for one in view.quotes for f in one.figures} == {"zh-Hans"}
    assert all(quoted.sentence.text.startswith("Words of ") for quoted in view.quotes)
    assert {quoted.sentence.lang for quoted in view.quotes} == {""}


@pytest.fixture(scope="module")
def site(whole: Archive) -> dict[str, bytes]:
    return whole.files()


def test_a_page_beside_the_figures_shows_where_articles_differ(site: dict[str, bytes]) -> None:
    pages = crawl.pages({path: data for path, data in site.items() if "/figures/" in path})
    for edition, said in (("zh-Hans", "数值不同"), ("zh-Hant", "數值不同"), ("en", "Different values")):
        for address in ("contradictions/", "contradictions/2019/"):
            page = pages[f"{edition}/figures/{address}index.html"]
            up = "../../../" if address.endswith("2019/") else "../../"
            assert {f"{up}articles/shed/#p3", f"{up}articles/work/#p3"} <= set(page.links)
            assert {f"{up}articles/shed/#f3-14", f"{up}articles/work/#f3-14"} <= set(page.links)
            assert said in "".join(page.text)
        assert "contradictions/" in pages[f"{edition}/figures/index.html"].links


def test_editors_find_both_sentences_on_the_first_page_of_the_review(site: dict[str, bytes]) -> None:
    page = crawl.pages({"page.html": site["review/index.html"]})["page.html"]
    assert {f"../zh-Hans/articles/{name}/#f3-14" for name in DIFFERING} <= set(page.links)
    assert {f"../zh-Hans/articles/{name}/#p3" for name in DIFFERING} <= set(page.links)


def test_an_archive_without_such_figures_has_no_page_of_them() -> None:
    corpus = Corpus((Card("a", "k", "a.txt", "题"),), {"2019": ("a",)})
    assert not [page for page in plan(corpus, ("en",), Fingerprints("", "")) if page.template == "conflicts"]


def test_no_page_of_differing_figures_grows_with_the_archive() -> None:
    figure = analysis().figures[0]
    cards = [Card(f"a{n}", "k", "a.txt", "题", dated=f"{2000 + n % 7}") for n in range(CONFLICTS * 3)]
    rows = [Statement(card, FigureRow(figure, "句")) for card in cards]
    years = {year: tuple(card.id for card in cards if card.dated == year) for year in {card.dated for card in cards}}
    corpus = Corpus(tuple(cards), years, conflicts=tuple(Conflict("values", row, rows[0]) for row in rows))
    pages = [page for page in plan(corpus, ("en",), Fingerprints("", "")) if page.template == "conflicts"]
    shown = [narrow(page, corpus, {}).conflicts for page in pages]
    assert len(pages) == 1 + len(years)
    assert max(map(len, shown)) == CONFLICTS
    assert len(set(shown[0])) == CONFLICTS
    assert sum(map(len, shown[1:])) == len(corpus.conflicts)
    grown = replace(corpus, conflicts=corpus.conflicts[1:])
    again = [page for page in plan(grown, ("en",), Fingerprints("", "")) if page.template == "conflicts"]
    assert [a.key for a in again] != [a.key for a in pages]
