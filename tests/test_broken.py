"""A page that came out broken costs the article whose page it is; the rest is published, and nothing leads to it."""

from collections.abc import Callable
from typing import Any

import crawl
import pytest
from archive import Archive

from jianbao.errors import SetupError
from jianbao.model import Page
from jianbao.pipeline import NotPublishedError
from jianbao.publish import check
from jianbao.render.evidence import evidence_view

whole = check.page_faults


def faulty(where: str) -> Callable[[str], list[str]]:
    """Give a check that finds a fault in every page that holds some words."""
    return lambda html: ["the id p1 stands twice"] if where in html else whole(html)


def test_a_page_that_came_out_broken_costs_its_article_alone(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "page_faults", faulty("高峰时有"))
    built = archive.build()
    (refused,) = built.refused
    assert refused.name == "bridge.txt"
    assert refused.problem.code == "FAILED"
    assert "bridge/ came out broken (the id p1 stands twice)" in refused.problem.message
    assert "\n" not in refused.problem.message
    files = archive.files()
    assert built.articles == 3
    assert "zh-Hans/articles/orchard/index.html" in files
    assert not [path for path in files if "bridge" in path]
    assert list(crawl.broken(files)) == []
    assert "evidence/bridge/ came out broken" in files["data/report.json"].decode("utf-8")
    # The next build is as if nothing had been.
    monkeypatch.setattr(check, "page_faults", whole)
    (archive.settings.seeds / "later.txt").write_text("又一篇\n\n路通了。\n", "utf-8")
    assert archive.build().refused == ()
    assert "zh-Hans/articles/bridge/index.html" in archive.files()


def test_a_title_that_breaks_other_pages_too_costs_its_own_article(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "page_faults", faulty("青石大桥昨日正式通车"))
    assert [one.name for one in archive.build().refused] == ["bridge.txt"]


def test_a_fault_that_no_article_can_be_named_for_stops_the_build(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.build()
    before = archive.files()
    (archive.settings.seeds / "later.txt").write_text("又一篇\n\n路通了。\n", "utf-8")
    monkeypatch.setattr(check, "page_faults", faulty('<div class="numbers">'))
    with pytest.raises(SetupError, match="en/: the id p1 stands twice") as raised:
        archive.build()
    assert "\n" not in str(raised.value)
    assert archive.files() == before


def test_every_article_broken_publishes_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "page_faults", faulty("page--article"))
    with pytest.raises(NotPublishedError) as raised:
        archive.build()
    assert {one.name for one in raised.value.refused} == {"bridge.txt", "harbour.txt", "markup.txt", "orchard.txt"}


def test_a_page_that_cannot_be_rendered_costs_its_article_alone(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole_view = evidence_view

    def fails_on(page: Page, *of: Any) -> object:
        if page.subject == "bridge":
            message = "no\nsuch number"
            raise ArithmeticError(message)
        return whole_view(page, *of)

    monkeypatch.setattr("jianbao.pipeline.jobs.pages.evidence_view", fails_on)
    built = archive.build()
    assert [one.name for one in built.refused] == ["bridge.txt"]
    assert "ArithmeticError: no" in built.refused[0].problem.message
    assert "\n" not in built.refused[0].problem.message
    assert list(crawl.broken(archive.files())) == []
