"""Taking an article back: what its editor says is done in every edition; what nobody says is an accident."""

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import crawl
import pytest
from archive import Archive, command, new_archive

from benchmarks.archives import small_archive
from jianbao import routes
from jianbao.addresses import EDITIONS
from jianbao.errors import SetupError
from jianbao.model import Gone, SeedFile, SeedFolder, SidecarFile
from jianbao.pipeline import NotPublishedError, withdrawal
from scripts.build_pages import Crew, build_site

REASON = "受访者要求撤回 <b>"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The fixture archive in one edition: which seeds are published is the same in all."""
    return Archive(tmp_path, replace(new_archive(tmp_path).settings, editions=("en",)))


def answer(archive: Archive) -> int:
    """Give the exit code of a build."""
    return build_site(archive.settings, Crew(1, ""))


def sidecar(ident: str, text: str) -> SidecarFile:
    return SidecarFile(ident, f"{ident}.yml", text.encode())


def withdraw(archive: Archive, ident: str, said: str) -> None:
    (archive.settings.seeds / f"{ident}.txt").unlink()
    (archive.settings.seeds / f"{ident}.yml").write_text(f"{said}\n", "utf-8")


def taken_back(lone: tuple[SidecarFile, ...], *published: str) -> tuple[set[str], dict[str, str]]:
    """Give the ids that are gone, and the reason for each file that is refused."""
    gone, refused = withdrawal.gone(lone, published)
    return {one.id for one in gone}, {file.name: file.problem.message for file in refused}


def test_a_sidecar_without_a_seed_takes_its_article_back() -> None:
    gone, refused = withdrawal.gone((sidecar("a", "withdrawn: no right to it"), sidecar("b", "moved_to: c")), {"c"})
    assert gone == (Gone("a", "a.yml", "no right to it"), Gone("b", "b.yml", "", "c"))
    assert not refused


def test_a_sidecar_without_a_seed_that_says_nothing_is_named() -> None:
    gone, refused = taken_back((sidecar("a", "city: 青石市"), sidecar("b", "withdrawn: [1]")))
    assert not gone
    assert "no seed beside it" in refused["a.yml"]
    assert "withdrawn" in refused["b.yml"]


def test_an_article_may_move_on_but_not_in_a_circle_nor_to_nowhere() -> None:
    chain = (sidecar("a", "moved_to: b"), sidecar("b", "moved_to: c"))
    assert taken_back(chain, "c") == ({"a", "b"}, {})
    assert taken_back((*chain, sidecar("c", "withdrawn: why")))[0] == {"a", "b", "c"}
    assert set(taken_back((*chain, sidecar("c", "moved_to: a")))[1]) == {"a.yml", "b.yml", "c.yml"}
    gone, refused = taken_back(chain)
    assert not gone
    assert "leads to c" in refused["b.yml"]


def seed(ident: str, sha256: str) -> SeedFile:
    return SeedFile(ident, f"{ident.upper()}.txt", b"", sha256)


def test_what_is_gone_or_different_is_found() -> None:
    before = {"a": "1", "b": "2", "c": "3", "d": "4"}
    now = SeedFolder((seed("a", "1"), seed("b", "9"), seed("new", "5")), (sidecar("c", "withdrawn: why"),))
    found = {file.name: file.problem for file in withdrawal.removed(now, before)}
    assert set(found) == {"B.txt", "d.txt"}
    assert {problem.code for problem in found.values()} == {"REMOVED"}
    assert "--allow-removal" in found["B.txt"].message
    assert "withdrawn or moved_to in d.yml" in found["d.txt"].message


def test_a_sidecar_that_does_not_take_its_article_back_does_not_let_it_go() -> None:
    lone = tuple(
        sidecar(ident, said)
        for ident, said in {"a": "city: 青石市", "b": "withdrawn: [1]", "c": "withdrawn: why"}.items()
    )
    found = [
        (file.name, file.problem.code) for file in withdrawal.removed(SeedFolder((), lone), dict.fromkeys("abc", "1"))
    ]
    assert found == [("a.txt", "REMOVED"), ("a.yml", "SIDECAR"), ("b.txt", "REMOVED"), ("b.yml", "SIDECAR")]


def test_a_published_seed_under_a_new_name_is_told_from_one_that_is_gone() -> None:
    (one,) = withdrawal.removed(SeedFolder((seed("copy", "1"),)), {"a": "1"})
    assert "COPY.txt has its bytes under a new name" in one.problem.message
    (one,) = withdrawal.removed(SeedFolder((seed("twin", "1"),)), {"twin": "1", "a": "1"})
    assert "new name" not in one.problem.message  # it had that one all along


def test_what_is_gone_is_told_in_the_order_of_its_names() -> None:
    gone = withdrawal.removed(SeedFolder(()), dict.fromkeys("cab", "1"))
    assert [file.name for file in gone] == ["a.txt", "b.txt", "c.txt"]


def test_a_seed_that_is_there_and_refused_is_not_gone(archive: Archive) -> None:
    archive.build()
    (archive.settings.seeds / "bridge.yml").write_text("city: [不是, 一个, 城市]\n", "utf-8")
    assert answer(archive) == 3


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture archive after orchard was withdrawn and markup has moved to bridge. Tests only read it."""
    one = new_archive(tmp_path_factory.mktemp("after"))
    one = replace(one, settings=replace(one.settings, base_url="https://archive.example/"))
    one.build()
    withdraw(one, "orchard", f"withdrawn: {REASON}")
    withdraw(one, "markup", "moved_to: bridge")
    one.build()
    return one


def test_a_withdrawn_article_leaves_its_reason_in_three_editions(after: Archive) -> None:
    files = after.files()
    titles = {"zh-Hans": "本文已撤回", "zh-Hant": "本文已撤回", "en": "This article was withdrawn"}
    for edition in EDITIONS:
        page = files[f"{edition}/articles/orchard/index.html"].decode("utf-8")
        assert f">{titles[edition]}</h1>" in page
        assert '<meta name="robots" content="noindex">' in page
        assert "application/ld+json" not in page
        assert "&lt;b&gt;" in page
    assert "受訪者要求撤回" in files["zh-Hant/articles/orchard/index.html"].decode("utf-8")
    assert '<span lang="zh-Hans">受访者要求撤回' in files["en/articles/orchard/index.html"].decode("utf-8")


def test_an_article_that_moved_sends_its_readers_on(after: Archive) -> None:
    for edition in EDITIONS:
        page = after.files()[f"{edition}/articles/markup/index.html"].decode("utf-8")
        assert '<meta http-equiv="refresh" content="0; url=../bridge/">' in page
        assert 'href="../bridge/"' in page
        assert "Content-Security-Policy" in page
        assert '<meta name="robots" content="noindex">' in page


def test_what_was_taken_back_is_nowhere_else(after: Archive) -> None:
    files = after.files()
    own = {f"{edition}/articles/{ident}/index.html" for edition in EDITIONS for ident in ("orchard", "markup")}
    named = {path for path in files if re.search(r"orchard|markup", path)}
    left = {path for path in named if b'id="left"' in files[path]}
    assert own <= named
    assert named - own == left
    words = {path for path, data in files.items() if re.search(rb"orchard/|markup/", data)}
    # Its own page names it for the other editions, the pages left behind lead there, and nothing else does.
    assert words <= own | left | {"data/manifest-sha256.txt"}
    assert {row["id"]: row["moved_to"] for row in json.loads(files["data/report.json"])["gone"]} == {
        "orchard": "",
        "markup": "bridge",
    }
    assert list(crawl.broken(files, "https://archive.example/")) == []


def leads_to(archive: Archive, address: str) -> str:
    """Give where a page that was left sends its readers; empty where a page of another kind stands."""
    page = archive.files()[routes.html_path(address)].decode("utf-8")
    found = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', page)
    assert (found is not None) == ('id="left"' in page)
    return urljoin(address, found[1]) if found else ""


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_address_of_a_page_dies(after: Archive, edition: str) -> None:
    assert leads_to(after, f"{edition}/articles/orchard/names/") == f"{edition}/articles/orchard/"
    assert leads_to(after, f"{edition}/timeline/2015/") == f"{edition}/timeline/"
    assert leads_to(after, f"{edition}/figures/2015/") == f"{edition}/figures/"


def test_an_entity_whose_page_is_gone_is_found_where_it_stands(tmp_path: Path) -> None:
    settings = small_archive(tmp_path)
    one = Archive(tmp_path, settings)
    for ident in ("b", "c"):
        text = f"河东县通水第{ident}次\n\n河东县水利局局长周一宁说，全县的村子都通了水。\n"
        (settings.seeds / f"{ident}.txt").write_text(text, "utf-8")
    one.build()
    (address,) = {path for path in one.files() if re.fullmatch(r"en/people/zhou-yi-ning-[^/]*/index.html", path)}
    address = address.removesuffix("index.html")
    assert not leads_to(one, address)
    withdraw(one, "b", "withdrawn: why")
    one.build()
    anchor = f"#person-{address.split('/')[2]}"
    assert leads_to(one, address) == f"en/articles/c/names/{anchor}"
    assert f'id="{anchor[1:]}"' in one.files()["en/articles/c/names/index.html"].decode("utf-8")
    withdraw(one, "c", "withdrawn: why")
    one.build()
    assert leads_to(one, address) == "en/people/"
    clean = tmp_path / "clean"
    places = replace(settings, docs=clean / "docs", site=clean / "site", cache=clean / "cache")
    again = Archive(clean, replace(places, before=settings.site / "data"))
    again.build()
    assert again.files() == one.files()
    (settings.seeds / "d.txt").write_text("通了电\n\n河东县水利局局长周一宁说，电也通了。\n", "utf-8")
    one.build()
    assert leads_to(one, address).startswith("en/articles/d/names/#")


def test_a_build_after_that_is_quiet(after: Archive) -> None:
    files = after.files()
    assert after.build().rendered == 0
    assert after.files() == files


@pytest.mark.parametrize("change", ["gone", "different"])
def test_an_accident_publishes_nothing(archive: Archive, change: str, capsys: pytest.CaptureFixture[str]) -> None:
    archive.build()
    before, path = archive.files(), archive.settings.seeds / "orchard.txt"
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"\n\n123")
    assert answer(archive) == 1
    (line,) = (line for line in capsys.readouterr().err.splitlines() if "REMOVED" in line)
    assert line.startswith("seeds/orchard.txt: REMOVED ")
    assert archive.files() == before
    with pytest.raises(NotPublishedError):
        archive.build()


def test_an_accident_may_be_meant(archive: Archive) -> None:
    archive.build()
    (archive.settings.seeds / "orchard.txt").unlink()
    assert command(archive, "--edition=en", "--allow-removal").returncode == 0
    assert not [path for path in archive.files() if "orchard" in path]
    assert answer(archive) == 0


def test_the_build_before_may_be_kept_elsewhere(archive: Archive, tmp_path: Path) -> None:
    archive.build()
    kept = tmp_path / "published"
    kept.mkdir()
    manifest = (archive.settings.site / "data" / "manifest-sha256.txt").read_bytes()
    (kept / "manifest-sha256.txt").write_bytes(manifest)
    (archive.settings.seeds / "orchard.txt").unlink()
    elsewhere = replace(archive.settings, site=tmp_path / "elsewhere" / "site", before=kept)
    with pytest.raises(SetupError, match="what was published is gone"):
        Archive(tmp_path, elsewhere).build()
    assert not elsewhere.site.exists()


def test_a_seed_beside_words_that_take_it_back_is_not_published(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive.settings.seeds / "bridge.yml").write_text("withdrawn: why\n", "utf-8")
    assert answer(archive) == 3
    said = capsys.readouterr().err
    assert re.search(r"seeds/bridge\.yml: SIDECAR takes the article back, and bridge\.txt is still there", said)
    assert not [path for path in archive.files() if "articles/bridge" in path]


def test_without_a_build_before_nothing_is_missed(archive: Archive) -> None:
    (archive.settings.seeds / "orchard.txt").unlink()
    archive.build()
    articles = {path.split("/")[2] for path in archive.files() if re.fullmatch(r"en/articles/\w+/index.html", path)}
    assert articles == {"bridge", "harbour", "markup"}
