"""The evidence page: every line once, what became of it, how sure that is, and where its links lead."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from archive import FIXTURES, Archive
from casefiles import cases
from dossiers import LINES, dossier

from benchmarks.archives import laid_out
from jianbao import clean, escape, ids, lexicon, read
from jianbao.editions.voice import article_voice
from jianbao.interface import Words
from jianbao.model import Alike, Block, Corpus, Dossier, Dropped, Page, Run, Seed, Sidecar, Source, Span
from jianbao.model.text import Role
from jianbao.pipeline.site import site_files
from jianbao.render.article import article_view
from jianbao.render.both import Both, Tongues
from jianbao.render.citing import citing_view
from jianbao.render.evidence import EvidenceView, evidence_view
from jianbao.render.evidence.changes import CUT, changes, marked, whereabouts
from jianbao.render.evidence.chart import MOST, chart

EDITIONS = ("zh-Hans", "zh-Hant", "en")


def view(editions: tuple[str, ...] = EDITIONS, edition: str = "zh-Hans") -> EvidenceView:
    page = Page(edition, "evidence/bridge/", "evidence", "bridge", "")
    return evidence_view(page, dossier(), editions)


def cleaned(printed: str) -> tuple[Seed, list[Block]]:
    seed = Seed("a", Source("a.txt", "", "", 1, 1), (printed,), Sidecar())
    lines, _ = clean.clean(seed)
    return seed, [Block("p1", "para", line.text, line.runs) for line in lines]


@pytest.mark.parametrize("case", cases("evidence/changes.yaml", "name"))
def test_changes_are_marked_and_the_text_is_as_printed(case: dict[str, Any]) -> None:
    seed, blocks = cleaned(case["printed"])
    _, fixes = clean.clean(seed)
    found = changes(seed.lines, fixes, whereabouts(seed.lines, blocks, ()))
    shown = marked(case["printed"], found.get(1, ()), (), {fix.rule: fix.rule for fix in fixes})
    assert str(shown) == case["shown"]
    text = "".join(html5lib.parseFragment(shown, namespaceHTMLElements=False).itertext())
    assert text == escape.visible(case["printed"])


def test_two_rules_on_one_place_are_one_mark() -> None:
    seed, blocks = cleaned("甲\u200b\u3000乙")
    _, fixes = clean.clean(seed)
    (one,) = changes(seed.lines, fixes, whereabouts(seed.lines, blocks, ()))[1]
    assert one.rules == ("fix_zero_width", "fix_spaces")
    assert (one.start, one.end, one.after) == (1, 3, " ")


def test_what_was_set_aside_is_changed_too() -> None:
    dropped = Dropped(Span(1, 0, 4), "第3版，", "folio")
    where = whereabouts(("第３版,",), (), (dropped,))
    assert "".join(dropped.text[at] for _, at in where[1].values()) == "第3版，"


def test_a_cut_inside_a_mark_is_left_out() -> None:
    seed, blocks = cleaned("甲\u3000\u3000乙")
    _, fixes = clean.clean(seed)
    found = changes(seed.lines, fixes, whereabouts(seed.lines, blocks, ()))[1]
    names = {fix.rule: fix.rule for fix in fixes}
    assert CUT not in marked(seed.lines[0], found, (2,), names)
    assert marked(seed.lines[0], found, (3,), names).endswith(f"{CUT}乙")


def test_every_line_stands_once_and_in_order() -> None:
    lines = view().lines
    assert [ident for line in lines for ident in line.ids] == [f"L{n}" for n in range(1, len(LINES) + 1)]
    assert [(line.number, line.until) for line in lines if line.until] == [(2, 2), (5, 6)]
    assert [line.number for line in lines if not line.until] == [1, 3, 4, 7, 8]


def test_a_line_of_two_blocks_is_cut_and_leads_to_both() -> None:
    line = view().lines[0]
    assert str(line.printed) == f"桥通了 {CUT}山口村今日通车"
    assert [made.role.text for made in line.made] == ["引题", "标题"]
    assert [made.links[0].href for made in line.made] == [f"../../zh-Hans/articles/bridge/#{i}" for i in ("p1", "p1-4")]


def notes(number: int) -> list[tuple[str, str, bool]]:
    line = next(line for line in view().lines if line.number == number and not line.until)
    every = [note for made in line.made for note in made.notes] + list(line.notes)
    return [(note.text.text, note.href, note.doubt) for note in every]


def test_a_join_is_told_on_both_its_lines() -> None:
    assert ("下接第 7 行", "#L7", False) in notes(3)
    assert ("上接第 3 行，把握 72%：切口处的字合成一个词", "#L3", True) in notes(7)


def test_the_rest_of_a_joined_block_has_its_own_anchor_in_the_article() -> None:
    line = next(line for line in view().lines if line.number == 7)
    assert [link.href for link in line.made[0].links] == [f"../../{e}/articles/bridge/#p7" for e in EDITIONS]
    assert line.made[0].href == "#o-p3"


def test_doubts_about_role_and_place_are_told() -> None:
    assert notes(1)[0] == ("角色存疑，把握 42%", "", True)
    assert notes(8) == [("标题的位置，把握 41%：标题归于新的一栏之首", "", True)]


def test_what_was_set_aside_says_why_and_leads_nowhere() -> None:
    line = next(line for line in view().lines if line.number == 4)
    assert (line.made[0].order, line.made[0].links, line.made[0].role.text) == (0, (), "搁置")
    assert notes(4) == [("版号", "", False)]


def test_changes_and_problems_stand_on_their_line() -> None:
    assert ("半角逗号、分号改全角，1 处", "", False) in notes(3)
    assert notes(7)[-1] == ("“天终”", "", True)
    assert [note.text.text for note in view().problems] == ["the text of other.txt"]


def test_a_blank_line_with_a_problem_is_not_hidden_among_others() -> None:
    kept = dossier()
    problem = replace(kept.analysis.problems[0], line=5)
    analysis = replace(kept.analysis, problems=(problem,))
    made = evidence_view(
        Page("zh-Hans", "evidence/bridge/", "evidence", "bridge", ""), replace(kept, analysis=analysis), EDITIONS
    )
    rows = [(line.number, line.until) for line in made.lines if line.number in (5, 6)]
    assert rows == [(5, 0), (6, 6)]


def test_a_page_for_the_editor_is_led_to_where_a_name_looks_like_another_and_nothing_else_is_open() -> None:
    kept = dossier().analysis
    blocks = tuple(replace(block, confidence=1.0) for block in kept.document.blocks)
    document = replace(kept.document, blocks=blocks, sections=())
    sure = replace(dossier(), analysis=replace(kept, document=document, joins=(), problems=()))
    page = Page("zh-Hans", "evidence/bridge/", "evidence", "bridge", "")
    assert evidence_view(page, sure, EDITIONS).review == ""
    alike = (Alike("王小⽟", "王小玉", "other.txt", "U+2F5F", "U+7389"),)
    assert evidence_view(page, sure, EDITIONS, alike).review == "../../review/bridge/"


def test_reading_order_lists_the_lines_of_each_block() -> None:
    order = view().order
    assert [(one.number, one.id) for one in order] == [(1, "o-p1"), (2, "o-p1-4"), (3, "o-p8"), (4, "o-p3")]
    assert [(line.href, line.text) for line in order[3].lines] == [("#L3", "3"), ("#L7", "7")]


def test_a_text_that_reads_as_it_was_printed_is_told_by_its_lines_alone() -> None:
    page, kept = Page("zh-Hans", "evidence/bridge/", "evidence", "bridge", ""), dossier()
    blocks = tuple(Block(f"p{n}", "para", "字" * 9, (Run(0, n, 0, 9),)) for n in (1, 3, 4))
    printed = replace(kept.analysis, document=replace(kept.analysis.document, blocks=blocks, sections=()), joins=())
    as_printed = evidence_view(page, replace(kept, analysis=printed), EDITIONS)
    assert (as_printed.chart, as_printed.order) == (None, ())
    assert "每一段都在原来的位置，没有接合，没有移动" in [both.text for both in as_printed.account]
    assert {made.href for line in as_printed.lines for made in line.made} == {""}
    moved = replace(printed, document=replace(printed.document, blocks=blocks[::-1]))
    joined = replace(printed, document=replace(printed.document, blocks=(_over(blocks[0], blocks[1]), blocks[2])))
    for rearranged in (moved, joined):
        told = evidence_view(page, replace(kept, analysis=rearranged), EDITIONS)
        assert told.chart
        assert len(told.order) == len(rearranged.document.blocks)
        assert {made.href for line in told.lines for made in line.made if made.order} == {
            f"#{one.id}" for one in told.order
        }


def _over(first: Block, second: Block) -> Block:
    (own,), (after,) = first.runs, second.runs
    return replace(first, text=first.text + second.text, runs=(own, replace(after, at=own.size)))


def test_the_account_adds_up() -> None:
    said = [both.text for both in view().account]
    ink = sum(not char.isspace() for line in LINES for char in line)
    assert said[1] == f"除空白外 {ink} 个字符：{ink - 3} 个在文章里，3 个搁置，没有一个丢失或重复"


def test_the_account_tells_of_columns_that_were_printed_in_turn() -> None:
    given = dossier()
    dealt = tuple(replace(join, why="columns") for join in given.analysis.joins)
    page = Page("zh-Hans", "evidence/bridge/", "evidence", "bridge", "")
    shown = evidence_view(page, replace(given, analysis=replace(given.analysis, joins=dealt)), ("zh-Hans",))
    assert shown.account[-1].text == f"本版几栏交错印出，已逐栏读出：{len(dealt)} 行接到本栏的上一行"
    assert len(shown.account) == len(view().account) + 1


def test_english_stands_beside_chinese_and_not_beside_itself() -> None:
    assert view().account[0] == Both("种子 8 行，整理成 4 段", "8 lines of the seed, made into 4 blocks")
    alone = view(("en",), "en")
    assert alone.account[0] == Both("8 lines of the seed, made into 4 blocks", "")
    assert [link.lang for link in alone.lines[0].made[0].links] == ["en"]
    joined = next(line for line in alone.lines if line.number == 7).made[0].notes[0]
    assert joined.text.text == "goes on from line 3, 72% sure: the characters on both sides of the cut form one word"


def test_an_article_with_doubts_leads_to_its_review() -> None:
    assert view().review == "../../review/bridge/"


def test_everything_that_may_be_said_has_words() -> None:
    tongues = Tongues("zh-Hans")
    for key in (*(rule.__name__ for rule in clean.RULES), *(f"role-{role}" for role in Role.__args__)):  # type: ignore[attr-defined]
        assert tongues.say(key).english
    for edition in EDITIONS:
        assert Words(edition).say(f"short-{edition}")
    assert all(row[edition] for row in lexicon.table("order/reasons") for edition in EDITIONS)


def test_a_reason_that_has_no_words_is_its_code() -> None:
    assert Tongues("zh-Hans").reason("of a later day") == Both("of a later day")


def test_a_block_too_heavy_for_markdown_keeps_the_anchors_that_lines_lead_to() -> None:
    analysis = dossier().analysis
    heavy = tuple(
        replace(block, text=block.text + "*" * 50_000) if block.id == "p3" else block
        for block in analysis.document.blocks
    )
    analysis = replace(analysis, document=replace(analysis.document, blocks=heavy))
    voice = article_voice("zh-Hans", analysis, ())
    body = article_view(analysis, voice, EDITIONS, citing_view(analysis, voice, (), (), {})).body
    (block,) = (part.block for part in body if part.block and part.block.id == "p3")
    assert block.raw
    assert 'id="p7"' in block.inline


def parsed(built: Archive, ident: str) -> Element:
    page: Element = html5lib.parse(
        built.files()[f"evidence/{ident}/index.html"].decode("utf-8"), namespaceHTMLElements=False
    )
    return page


def seeds() -> tuple[Seed, ...]:
    return tuple(read.read(one.name, one.data, Sidecar()) for one in read.scan(FIXTURES / "seeds").seeds)


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.id)
def test_every_line_of_a_seed_is_on_its_page_exactly_once(built: Archive, seed: Seed) -> None:
    page = parsed(built, seed.id)
    shown = ["".join(e.itertext()) for e in page.iter("div") if e.get("class") == "printed"]
    assert shown == [escape.visible(line) for line in seed.lines if line.strip()]
    anchors = [e.get("id", "") for e in page.iter() if e.get("id", "").startswith("L")]
    assert anchors == [ids.seed_line(n) for n in range(1, len(seed.lines) + 1)]


def test_an_article_leads_to_its_evidence_in_every_edition(built: Archive) -> None:
    for edition in EDITIONS:
        html = built.files()[f"{edition}/articles/bridge/index.html"].decode("utf-8")
        assert 'href="../../../evidence/bridge/"' in html


def test_the_pages_that_editions_share_are_dressed_as_one(built: Archive) -> None:
    files = built.files()
    html = files["evidence/bridge/index.html"].decode("utf-8")
    assert '<html lang="zh-Hans"' in html
    assert "assets/stylesheets/evidence.css" in html
    assert "evidence.css" not in files["zh-Hans/index.html"].decode("utf-8")


def test_the_sitemap_has_what_readers_look_for(tmp_path: Path) -> None:
    pages = [Page("zh-Hans", address, "", "", "") for address in ("zh-Hans/articles/a/", "evidence/a/", "review/")]
    chosen = laid_out(tmp_path, base_url="https://site.test/")
    files = {output.path: output.data for output in site_files(Corpus((), {}), pages, {}, chosen)}
    assert b"https://site.test/zh-Hans/articles/a/" in files["sitemap.xml"]
    assert b"evidence" not in files["sitemap.xml"]
    assert b"review" not in files["sitemap.xml"]


# --- the drawing -----------------------------------------------------------------------------------------------------


def threads(kept: Dossier) -> dict[str, str]:
    """Give the kind of each thread by its path."""
    drawn = chart(kept, Tongues("zh-Hans"))
    assert drawn
    return {thread.path: thread.kind for thread in drawn.threads}


def test_a_thread_leads_from_each_printed_line_to_its_block() -> None:
    drawn = chart(dossier(), Tongues("zh-Hans"))
    assert drawn
    assert [row.number for row in drawn.lines] == ["1", "3", "4", "7", "8"]
    assert [(row.number, row.kind) for row in drawn.blocks] == [
        ("1", "kicker"),
        ("2", "headline"),
        ("3", "heading"),
        ("4", "para"),
    ]
    assert drawn.rows == 5
    assert threads(dossier()) == {
        "M0 0.5C50 0.5 50 0.5 100 0.5": "plain",
        "M0 0.5C50 0.5 50 1.5 100 1.5": "plain",  # two blocks of one line
        "M0 4.5C50 4.5 50 2.5 100 2.5": "doubt",  # the heading printed last, not surely placed
        "M0 1.5C50 1.5 50 3.5 100 3.5": "joined",
        "M0 3.5C50 3.5 50 3.5 100 3.5": "doubt",  # its doubtful join
    }


def test_what_was_set_aside_has_its_reason_and_no_thread() -> None:
    drawn = chart(dossier(), Tongues("zh-Hans"))
    assert drawn
    assert [row.number for row in drawn.lines if row.note.text] == ["4"]
    assert [(one.line.href, one.text, one.why.text) for one in view().aside] == [("#L4", "第三版", "版号")]


def test_a_sure_heading_is_drawn_as_moved_only_where_it_moved() -> None:
    kept = dossier()
    sure = tuple(replace(section, confidence=0.99) for section in kept.analysis.document.sections)
    document = replace(kept.analysis.document, sections=sure)
    moved = replace(kept, analysis=replace(kept.analysis, document=document))
    assert threads(moved)["M0 4.5C50 4.5 50 2.5 100 2.5"] == "moved"
    after = replace(document.blocks[3], runs=tuple(replace(run, line=9) for run in document.blocks[3].runs))
    inside = replace(document, blocks=(*document.blocks[:3], after))
    stayed = replace(kept, lines=(*LINES, "山口村的桥修了三年,今"), analysis=replace(kept.analysis, document=inside))
    assert threads(stayed)["M0 4.5C50 4.5 50 2.5 100 2.5"] == "plain"


def test_a_page_too_long_to_be_drawn_is_told_line_by_line() -> None:
    assert chart(replace(dossier(), lines=("字",) * (MOST + 1)), Tongues("zh-Hans")) is None


def test_the_drawing_leads_to_lines_and_blocks_that_are_there(built: Archive) -> None:
    page = parsed(built, "bridge")
    ids = {element.get("id") for element in page.iter()}
    chart_of = next(e for e in page.iter("div") if e.get("class") == "chart")
    links = [e.get("href", "")[1:] for e in chart_of.iter("a")]
    assert links
    assert set(links) <= ids
