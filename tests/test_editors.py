"""What an editor asks of the program: a draft of a sidecar, and translations that follow their texts."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from archive import Archive, command

from jianbao import order, sidecar, translations
from jianbao.model import Arrangement, Correction, Piece
from jianbao.pipeline import editors
from jianbao.pipeline.editors import Refused, Upkept


def test_a_draft_is_written_once_and_reads_back(archive: Archive) -> None:
    seed, beside = archive.settings.seeds / "orchard.txt", archive.settings.seeds / "orchard.yml"
    done = command(archive, "new", str(seed))
    assert (done.returncode, done.stderr) == (0, "")
    assert "the article will stand at zh-Hans/articles/orchard/" in done.stdout
    text = beside.read_text("utf-8")
    suggested = re.sub(r"^# ?", "", text, flags=re.MULTILINE)
    series = sidecar.parse(beside.name, suggested.encode("utf-8")).series
    assert series is not None
    assert (series.name, series.number) == ("走进新山村", 2)
    again = command(archive, "new", str(seed))
    assert again.returncode == 3
    assert "exists already and is never overwritten" in again.stderr
    assert beside.read_text("utf-8") == text


def test_a_seed_that_the_program_fails_on_is_named_and_stops_no_other(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = order.arrange

    def failing(lines: Sequence[Piece], corrections: Sequence[Correction]) -> Arrangement:
        if any("青石大桥" in line.text for line in lines):
            raise KeyError(10)
        return whole(lines, corrections)

    monkeypatch.setattr(order, "arrange", failing)
    (refused,) = (one for one in editors.upkeep(archive.settings) if isinstance(one, Refused))
    assert (refused.file.name, refused.problem.code) == ("bridge.txt", "FAILED")
    assert refused.problem.message == "KeyError: 10; please report this seed"


def test_no_draft_for_what_is_no_text(archive: Archive) -> None:
    picture = archive.settings.seeds / "photo.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    done = command(archive, "new", str(picture), str(archive.folder / "gone.txt"))
    assert done.returncode == 3
    assert re.search(r"photo\.txt: BINARY", done.stderr)
    assert re.search(r"gone\.txt: NOT-A-FILE", done.stderr)
    assert not picture.with_suffix(".yml").exists()


def test_translations_follow_their_texts_and_lose_nothing(archive: Archive) -> None:
    target = archive.settings.translations / "en" / "bridge.po"
    first = {one.file.name: one for one in editors.upkeep(archive.settings) if isinstance(one, Upkept)}
    assert first["bridge.po"].coverage.none > 10
    entries = tuple(
        replace(entry, text="Qingshi Bridge opens", origin="human") if entry.context == "p3" else entry
        for entry in translations.read_po(target.read_bytes())
    )
    target.write_bytes(translations.write_po(entries))
    seed = archive.settings.seeds / "bridge.txt"
    seed.write_text(seed.read_text("utf-8").replace("青石大桥昨日正式通车", "青石大桥今日正式通车", 1), "utf-8")
    done = command(archive, "translations")
    assert done.returncode == 0
    assert "1 outdated" in done.stdout
    line = 1 + target.read_text("utf-8").split("\n").index('msgctxt "p3"')
    assert f"translations/en/bridge.po:{line}: TR-STALE p3: " in done.stderr
    kept = {entry.context: entry for entry in translations.read_po(target.read_bytes())}
    assert (kept["p3"].fuzzy, kept["p3"].text) == (True, "Qingshi Bridge opens")
    assert kept["p3"].previous == "青石大桥昨日正式通车"
    before = target.read_bytes()
    assert command(archive, "translations").returncode == 0
    assert target.read_bytes() == before


@pytest.mark.parametrize("broken", [b"msgid \xff", b'msgctxt "p3"\nmsgid "a\n'])
def test_a_broken_po_file_is_named_and_kept(archive: Archive, broken: bytes) -> None:
    target = archive.settings.translations / "en" / "bridge.po"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(broken)
    done = command(archive, "translations")
    assert done.returncode == 3
    assert re.search(r"^translations/en/bridge\.po(:\d+)?: TRANSLATION", done.stderr, re.MULTILINE)
    assert target.read_bytes() == broken
