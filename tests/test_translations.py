import dataclasses
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from jianbao import lexicon
from jianbao.errors import SeedError
from jianbao.model import Block, Coverage, Document, Entry, Figure, Mention, Meta, Quantity
from jianbao.translations import Endpoint, EngineError, check, coverage, fill, labels, read_po, sync, write_po
from jianbao.translations.checks import Terms, compile_terms
from jianbao.translations.numbers import disagreements

CASES = Path(__file__).parent / "cases/translations"
EVERY_FIELD = (
    Entry(
        "p3",
        "第一行\n第二行“引号”\\n",
        'One\n"two" \\n',
        "para",
        "machine",
        "model-1",
        ("a remark " * 30).strip(),
        fuzzy=True,
        previous="旧文",
    ),
    Entry("p4", "没有译文", role="heading"),
    Entry("label", "公路里程", "length of roads", "label", "human"),
    Entry("p5", "不再有了", "Gone", "para", "human", note="[sic] kept", obsolete=True),
    Entry("p6", "也没有了", "Gone too", "para", "machine", "m", fuzzy=True, obsolete=True),
)


def cases(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def document(*blocks: Sequence[str]) -> Document:
    return Document("a", Meta("题"), tuple(Block(ident, "para", text, ()) for ident, text in blocks), ())


# --- the file


def test_a_file_gives_back_what_was_written() -> None:
    data = write_po(EVERY_FIELD)
    assert read_po(data) == EVERY_FIELD
    assert write_po(read_po(data)) == data


def test_a_file_holds_no_date() -> None:
    assert b"Date" not in write_po(EVERY_FIELD)


def test_a_translator_s_change_makes_the_text_a_person_s() -> None:
    data = write_po((Entry("p1", "山村", "Vilage", origin="machine", engine="m"),))
    (entry,) = read_po(data.replace(b"Vilage", b"Village"))
    assert (entry.text, entry.origin, entry.engine) == ("Village", "human", "")


def test_a_text_without_a_word_on_its_origin_is_a_person_s() -> None:
    (entry,) = read_po('msgctxt "p1"\nmsgid "山村"\nmsgstr "Village"\n'.encode())
    assert entry.origin == "human"


def test_a_text_keeps_its_origin_through_odd_line_ends() -> None:
    (entry,) = read_po(write_po((Entry("p1", "甲\u2028乙", "A\u2028B\x85C", origin="machine"),)))
    assert (entry.source, entry.text, entry.origin) == ("甲 乙", "A B C", "machine")


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
def test_what_cannot_be_written_is_replaced(bad: str) -> None:
    (entry,) = read_po(write_po((Entry("p1", f"甲{bad}", "A"),)))
    assert entry.source == "甲\ufffd"


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b'msgid "a"\nmsgstr b\n', 2, "PO syntax"),
        (b'msgid "a"\nmsgstr "b\n', 2, "PO syntax"),
        (b'msgid "a"\nmsgstr ""\n"b"c"\n', 3, "PO syntax"),
        (b'msgid "a"\nmsgstr "b"\n#~ msgid c\n', 3, "PO syntax"),
        (b'#| msgid "b"\nmsgstr "b"\nmsgstr "c"\n', 2, "PO syntax"),
        (b'msgid "a"\n\xff\xfe\n', 2, "UTF-8"),
        (b"nonsense\n", 1, "PO syntax"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(SeedError, match=reason) as caught:
        read_po(data)
    assert (caught.value.code, caught.value.line) == ("TRANSLATION", line)


# --- upkeep


@pytest.mark.parametrize("case", cases("upkeep"), ids=lambda case: case["name"])
def test_upkeep(case: dict[str, Any]) -> None:
    got = sync(document(*case["now"]), [Entry(**old) for old in case["before"]], map(tuple, case.get("labels", ())))
    assert [dataclasses.replace(entry, role="") for entry in got] == [Entry(**new) for new in case["after"]]


def test_labels_are_what_tables_say_in_chinese() -> None:
    road = Figure("f1-3", "p1", 0, 3, "30里", (), Quantity(Decimal(30)), (0, 3), "新修公路", "红岭县", "2019")
    bridge = dataclasses.replace(road, id="f1-9", measure="", time="两年来")
    person = Mention("a", "余建明", "person", "余建明", "p1", 0, 3, ())
    assert labels([road, bridge], [person, person]) == (
        ("f1-3", "新修公路"),
        ("label", "红岭县"),
        ("label", "两年来"),
        ("label", "余建明"),
    )


def test_upkeep_tells_the_translator_the_role() -> None:
    assert sync(document(("p1", "甲")), [])[0].role == "para"


def test_upkeep_loses_no_text_and_settles() -> None:
    old = [Entry(f"p{n}", f"第{n}段说的是第{n}件事情" * 3, f"Paragraph {n}", origin="human") for n in range(20)]
    now = document(*((f"p{n + 7}", f"第{n}段写的是第{n}件事" * (n % 4)) for n in range(0, 30, 2) if n % 4))
    once = sync(now, old)
    assert {entry.text for entry in old} <= {entry.text for entry in once}
    assert sync(now, once) == once


# --- checks


@pytest.mark.parametrize("case", cases("numbers"), ids=lambda case: f"{case[0]} / {case[1]}")
def test_numbers(case: tuple[str, str, list[str], list[str]]) -> None:
    chinese, english, missing, extra = case
    assert disagreements(chinese, english) == (tuple(missing), tuple(extra))


GLOSSARY = compile_terms({"公路": ("road", "highway"), "公路局": ("Highway Bureau",), "厂": ("works | mill",)})


@pytest.mark.parametrize(
    ("source", "text", "codes"),
    [
        ("山区公路", "mountain Roads", []),
        ("山区公路", "a high-way", ["TR-TERM"]),
        ("山区公路", "a railroad", ["TR-TERM"]),
        ("公路局", "the roads office", ["TR-TERM"]),
        ("公路局", "the Highway\u2010Bureau", []),
        ("共30人", "40 people", ["TR-NUMBER"]),
        ("山村", "the 山村", ["TR-CHINESE"]),
        ("山村", "the village，at last", ["TR-CHINESE"]),
        ("山村", "the “village” – at last…", []),
        ("山村", "", []),
    ],
)
def test_check(source: str, text: str, codes: list[str]) -> None:
    assert [problem.code for problem in check([Entry("p7", source, text)], GLOSSARY)] == codes


def test_a_problem_says_where_and_what() -> None:
    (problem,) = check([Entry("p12-3", "共30人，公里", "50 people")], GLOSSARY)
    assert (problem.line, problem.message) == (12, "p12-3: the English lacks 30; the Chinese has no 50")
    assert check([Entry("label", "三十人", "共")], GLOSSARY)[0].line == 0


def test_stale_text_is_a_problem_and_obsolete_text_none() -> None:
    assert check([Entry("p1", "山村", "x", fuzzy=True)], GLOSSARY)[0].code == "TR-STALE"
    assert check([Entry("p1", "公路", "x", obsolete=True)], GLOSSARY) == ()


def test_of_a_label_only_the_language_is_checked() -> None:
    label = Entry("f7-3", "公路30里", "length", "label", fuzzy=True)
    assert check([label], GLOSSARY) == ()
    assert [(p.code, p.line) for p in check([dataclasses.replace(label, text="里")], GLOSSARY)] == [("TR-CHINESE", 7)]


def test_coverage_counts_blocks_in_use() -> None:
    assert coverage(EVERY_FIELD) == Coverage(human=0, machine=0, stale=1, none=1)
    entries = (Entry("p1", "甲", "A", origin="human"), Entry("p2", "乙", "B", origin="machine"))
    assert coverage(entries) == Coverage(human=1, machine=1)


def test_the_glossary_of_the_archive() -> None:
    rows = lexicon.table("editions/glossary")
    assert len({row["term"] for row in rows}) == len(rows)
    assert all(way.isascii() and way == way.strip() != "" for row in rows for way in row["english"].split(" | "))
    assert [p.code for p in check([Entry("p1", "结对帮扶", "pairing-up help")])] == ["TR-TERM"]
    assert check([Entry("p1", "结对帮扶", "paired assistance")]) == ()


# --- machines


def bracketed(texts: Sequence[str]) -> Sequence[str]:
    return [f"<{text}>" for text in texts]


class Echo:
    name = "echo"

    def __init__(self, answer: Callable[[Sequence[str]], Sequence[str]] = bracketed) -> None:
        self.answer = answer
        self.asked: list[tuple[list[str], dict[str, str]]] = []

    def translate(self, texts: Sequence[str], glossary: Mapping[str, str]) -> Sequence[str]:
        self.asked.append((list(texts), dict(glossary)))
        return self.answer(texts)


def test_a_machine_fills_gaps_and_renews_its_own_stale_text_only() -> None:
    human = Entry("p1", "甲", "A", origin="human", fuzzy=True, previous="丙")
    gone = Entry("p9", "丁", obsolete=True)
    good = Entry("p4", "戊", "E", origin="machine", engine="old")
    stale = Entry("p3", "乙", "B", origin="machine", engine="old", fuzzy=True, previous="旧")
    got = fill((human, Entry("p2", "公路"), stale, good, gone), Echo(), GLOSSARY)
    assert got == (
        human,
        Entry("p2", "公路", "<公路>", origin="machine", engine="echo"),
        Entry("p3", "乙", "<乙>", origin="machine", engine="echo"),
        good,
        gone,
    )


def test_a_machine_is_asked_in_batches_with_the_terms_of_each() -> None:
    engine = Echo()
    fill([Entry(f"p{n}", "公路" if n == 20 else "山" * (3000 if n > 20 else 1)) for n in range(24)], engine, GLOSSARY)
    assert [len(texts) for texts, _ in engine.asked] == [12, 10, 1, 1]
    assert [terms for _, terms in engine.asked] == [{}, {"公路": "road"}, {}, {}]


def test_an_empty_answer_leaves_the_text_untranslated() -> None:
    assert fill([Entry("p1", "甲")], Echo(lambda _: [" "]), GLOSSARY) == (Entry("p1", "甲"),)


def test_a_machine_is_not_asked_for_nothing() -> None:
    engine = Echo()
    assert fill([Entry("p1", "甲", "A", origin="human")], engine, GLOSSARY)[0].text == "A"
    assert engine.asked == []


def test_an_answer_of_another_length_is_refused() -> None:
    with pytest.raises(EngineError, match="gave 0 texts for 1"):
        fill([Entry("p1", "甲")], Echo(lambda _: []), GLOSSARY)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@contextmanager
def served(status: int, body: bytes, wait: float = 0) -> Iterator[tuple[str, list[Any]]]:
    """Serve one answer to every request, and keep what was asked."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append((self.path, self.headers.get("Authorization"), json.loads(self.rfile.read(length))))
            time.sleep(wait)
            self.send_response(status)
            if status in {301, 302, 307}:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def test_an_endpoint_is_asked_as_the_protocol_wants() -> None:
    with served(200, answer(json.dumps({"texts": ["A road"]}))) as (url, asked):
        got = fill([Entry("p1", "公路")], Endpoint(url, "model-1", "secret"), GLOSSARY)
    assert got == (Entry("p1", "公路", "A road", origin="machine", engine="model-1"),)
    path, key, request = asked[0]
    assert (path, key) == ("/v1/chat/completions", "Bearer secret")
    assert (request["model"], request["temperature"]) == ("model-1", 0)
    assert "公路: road" in request["messages"][0]["content"]
    assert json.loads(request["messages"][1]["content"]) == {"texts": ["公路"]}


def test_without_a_key_none_is_sent() -> None:
    with served(200, answer(json.dumps({"texts": ["A"]}))) as (url, asked):
        Endpoint(f"{url}/", "m").translate(["甲"], {})
    assert asked[0][:2] == ("/v1/chat/completions", None)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (401, b"no", "401"),
        (500, b"", "500"),
        (302, b"", "302"),
        (200, b"<html>", "another form"),
        (200, b"{}", "another form"),
        (200, answer(None), "another form"),
        (200, answer("Sure! Here it is"), "another form"),
        (200, answer('{"texts": "A"}'), "list of texts"),
        (200, answer('{"texts": [1]}'), "list of texts"),
        (200, b" " * 4_000_001, "more than"),
    ],
)
def test_what_an_endpoint_does_wrong_is_said(status: int, body: bytes, reason: str) -> None:
    with served(status, body) as (url, asked), pytest.raises(EngineError, match=reason):
        Endpoint(url, "m").translate(["甲"], {})
    assert len(asked) == 1


def test_an_endpoint_that_does_not_answer_in_time() -> None:
    with served(200, b"{}", wait=0.5) as (url, _), pytest.raises(EngineError, match="did not answer"):
        Endpoint(url, "m", timeout=0.1).translate(["甲"], {})


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "file:///x", "nonsense"])
def test_an_endpoint_that_is_not_there(url: str) -> None:
    with pytest.raises(EngineError):
        Endpoint(url, "m").translate(["甲"], {})


def test_an_empty_glossary_finds_nothing() -> None:
    assert isinstance(compile_terms({}), Terms)
    assert check([Entry("p1", "公路", "x")], compile_terms({})) == ()
