"""Whole builds of the fixture archive: what is built, what is not built again, what a reader never sees broken."""

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import crawl
import pytest
from archive import BASE, FIXTURES, ROOT, Archive, command

from benchmarks.archives import build, laid_out, small_archive
from jianbao import pipeline
from jianbao.errors import SetupError
from jianbao.pipeline import runner
from jianbao.pipeline.fixity import MANIFEST, differences

GOLDEN = Path(__file__).parent / "golden" / "docs"
ARTICLES = {"bridge", "harbour", "markup", "orchard"}


def test_docs_are_the_golden_ones(built: Archive, update: bool) -> None:  # noqa: FBT001 a pytest fixture
    made = {
        p.relative_to(built.settings.docs).as_posix(): p.read_text("utf-8")
        for p in built.settings.docs.rglob("*.md")
        if "/about/conversion/" not in p.as_posix()  # are a data table, which has its own tests
    }
    if update:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, text in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text, "utf-8")
    golden = {p.relative_to(GOLDEN).as_posix(): p.read_text("utf-8") for p in GOLDEN.rglob("*.md")}
    assert made.keys() == golden.keys()
    for path, text in made.items():
        assert text == golden[path], path


def test_every_link_and_fragment_leads_somewhere(built: Archive) -> None:
    files = built.files()
    assert list(crawl.broken(files)) == []
    assert {f"zh-Hans/articles/{ident}/index.html" for ident in ARTICLES} <= files.keys()


def test_every_page_carries_the_policy_and_no_inline_style(built: Archive) -> None:
    for path, data in built.files().items():
        if path.endswith(".html"):
            html = data.decode("utf-8")
            assert re.search(
                r'<head>\s*(<meta charset="utf-8">\s*)?<meta http-equiv="Content-Security-Policy"', html
            ), path
            assert "unsafe-inline" not in html
            assert " style=" not in html


def test_seeds_are_published_to_the_byte(built: Archive) -> None:
    files = built.files()
    for seed in (FIXTURES / "seeds").glob("*.txt"):
        assert files[f"data/seeds/{seed.name}"] == seed.read_bytes()


def test_the_manifest_names_every_other_file(built: Archive) -> None:
    files = built.files()
    lines = files["data/manifest-sha256.txt"].decode("ascii").splitlines()
    assert {line.partition("  ")[2] for line in lines} == files.keys() - {"data/manifest-sha256.txt"}


def test_a_second_build_makes_nothing(archive: Archive) -> None:
    first = archive.build()
    target, stamps = archive.settings.site.readlink(), _stamps(archive.settings.docs)
    second = archive.build()
    assert (first.rendered, second.rendered) == (first.pages, 0)
    assert archive.settings.site.readlink() == target
    assert _stamps(archive.settings.docs) == stamps


def test_a_change_makes_its_own_pages_alone(archive: Archive) -> None:
    archive.build()
    seed = archive.settings.seeds / "bridge.txt"
    seed.write_bytes(seed.read_bytes().replace("河东12个村".encode(), "河东13个村".encode()))
    before = archive.files()
    built = archive.build(allow_removal=True)
    assert built.fresh == {"bridge.txt"}
    changed = {p for p, data in archive.files().items() if before.get(p) != data and p.endswith(".html")}
    articles = {p for p in changed if "/articles/" in p and "/articles/index" not in p}
    assert articles == {f"{edition}/articles/bridge/index.html" for edition in ("zh-Hans", "zh-Hant", "en")}
    assert built.rendered == len(changed)


def test_cache_jobs_and_order_change_no_byte(built: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "FEW", 0)  # processes do all of it
    monkeypatch.setattr(runner, "MANY", 0)
    other = Archive(tmp_path, laid_out(tmp_path))
    for seed in sorted((FIXTURES / "seeds").iterdir(), reverse=True):
        other.settings.seeds.mkdir(exist_ok=True)
        shutil.copy(seed, other.settings.seeds)
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as pool:
        pipeline.build(other.settings, pool, lambda *_: None)
    assert other.files() == built.files()


def test_a_page_that_is_gone_leaves_docs_and_site(archive: Archive) -> None:
    archive.build()
    (archive.settings.seeds / "markup.txt").unlink()
    archive.build(allow_removal=True)
    assert not [p for p in archive.files() if "markup" in p]
    assert not list(archive.settings.docs.rglob("markup*"))


def test_what_makes_pages_is_not_loaded_to_find_that_a_site_stands() -> None:
    heavy = {"numpy", "scipy", "opencc", "rjieba", "jinja2", "markdown", "mkdocs", "jsonschema"}
    script = f"import sys, scripts.build_pages; print(sorted(sys.modules.keys() & {heavy}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_last_builds_are_kept_and_the_oldest_becomes_the_next(tmp_path: Path) -> None:
    settings = small_archive(tmp_path)
    builds, inodes = tmp_path / ".builds", []
    for number in range(5):
        (settings.seeds / "a.txt").write_text(f"短文一篇\n\n这是第{number}次写的正文。\n", "utf-8")
        build(settings)
        inodes.append((builds / str(number + 1)).stat().st_ino)
    assert sorted(path.name for path in builds.iterdir()) == ["3", "4", "5"]
    assert settings.site.readlink() == Path(".builds/5")
    assert (inodes[3], inodes[4]) == (inodes[0], inodes[1])
    assert not list(differences(settings.site))


def test_a_tree_with_another_manifest_than_was_noted_is_not_used(tmp_path: Path) -> None:
    settings = small_archive(tmp_path)
    for number in range(4):
        (settings.seeds / "a.txt").write_text(f"短文一篇\n\n这是第{number}次写的正文。\n", "utf-8")
        if number == 3:
            manifest = tmp_path / ".builds" / "1" / MANIFEST
            manifest.unlink()
            manifest.write_text(f"{'0' * 64}  ../../seeds/a.txt\n", "utf-8")
        build(settings)
    assert (settings.seeds / "a.txt").exists()
    assert not list(differences(settings.site))


def test_the_site_that_stands_is_not_made_again(tmp_path: Path) -> None:
    settings = small_archive(tmp_path)
    (settings.seeds / "notes.md").write_text("no seed", "utf-8")
    build(settings)
    (settings.seeds / "notes.md").rename(settings.seeds / "other.md")  # only how many there are is told
    stands, before = settings.site.readlink(), settings.site.stat().st_ino
    build(settings)
    assert (settings.site.readlink(), settings.site.stat().st_ino) == (stands, before)
    assert [path.name for path in (tmp_path / ".builds").iterdir()] == [stands.name]


def test_a_bad_seed_is_refused_by_name_and_the_rest_published(archive: Archive) -> None:
    (archive.settings.seeds / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (archive.settings.seeds / "bridge.yml").write_text("city: [不是, 一个, 城市]\n", "utf-8")
    done = command(archive)
    assert done.returncode == 3
    lines = done.stderr.splitlines()
    assert [line for line in lines if re.match(r"seeds/photo\.txt: BINARY .*PNG", line)]
    assert [line for line in lines if re.match(r"seeds/bridge\.yml:1: SIDECAR city", line)]
    files = archive.files()
    assert "zh-Hans/articles/orchard/index.html" in files
    assert not [path for path in files if "photo/" in path or "photo." in path or "bridge" in path]
    codes = {row["file"]: row["code"] for row in json.loads(files["data/report.json"])["problems"]}
    assert codes["photo.txt"] == "BINARY"


def test_nothing_publishable_leaves_the_old_site(archive: Archive) -> None:
    archive.build()
    before = archive.files()
    for seed in archive.settings.seeds.glob("*.txt"):
        seed.write_bytes(b" \n")
    done = command(archive, "--allow-removal")
    assert (done.returncode, archive.files()) == (1, before)
    assert "no seed could be published" in done.stderr
    with pytest.raises(SetupError):
        archive.build(allow_removal=True)


def test_a_full_site_tells_where_to_look(archive: Archive) -> None:
    done = command(archive)
    assert done.returncode == 0
    assert f"{len(ARTICLES)} articles" in done.stdout
    assert "open site/index.html" in done.stdout
    assert "site/review/index.html" in done.stdout
    assert "new: bridge.txt is site/zh-Hans/articles/bridge/index.html" in done.stdout
    assert "new: " not in command(archive).stdout


def test_wrong_calls_exit_with_2(archive: Archive) -> None:
    assert command(archive, "--edition=fr").returncode == 2
    assert command(archive, "--jobs=0").returncode == 2
    assert command(archive, "analyse").returncode == 2
    assert command(archive, "--base-url=archive.example").returncode == 2


def test_one_edition_can_be_built_alone(archive: Archive) -> None:
    (archive.folder / "seeds" / "later.md").write_text("以后再收", "utf-8")
    run = command(archive, "--edition=zh-Hant", f"--base-url={BASE}")
    assert run.returncode == 0
    assert "a seed ends in .txt and lies right in seeds/: later.md (of another kind)\n" in run.stdout
    files = archive.files()
    tops = {path.partition("/")[0] for path in files if path.endswith("/index.html")}
    assert tops == {"zh-Hant", "evidence", "review"}
    assert list(crawl.broken(files, BASE)) == []
    assert b'class="editions"' not in files["zh-Hant/index.html"]
    listed = [json.loads(line) for line in files["data/figures.json"].splitlines()]
    assert {f"{row['page'].partition('#')[0]}index.html" for rows in listed for row in rows} <= files.keys()
    assert {json.loads(line)["page_zh_hans"] for line in files["data/articles.jsonl"].splitlines()} == {""}


def test_analyse_prints_a_record_a_line_in_order(archive: Archive) -> None:
    files = [str(archive.settings.seeds / name) for name in ("orchard.txt", "bridge.txt")]
    done = command(archive, "analyse", *files)
    assert done.returncode == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in records] == ["orchard", "bridge"]
    assert records[0]["source"]["encoding"].lower().startswith("gb")
    refused = command(archive, "analyse", str(archive.settings.seeds / "bridge.yml") + "x", files[0])
    assert refused.returncode == 3
    assert len(refused.stdout.splitlines()) == 1


def test_analyse_names_the_sidecar_where_that_is_at_fault(archive: Archive) -> None:
    (archive.settings.seeds / "bridge.yml").write_text("city: 青石市\npapre: x\n", "utf-8")
    done = command(archive, "analyse", "seeds/bridge.txt")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("seeds/bridge.yml:2: SIDECAR papre is no field")


def test_a_hand_typed_mkdocs_build_previews_and_leaves_the_site_alone(built: Archive, tmp_path: Path) -> None:
    environment = os.environ | {
        "JB_DOCS_DIR": str(built.settings.docs / "zh-Hans"),
        "JB_SITE_DIR": str(tmp_path / "preview"),
    }
    line = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(ROOT / "mkdocs.yml")]
    before = built.files()
    subprocess.run(line, env=environment, check=True, capture_output=True)
    assert (tmp_path / "preview" / "articles" / "bridge" / "index.html").exists()
    assert b"choose.js" not in (tmp_path / "preview" / "index.html").read_bytes()  # the home page, not the way in
    assert built.files() == before


def _stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*.md")}
