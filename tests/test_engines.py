"""Machines that translate: what they are asked and may fill, and what an endpoint that errs is told of."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from jianbao.model import Entry
from jianbao.translations import Endpoint, EngineError, fill
from jianbao.translations.checks import compile_terms

GLOSSARY = compile_terms({"公路": ("road", "highway")})


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
