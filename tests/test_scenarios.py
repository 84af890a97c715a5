"""Text that looks like orders to a program is shown as text and has no effect; one build of all the cases."""

from html import unescape
from pathlib import Path
from typing import Any

import crawl
import pytest
import yaml
from archive import Archive, settings

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "hostile" / "texts.yaml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("scenarios")
    for name in ("seeds", "translations"):
        (folder / name).mkdir()
    for number, case in enumerate(CASES):
        (folder / "seeds" / f"case{number}.txt").write_text(case["seed"], "utf-8")
    one = Archive(folder, settings(folder))
    assert one.build().refused == ()
    return one


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["scenario"] for case in CASES])
def test_what_looks_like_an_order_is_text(hostile: Archive, number: int) -> None:
    case, files = CASES[number], hostile.files()
    for path in (f"zh-Hans/articles/case{number}/index.html", f"evidence/case{number}/index.html"):
        text = "".join(crawl.pages({path: files[path]})[path].text)
        assert [shown for shown in case["shown"] if shown not in text] == []
        html = files[path].decode("utf-8")
        assert [hidden for hidden in case["hidden"] if hidden in unescape(html) and hidden in html] == []
    assert files[f"data/seeds/case{number}.txt"].decode("utf-8") == case["seed"]


def test_the_seeds_are_as_they_were_and_every_link_leads_somewhere(hostile: Archive) -> None:
    assert len(list(hostile.settings.seeds.iterdir())) == len(CASES)
    assert list(crawl.broken(hostile.files())) == []
