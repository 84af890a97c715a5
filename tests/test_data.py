"""The data for others' programs: a package that Frictionless finds valid, a database that Datasette opens."""

import asyncio
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from archive import Archive
from datasette.app import Datasette
from frictionless import Package

from jianbao import export, links
from jianbao.addresses import EDITIONS
from jianbao.cache import Cache
from jianbao.model import Card, Figure, FigureRow, Quantity
from jianbao.pipeline import tables

VIEWS = {"money", "places", "figures_in_articles", "figures_by_place", "measures_in_si"}


@pytest.fixture(scope="module")
def data(built: Archive) -> Path:
    return built.settings.site.resolve() / "data"


def test_frictionless_finds_the_package_valid(data: Path) -> None:
    package = Package(str(data / "datapackage.json"))
    report = package.validate()
    assert report.flatten(["title", "message"]) == []
    assert report.valid
    assert {resource.name for resource in package.resources} == {"articles", "figures", "entities"}
    assert all(field.description for resource in package.resources for field in resource.schema.fields)


def test_frictionless_would_notice_a_row_of_no_article(data: Path, tmp_path: Path) -> None:
    for name in ("datapackage.json", "articles.jsonl", "entities.csv"):
        (tmp_path / name).write_bytes((data / name).read_bytes())
    rows = (data / "figures.csv").read_text("utf-8-sig")
    (tmp_path / "figures.csv").write_text("\ufeff" + rows.replace("bridge,", "nowhere,", 1), "utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def ask(database: Path, *paths: str) -> list[Any]:
    """Ask Datasette, as a program would over the network."""

    async def answers() -> list[Any]:
        datasette = Datasette([str(database)], settings={"num_sql_threads": 1})
        return [(await datasette.client.get(path)).raise_for_status().json() for path in paths]

    # A thread of its own: this one may have the loop of the browser tests running.
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, answers()).result()


def test_datasette_opens_the_database_with_its_keys_and_views(data: Path) -> None:
    (base,) = ask(data / "archive.db", "/archive.json")
    keys = {table["name"]: table["foreign_keys"]["outgoing"] for table in base["tables"]}
    assert [key["other_table"] for key in keys["figures"]] == ["articles"]
    assert {"articles", "entities", "figures", "mentions", "photos"} <= keys.keys()
    assert {view["name"] for view in base["views"]} == VIEWS


def test_datasette_follows_a_figure_to_its_article_its_place_and_its_si_value(data: Path) -> None:
    figure, place, measure = ask(
        data / "archive.db",
        "/archive/figures_in_articles.json?article=bridge&surface=1.2亿元&_shape=array",
        "/archive/figures_by_place.json?place=song-xian&_shape=array",
        "/archive/measures_in_si.json?surface=40公里&_shape=array",
    )
    assert [(row["value"], row["unit"], row["headline_en"]) for row in figure] == [
        (120_000_000, "CNY", "Qingshi Bridge opened to traffic yesterday")
    ]
    assert {row["article"] for row in place} >= {"bridge"}
    assert {(row["si_value"], row["si_unit"]) for row in measure} == {(40_000, "m")}


def test_the_database_is_whole_agrees_with_the_tables_and_has_no_free_pages(data: Path) -> None:
    with closing(sqlite3.connect(data / "archive.db")) as archive:
        (count,) = archive.execute("select count(*) from figures").fetchone()
        assert count == len(json.loads((data / "figures.json").read_text("utf-8"))) > 0
        money = archive.execute("select value from money where article = 'bridge' and surface = '1.2亿元'").fetchone()
        assert money == (120_000_000,)
        assert archive.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert archive.execute("pragma foreign_key_check").fetchall() == []
        assert archive.execute("pragma freelist_count").fetchone() == (0,)
        wanted = {"figures_by_unit", "figures_by_kind", "mentions_by_article", "mentions_by_entity"}
        assert {name for (name,) in archive.execute("select name from sqlite_schema where type = 'index'")} == wanted


def test_a_measure_has_its_si_value_in_the_json(data: Path) -> None:
    rows = json.loads((data / "figures.json").read_text("utf-8"))
    assert {row["si_unit"] for row in rows if row["kind"] == "money"} == {""}
    lengths = [row for row in rows if row["unit"] == "km" and row["value_high"] is None]
    assert lengths
    assert [row["si_value"] for row in lengths] == [row["value"] * 1000 for row in lengths]


def test_a_number_beyond_64_bits_is_in_the_tables(tmp_path: Path) -> None:
    quantity = Quantity(Decimal(94607304725808000000000), "m")
    row = FigureRow(Figure("f1-0", "p1", 0, 2, "一千万光年", (), quantity, (0, 2)), "一千万光年。")
    corpus = links.corpus([Card("a", "key", "a.txt", "题", figures=(row,))])
    with Cache(tmp_path) as cache:
        made = tables.write(corpus, EDITIONS, tables.NONE, cache)
        database = cache.path(made.files["data/archive.db"])
    with closing(sqlite3.connect(database)) as archive:
        assert archive.execute("select value from figures").fetchall() == [(9.4607304725808e22,)]


def test_tables_take_the_articles_that_stayed_from_those_of_the_build_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of(ident: str, *surfaces: str, key: str = "1", dated: str = "") -> Card:
        found = (
            Figure(f"f{n}-0", "p1", 0, 1, said, (), Quantity(Decimal(n)), (0, 1)) for n, said in enumerate(surfaces)
        )
        return Card(
            ident, key, f"{ident}.txt", f"题{ident}", dated=dated, figures=tuple(FigureRow(f, "句。") for f in found)
        )

    stayed = (of("a", "一"), of("b"), of("e", "五", "六", dated="2020"))
    before = links.corpus([*stayed, of("c", "三"), of("gone", "四")])
    after = links.corpus([*stayed, of("c", "十三", key="2"), of("d", "=二", dated="2019")])
    asked, of_article = [], export.rows.of_article

    def asking(card: Card, editions: tuple[str, ...]) -> export.rows.ArticleRows:
        asked.append(card.id)
        return of_article(card, editions)

    with Cache(tmp_path) as kept:
        clean = tables.write(after, EDITIONS, tables.NONE, kept)
        tables.remember(tables.write(before, EDITIONS, tables.NONE, kept), kept, EDITIONS)
        monkeypatch.setattr(export.rows, "of_article", asking)
        made = tables.write(after, EDITIONS, tables.recalled(kept, EDITIONS), kept)
        assert made == clean
        assert sorted(asked) == ["c", "d"]
        assert len(json.loads(kept.load(made.files["data/figures.json"]))) == 5
        kept.path(made.files["data/figures.csv"]).unlink()
        tables.remember(made, kept, EDITIONS)
    with Cache(tmp_path) as kept:
        assert tables.recalled(kept, EDITIONS) == tables.NONE
