"""The review pages: what is doubtful, what an editor may answer, and which pages there are."""

from dataclasses import replace

import pytest
from dossiers import block, dossier

from jianbao import crosscheck, entities, figures, sidecar
from jianbao.errors import CODES
from jianbao.model import (
    Alike,
    Correction,
    Dossier,
    Entry,
    Page,
    Problem,
    Row,
    Run,
    Span,
)
from jianbao.pipeline.doubts import doubts
from jianbao.render import review
from jianbao.render.both import Tongues
from jianbao.render.review.doubts import WORDS, Doubt
from jianbao.render.review.views import ReviewView

FEATURES = "jianbao/data/entities/features.tsv"
NAME = Problem(
    "UNKNOWN-NAME", 1, "place 山口村; “山口村今日通车”", remedy=Row(FEATURES, "shankou\t山口村", ("slug", "name"))
)
SUSPECT = Problem("SUSPECT", 7, "天终: usually spelled 天总", remedy=Correction("sic", "天终", "天总"))
STALE = Problem("TR-STALE", 3, "p3: the Chinese has changed since")
# The codes of what is not published, and so has no article to review.
REFUSING = {"EMPTY", "BINARY", "ENCODING", "TOO-LARGE", "NOT-A-FILE", "SIDECAR", "TRANSLATION"}
REFUSING |= {"CONFLICT", "CHANGED", "REMOVED", "FAILED"}


def only(kept: Dossier, code: str) -> Doubt:
    (doubt,) = (doubt for doubt in review.doubts(kept, Tongues("zh-Hans")) if doubt.code == code)
    return doubt


def answers(doubt: Doubt) -> list[tuple[str, str, str]]:
    return [(said.kind, said.text, said.value) for _, said in doubt.answers]


def view(*doubts: Problem) -> ReviewView:
    page = Page("zh-Hans", "review/bridge/", "review", "bridge", "")
    return review.review_view(page, dossier(*doubts), sidecar.correction)


def test_an_uncertain_join_is_asked_about_in_the_words_on_either_side() -> None:
    join = only(dossier(), "JOIN")
    assert (join.line, join.quotes) == (7, ("山口村的桥修了三年，今", "天终于通车。"))
    assert answers(join) == [("join", *join.quotes), ("join", join.quotes[0], "")]
    assert join.said.text == "把握 72%：切口处的字合成一个词"


def test_a_join_inside_a_line_is_asked_about_as_it_was_printed() -> None:
    kept = dossier()
    inside = replace(kept.analysis.joins[0], left=Span(3, 0, 5), right=Span(3, 5, 11))
    analysis = replace(kept.analysis, joins=(inside,))
    assert only(replace(kept, analysis=analysis), "JOIN").quotes[1] == "修了三年,今"


def with_lines(*lines: str) -> Dossier:
    """A dossier of paragraphs of a line each, the second a block of doubtful role."""
    blocks = [block(f"p{n}", "para", text, Run(0, n, 0, len(text))) for n, text in enumerate(lines, 1)]
    blocks[1] = replace(blocks[1], confidence=0.3)
    document = replace(dossier().analysis.document, blocks=tuple(blocks), sections=())
    return replace(dossier(), lines=lines, analysis=replace(dossier().analysis, document=document, joins=()))


def test_a_piece_is_named_by_so_many_words_as_name_it_alone() -> None:
    begins = "一二三四五六七八九十甲乙"
    assert only(with_lines("别的一段。", f"{begins}丙丁"), "ROLE").quotes == (begins,)
    assert only(with_lines(f"{begins}丙丁", f"{begins}戊己"), "ROLE").quotes == (f"{begins}戊己",)
    assert len(only(with_lines("长" * 500, "长" * 500), "ROLE").quotes[0]) == WORDS[-1]


def test_a_join_that_is_sure_is_not_asked_about() -> None:
    kept = dossier()
    sure = replace(kept.analysis, joins=(replace(kept.analysis.joins[0], confidence=0.97),))
    assert "JOIN" not in dict(review.counts(replace(kept, analysis=sure)))


def test_a_heading_is_asked_about_with_the_block_under_it() -> None:
    assert answers(only(dossier(), "HEADING")) == [("heading", "群众说好", "山口村的桥修了三年，今")]


def test_a_heading_over_nothing_has_no_answer() -> None:
    kept = dossier()
    sections = (replace(kept.analysis.document.sections[0], blocks=()),)
    document = replace(kept.analysis.document, sections=sections)
    heading = only(replace(kept, analysis=replace(kept.analysis, document=document)), "HEADING")
    assert (heading.quotes, heading.answers) == (("群众说好",), ())


def test_a_role_is_asked_about() -> None:
    role = only(dossier(), "ROLE")
    assert answers(role) == [("role", "桥通了", "kicker")]
    assert role.said.text == "判为引题，把握 42%"
    assert role.said.english == "taken for a kicker, 42% sure"


def test_a_suspect_word_is_asked_about_with_what_it_may_be() -> None:
    assert answers(only(dossier(SUSPECT), "SUSPECT")) == [("sic", "天终", "天总")]
    assert only(dossier(replace(SUSPECT, remedy=None)), "SUSPECT").answers == ()


def test_what_the_program_says_of_its_own_doubts_is_not_said_twice() -> None:
    own = Problem("JOIN", 7, "continues line 3 with probability 0.72")
    assert dict(review.counts(dossier(own)))["JOIN"] == 1
    assert dict(review.counts(dossier(replace(own, line=8))))["JOIN"] == 2


def test_an_unknown_name_has_its_row_to_copy() -> None:
    name = only(dossier(NAME), "UNKNOWN-NAME")
    assert name.row == NAME.remedy
    assert "row" not in name.said.text
    (kind,) = (kind for kind in view(NAME).kinds if kind.id == "unknown-name")
    assert [answer.text for answer in kind.doubts[0].answers] == ["shankou\t山口村"]
    assert kind.doubts[0].answers[0].title.text == f"收入 {FEATURES} 的一行，各栏依次是 slug · name"
    assert kind.where.text == "写进 jianbao/data/entities/"


@pytest.mark.parametrize(
    ("differ", "hans", "en"),
    [
        (("U+2F5F", "U+7389"), "写法不同：这里是 U+2F5F，那里是 U+7389", ", with U+2F5F in place of U+7389"),
        (("U+200B", ""), "这里多出 U+200B", ", with U+200B more"),
        (("", "U+200B"), "这里少了 U+200B", ", without U+200B"),
    ],
)
def test_a_name_that_looks_like_another_is_asked_about(differ: tuple[str, str], hans: str, en: str) -> None:
    found = Alike("山口村", "山囗村", "other.txt", *differ)
    (doubt,) = (one for one in review.doubts(dossier(), Tongues("zh-Hans"), [found]) if one.code == "LOOKALIKE")
    assert (doubt.line, doubt.quotes, answers(doubt)) == (1, ("山口村",), [("sic", "山口村", "山囗村")])
    assert doubt.said.text.startswith("与 other.txt 里的“山囗村”看着一样")
    assert doubt.said.text.endswith(hans)
    assert doubt.said.english == f"looks like “山囗村” of other.txt{en}"
    (traditional,) = (one for one in review.doubts(dossier(), Tongues("zh-Hant"), [found]) if one.code == "LOOKALIKE")
    assert "看著一樣" in traditional.said.text


def test_a_name_of_a_byline_that_is_in_no_block_has_no_line() -> None:
    found = Alike("王小玉", "王小⽟", "other.txt", "U+7389", "U+2F5F")
    assert list(review.doubts(dossier(), Tongues("en"), [found]))[-1].line == 0


@pytest.mark.parametrize("code", ["JOIN", "HEADING", "ROLE", "SUSPECT"])
def test_what_is_copied_is_a_correction_that_the_sidecar_takes(code: str) -> None:
    kept = dossier(SUSPECT)
    proposed = [said for _, said in only(kept, code).answers]
    (kind,) = (kind for kind in view(SUSPECT).kinds if kind.id == code.lower())
    texts = [answer.text for answer in kind.doubts[0].answers]
    taken = sidecar.parse("bridge.yml", ("corrections:\n" + "".join(texts)).encode()).corrections
    assert [replace(one, line=0) for one in taken] == proposed


def test_kinds_stand_in_the_order_of_the_codes_with_the_file_they_go_to() -> None:
    kinds = view(STALE, NAME, SUSPECT).kinds
    assert [kind.id for kind in kinds] == ["join", "heading", "role", "suspect", "unknown-name", "tr-stale"]
    assert kinds[0].where.text == "写进 seeds/bridge.yml，放在 corrections: 之下"
    assert kinds[-1].where.text.endswith("再填写 translations/en/bridge.po")


def test_a_sidecar_is_named_like_its_seed_and_a_translation_like_its_article() -> None:
    kept = dossier(STALE)
    analysis = replace(kept.analysis, source=replace(kept.analysis.source, file="芦苇.txt"))
    page = Page("zh-Hans", "review/bridge/", "review", "bridge", "")
    kinds = review.review_view(page, replace(kept, analysis=analysis), sidecar.correction).kinds
    assert "seeds/芦苇.yml" in kinds[0].where.text
    assert "translations/en/bridge.po" in kinds[-1].where.text
    assert kinds[-1].title.text == "过时的译文 1 段"


def test_a_doubt_leads_to_its_line_of_the_evidence() -> None:
    whole = Problem("DUPLICATE", 0, "the same text twice")
    hrefs = {kind.id: [(doubt.line, doubt.href) for doubt in kind.doubts] for kind in view(whole).kinds}
    assert hrefs["join"] == [("7", "../../evidence/bridge/#L7")]
    assert hrefs["duplicate"] == [("", "../../evidence/bridge/")]


def test_every_code_of_what_is_published_has_words() -> None:
    for code in CODES.keys() - REFUSING:
        assert Tongues("zh-Hans").say(f"code-{code}", n=2).english


@pytest.mark.parametrize(
    ("problem", "chinese", "english"),
    [
        (NAME, "地名：山口村。“山口村今日通车”", "Place: 山口村."),
        (SUSPECT, "“天终”通常写作“天总”", "天终 is usually spelled 天总"),
        (STALE, "p3：原文改过，请再看英文", "p3: the Chinese has changed since; look at the English again"),
        (
            Problem("TR-PART", 0, "3 of 9 blocks are not in English"),
            "9 段里有 3 段没有英文",
            "3 of 9 blocks are not in English",
        ),
        (Problem("CONTROL", 4, "odd; shown so"), "odd; shown so", ""),
    ],
)
def test_a_problem_is_said_in_the_language_of_the_page(problem: Problem, chinese: str, english: str) -> None:
    said = only(dossier(problem), problem.code).said
    assert (said.text, said.english) == (chinese, english)


def test_contradicting_figures_are_said_with_their_sentences() -> None:
    text = "全县报名人员共12人，其中男8人、女6人。"
    kept = with_lines("县里开会。", text)
    found = figures.figures(kept.analysis.document)
    contradictions = crosscheck.contradictions(kept.analysis.document, found)
    doubt = only(replace(kept, analysis=replace(kept.analysis, figures=found, contradictions=contradictions)), "FIGURE")
    assert (doubt.line, doubt.quotes) == (2, (text,))
    wrong = answers(doubt)
    assert wrong == [
        ("sic", "全县报名人员共12人", "8人"),
        ("sic", "其中男8人", "12人"),
        ("sic", "女6人", "12人"),
    ]
    for kind, words, probably in wrong:
        settled = (Correction(kind, words, probably),)
        assert crosscheck.contradictions(kept.analysis.document, found, settled) == ()
    assert crosscheck.contradictions(kept.analysis.document, found, (Correction("sic", "全县", "全市"),))
    assert doubt.said.text == "各部分之和超过总数：12人、8人、6人"
    assert doubt.said.english == "The parts exceed the whole: 12人, 8人, 6人"


# --- translations ----------------------------------------------------------------------------------------------------


def entries(*texts: str) -> tuple[Entry, ...]:
    blocks = dossier().analysis.document.blocks
    return tuple(Entry(b.id, b.text, text, origin="human") for b, text in zip(blocks, texts, strict=True))


def codes(*of: Entry) -> list[str]:
    """The codes of the doubts about the translation."""
    found = doubts(dossier().analysis, of, traditional=False)
    return [problem.code for problem in found if problem.code.startswith("TR-")]


def test_a_translation_is_none_partial_or_whole() -> None:
    assert codes() == ["TR-NONE"]
    assert codes(*entries("The bridge", "", "", "")) == ["TR-PART"]
    assert codes(*entries("The bridge", "Open today", "Good", "After three years the bridge is open today.")) == []


def test_a_translation_of_an_older_text_is_stale() -> None:
    old = [
        replace(one, source=one.source.replace("三年", "四年")) for one in entries("A", "B", "C", "After four years")
    ]
    assert "TR-STALE" in codes(*old)


def told(text: str, code: str, *, traditional: bool = False) -> list[Problem]:
    """The doubts of a kind about an article of one paragraph, printed on line 3."""
    kept = dossier().analysis
    blocks = (block("p3", "para", text, Run(0, 3, 0, len(text))),)
    analysis = replace(kept, document=replace(kept.document, blocks=blocks, sections=()))
    analysis = replace(analysis, mentions=entities.mentions(analysis.document))
    return [one for one in doubts(analysis, (), traditional=traditional) if one.code == code]


def test_a_choice_of_conversion_is_told_with_its_line_and_context() -> None:
    (found,) = told("山口村养羊200只。", "CONVERSION")
    assert found.line == 3
    assert found.message == "“村养羊200只。”: 只 is 隻 in Traditional, by the words beside it"
    assert not told("山口村养羊200只。", "CONVERSION", traditional=True)


def test_a_name_in_no_table_is_told() -> None:
    (found,) = told("记者陆小满报道：桥通了。", "UNKNOWN-NAME")
    assert found.message.startswith("person 陆小满")
