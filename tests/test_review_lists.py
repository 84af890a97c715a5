"""The lists of articles to review: which there are, what stands first, what was refused."""

from dataclasses import replace

from archive import Archive

from jianbao.editions.voice import Voices
from jianbao.model import Card, Corpus, Page, Problem, RefusedFile
from jianbao.render import review
from jianbao.render.plan import FIRST, Fingerprints, plan
from jianbao.render.review.doubts import UNTRANSLATED
from jianbao.render.review.pages import REFUSED
from jianbao.render.review.views import ReviewsView
from jianbao.render.slices import narrow


def card(ident: str, *counted: tuple[str, int]) -> Card:
    return Card(ident, f"key of {ident}", f"{ident}.txt", f"题{ident}", dated="2020-01-01", review=counted)


def corpus(*cards: Card, refused: tuple[RefusedFile, ...] = ()) -> Corpus:
    return Corpus(cards, {"2020": tuple(one.id for one in cards)}, refused=refused)


def shared(archive: Corpus) -> dict[str, Page]:
    pages = plan(archive, ("zh-Hans", "en"), Fingerprints("code", "templates"))
    return {page.address: page for page in pages if page.address.startswith(("review/", "evidence/"))}


def listed(archive: Corpus, address: str) -> ReviewsView:
    page = shared(archive)[address]
    own = narrow(page, archive, {one.id: one for one in archive.cards})
    return review.reviews_view(page, own, Voices("zh-Hans"))


def test_an_article_without_doubts_has_no_page_and_is_in_no_list() -> None:
    archive = corpus(card("a", ("JOIN", 1)), card("b"), card("c", (UNTRANSLATED, 1)))
    pages = shared(archive)
    assert pages.keys() == {"review/", "review/a/", "review/in/2020/", "evidence/a/", "evidence/b/", "evidence/c/"}
    assert [one.headline for one in listed(archive, "review/in/2020/").articles] == ["题a"]
    assert {page.edition for page in pages.values()} == {"zh-Hans"}
    assert [one.headline for one in listed(archive, "review/").articles] == ["题a"]
    assert [both.text for both in listed(archive, "review/").totals] == ["存疑的接合 1 处", "没有英文译文的文章 1 篇"]


def test_the_first_page_has_those_with_the_most_and_no_more_than_so_many() -> None:
    archive = corpus(*(card(f"a{n}", ("JOIN", n + 1)) for n in range(FIRST + 5)))
    first = listed(archive, "review/")
    assert len(first.articles) == FIRST
    assert first.articles[0].headline == f"题a{FIRST + 4}"
    assert first.years[0][0].href == "in/2020/"
    assert len(listed(archive, "review/in/2020/").articles) == FIRST + 5


def test_what_touches_the_text_comes_before_many_names() -> None:
    archive = corpus(card("a", ("UNKNOWN-NAME", 30)), card("b", ("JOIN", 1)))
    assert [one.headline for one in listed(archive, "review/").articles] == ["题b", "题a"]


def test_a_seed_called_in_has_its_own_page() -> None:
    assert {"review/in/", "review/in/2020/"} <= shared(corpus(card("in", ("JOIN", 1)))).keys()


def test_refused_files_are_named_but_not_without_end() -> None:
    many = tuple(RefusedFile(f"{n}.txt", Problem("EMPTY", 0, "is empty")) for n in range(REFUSED + 3))
    first = listed(corpus(card("a"), refused=many), "review/")
    assert (len(first.refused), first.left_out, first.report) == (REFUSED, 3, "../data/report.json")
    assert first.refused[0].place == "0.txt"
    in_line = (RefusedFile("b.yml", Problem("SIDECAR", 4, "is no field")),)
    assert listed(corpus(card("a"), refused=in_line), "review/").refused[0].place == "b.yml:4"


def test_a_refused_file_changes_the_first_page_and_no_other() -> None:
    cards = (card("a", ("JOIN", 1)), card("b"))
    before, after = shared(corpus(*cards)), shared(corpus(*cards, refused=(RefusedFile("c", Problem("EMPTY", 0, "")),)))
    assert [address for address in before if before[address].key != after[address].key] == ["review/"]


def test_the_year_page_says_its_year_and_shows_no_refused_files() -> None:
    archive = corpus(card("a", ("JOIN", 1)), refused=(RefusedFile("c", Problem("EMPTY", 0, "")),))
    year = listed(archive, "review/in/2020/")
    assert (year.title.text, year.first, year.refused, year.totals) == ("2020 年的文章，待编者核对", False, (), ())
    undated = replace(archive, years={"undated": ("a",)})
    assert listed(undated, "review/in/undated/").title.text == "日期不详的文章，待编者核对"
    assert listed(undated, "review/").years[0][0].text == "日期不详"


def test_a_refused_seed_is_on_the_review_page(archive: Archive) -> None:
    (archive.settings.seeds / "<b>.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    archive.build()
    html = archive.files()["review/index.html"].decode("utf-8")
    assert "<code>&lt;b&gt;.txt</code> <strong>BINARY</strong>" in html
