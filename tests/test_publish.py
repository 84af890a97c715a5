"""The edge to MkDocs: what is checked in a page, the policy put into it, and what a broken set-up gets."""

import base64
import contextlib
import hashlib
from pathlib import Path
from typing import Any

import pytest
from archive import ROOT
from extensions import listed
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from jianbao import escape, publish
from jianbao.addresses import EDITIONS
from jianbao.errors import SetupError
from jianbao.model import Output
from jianbao.publish import Broken, Frame, Part, blocks, build_part, check, finish, page_faults
from jianbao.publish.inline import UnknownMarkError

PIECES = (
    *("<p>", "</p>", "<p id='a'>", '<p id="a">', '<b id="a" class="b">', "</b>", "<br>", "<path/>", '<path d="M0"/>'),
    *("<li>", "<ul>", "</ul>", "<p STYLE=x>", '<p onx="y">', '<p iD="a">', '<a href="javascript:1">', '<a href="#b">'),
    *("</a>", " < ", "<b", ">", "<script>", "</script>", "<title>", "</title>", "<!-- ", " -->", '"', ' id="a"'),
)
PAGE = "<!doctype html><html><head><title>t</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p id='a'>x</p><p id='a'>y</p>", "the id a stands twice"),
        ('<p id="a">x</p><p id="a">y</p>', "the id a stands twice"),
        ("<p style='color:red'>x</p>", "<p> has an inline style"),
        ('<p class="b" STYLE="color:red">x</p>', "<p> has an inline style"),
        ("<div><em>x</div>", "</div> closes nothing"),
        ("<p onclick=alert(1)>x</p>", "<p> has an inline onclick"),
        ('<p class="b" OnClick="alert(1)">x</p>', "<p> has an inline onclick"),
        ("<a href='javascript:alert(1)'>x</a>", "<a> runs its href"),
        ('<a class="b" href=" JavaScript:alert(1)">x</a>', "<a> runs its href"),
        ("<p title='a>b' id=a>x</p><p id=a>y</p>", "the id a stands twice"),
        ("a <b", "“<b</body></html>” is no tag"),
        ("x</section>", "</section> closes nothing"),
    ],
)
def test_a_broken_page_is_told(body: str, fault: str) -> None:
    assert fault in page_faults(PAGE.format(body))


def test_an_element_that_never_closes_is_told() -> None:
    assert page_faults("<main><div>") == ["<main> is not closed", "<div> is not closed"]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>a<li>b</ul>",
        "<p>a<br>b<img src='x'>",
        "<svg><path d='M0 0'/></svg>",
        "<script>if (a <b) '<p style=x>'</script>",
        "<title>a <b</title>",
        "<p title='an id=a, style=b'>x</p><!-- <p -->",
        "<p data-x='id=1'>a</p><p data-x='id=1'>b</p>",
        "x < y",
        "<p title='javascript:alert(1)' data-x='onclick=y'>the words of a seed</p>",
    ],
)
def test_a_whole_page_has_no_fault(body: str) -> None:
    assert page_faults(PAGE.format(body)) == []


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_a_page_that_is_plain_has_no_fault(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert not check.is_plain(html) or not check.faults_of(html)


def test_the_policy_names_inline_scripts_by_hash() -> None:
    script = b"document.title = 1"
    page = Output("a/index.html", PAGE.format("<script>document.title = 1</script>").encode())
    finished = finish(page)
    assert isinstance(finished, Output)
    html = finished.data.decode()
    expected = base64.b64encode(hashlib.sha256(script).digest()).decode()
    assert f"sha256-{expected}" in html
    assert html.index("Content-Security-Policy") < html.index("<title>")


def test_a_broken_page_is_named_with_its_faults() -> None:
    page = Output("a/index.html", PAGE.format("<p id=a><b id=a></b></p>").encode())
    assert finish(page) == Broken("a/index.html", "the id a stands twice")
    assert finish(Output("a.css", b"p{}")) == Output("a.css", b"p{}")


def test_a_broken_configuration_is_a_wrong_set_up(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {name: no-such-theme}\n", "utf-8")
    with pytest.raises(SetupError, match="MkDocs could not build the en edition"):
        build_part(Part(Frame(str(tmp_path / "mkdocs.yml"), "", EDITIONS), "en", ()))


def test_short_cuts_change_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    golden = ROOT / "tests" / "golden" / "docs"
    paths = [p for top in ("en", "zh-Hant", "evidence", "review") for p in sorted((golden / top).rglob("*.md"))]
    made = [(p.relative_to(golden).as_posix(), p.read_bytes()) for p in paths]
    odd = 'x *a* [`b`](c "d") [e\\]](f)<br>\ng  \nh\n\n<div>\n\n*raw*\n\n<div>a</div>\n</div>\n\ni\n'
    part = Part(Frame(str(ROOT / "mkdocs.yml"), "", EDITIONS), "en", (*made, ("en/odd.md", odd.encode())))
    quick = build_part(part)
    monkeypatch.setattr(publish.quick, "QuickPage", lambda *_: None)  # so that MkDocs makes pages of its own
    assert build_part(part) == quick
    assert [output.path for output in quick[-1:]] == ["en/odd/index.html"]


EXTENSIONS = listed()
MARKS = (
    "a 。 [ ] ( ) ](x) [a](b_c) [a*b*](c) [a\\]](b) * _ ** **a** <b> </b> <br> <wbr> <a@b.c> <http://x> <svg/> < > &"
    " &amp; &x ! ![ ` \\ \\* \\> \\a | \" ' <!-- --> http://x 1.5 #"
)
INSIDE = (*MARKS.split(), " ", '<i id="q">', "{: .c }", '{: .b #z title="&#34;" }', "  \n", "\n")
BLOCKS = (
    *("", "- a", "- a\n- b {: .c }", "- - a", "1. a", "a\n- b", "> a", "a\n===", "    a", "a\n: b", "|a|\n|-|", "***"),
    *("## a {: #h }", "### a # {: #i }", "# a", "## [a](b){: .x } {: .c #j }", '# a {: #k data-toc-label="b&#34;" }'),
    *("a\n{: #p .c lang=en }", "a {: #o }", "{: #n }", "a\n{: #m", "```\na\n```", "/// caption\na\n///"),
    *('<div class="b" id="a">\nc\n\n- d\n</div>', "<div>", "</div>", "<div><div>a</div></div>b", "<p>a *b*</p>"),
    *('<div class="b" markdown="1">', '<aside id="a" class="b" markdown="1">', "</aside>", '<div markdown="1">a</div>'),
    *(
        '<details class="x" open>\n<p>a</p>\n\nb</details>',
        '<details name="a" class="x"><p>b</p></details>',
    ),
    '<figure id="g" class="b" markdown="1">\n<span>a</span>\n<figcaption markdown="span">a</figcaption>\n</figure>',
)


def stock(text: str) -> tuple[str, list[dict[str, object]]]:
    """Read a text as the library does; of a heading's tokens, those that MkDocs asks for."""
    md = Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
    return md.convert(text), told(getattr(md, "toc_tokens"))  # noqa: B009 the extension gives it


def told(tokens: list[dict[str, Any]]) -> list[dict[str, object]]:
    """Leave out what no page shows of the headings."""
    return [{key: one[key] for key in ("level", "id", "name")} | {"in": told(one["children"])} for one in tokens]


LINES = st.lists(st.sampled_from(INSIDE), max_size=8).map("".join)
PARAGRAPHS = st.lists(st.sampled_from(BLOCKS), max_size=5).map("\n\n".join)


@settings(max_examples=1000, deadline=None)
@given(LINES | PARAGRAPHS)
def test_any_line_and_any_blocks_are_read_as_the_library_reads_them(text: str) -> None:
    with contextlib.suppress(UnknownMarkError):
        html, headings = blocks.read(text)
        assert (html, told(headings)) == stock(text)


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_what_a_seed_says_is_read_without_the_library(text: str) -> None:
    line = escape.markdown(text)
    written = f"# a{escape.markdown(text, line_start=False)} {{: #h }}\n\n{line}\n{{: #p1 }}\n\n- {line}a"
    html, headings = blocks.read(written)
    assert (html, told(headings)) == stock(written)


def test_only_pages_written_by_hand_are_left_to_the_library() -> None:
    golden = ROOT / "tests" / "golden" / "docs"
    left = []
    for path in sorted(golden.rglob("*.md")):
        try:
            blocks.read(path.read_text("utf-8").split("\n---\n", 1)[1])
        except UnknownMarkError:
            left.append(path.relative_to(golden).as_posix())
    assert left == ["en/about.md", "zh-Hans/about.md", "zh-Hant/about.md"]


@pytest.mark.parametrize("text", ["a *b*", "[a][b]", "a_b", "`c`", "![a](b)", "[a [b](c)](d)", "x  \ny", "<http://x>"])
def test_what_another_mark_may_change_is_left_to_the_library(text: str) -> None:
    with pytest.raises(UnknownMarkError):
        blocks.read(text)
