"""The edge to MkDocs: what is checked in a page, the policy put into it, and what a broken set-up gets."""

import base64
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from jianbao import publish
from jianbao.errors import SetupError
from jianbao.model import Output
from jianbao.publish import Broken, Part, build_part, finish, page_faults
from jianbao.publish.inline import read
from jianbao.publish.quick import Quick

ROOT = Path(__file__).parent.parent
PAGE = "<!doctype html><html><head><title>t</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p id='a'>x</p><p id='a'>y</p>", "the id a stands twice"),
        ("<p style='color:red'>x</p>", "<p> has an inline style"),
        ("<div><em>x</div>", "</div> closes nothing"),
        ("<p onclick=alert(1)>x</p>", "<p> has an inline onclick"),
        ("<a href='javascript:alert(1)'>x</a>", "<a> runs its href"),
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
        build_part(Part(str(tmp_path / "mkdocs.yml"), "en", "", ()))


def test_short_cuts_change_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    golden = ROOT / "tests" / "golden" / "docs"
    paths = [p for top in ("en", "zh-Hant", "evidence", "review") for p in sorted((golden / top).rglob("*.md"))]
    made = [(p.relative_to(golden).as_posix(), p.read_bytes()) for p in paths]
    odd = 'x *a* [`b`](c "d") [e\\]](f)<br>\ng  \nh\n\n<div>\n\n*raw*\n\n<div>a</div>\n</div>\n\ni\n'
    part = Part(str(ROOT / "mkdocs.yml"), "en", "", (*made, ("en/odd.md", odd.encode())))
    quick = build_part(part)
    monkeypatch.setattr(publish._Pages, "on_nav", lambda _, nav, **__: nav)  # noqa: SLF001 the pages that MkDocs makes
    assert build_part(part) == quick
    assert [output.path for output in quick[-1:]] == ["en/odd/index.html"]


EXTENSIONS = ("attr_list", "md_in_html", "sane_lists", "tables")
MARKS = (
    "a 。 [ ] ( ) ](x) [a](b_c) [a*b*](c) [a\\]](b) * _ ** <b> </b> <br> <wbr> <a@b.c> <http://x> <svg/> < > & &amp; &x"
)
MARKS += " ! ![ ` \\ \\* \\a | \" ' <!-- -->"
PIECES = (*MARKS.split(), " ", "\n", "  \n", "\n\n", '<i id="q">', "{: #p .c }", "- ", "1. ", "# ", "> ")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_is_read_as_the_library_reads_it(text: str) -> None:
    stock, quick = Markdown(extensions=[*EXTENSIONS]), Markdown(extensions=[*EXTENSIONS, Quick()])
    assert quick.convert(text) == stock.convert(text)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("a [b](c) d", [("b", "c", " d")]),
        ("[b](c_d){: .x }[e](#f)", [("b", "c_d", "{: .x }"), ("e", "#f", "")]),
        ("a<wbr> &amp; b!", []),
    ],
)
def test_links_tags_and_entities_are_read_in_one_pass(text: str, links: list[tuple[str, str, str]]) -> None:
    found = read(text, Markdown())
    assert found is not None
    assert [(link.text, link.get("href"), link.tail or "") for link in found.links] == links


@pytest.mark.parametrize("text", ["a *b*", "[a][b]", "a_b", "`c`", "![a](b)", "[a [b](c)](d)", "x  \ny", "<http://x>"])
def test_what_another_mark_may_change_is_left_to_the_library(text: str) -> None:
    assert read(text, Markdown()) is None
