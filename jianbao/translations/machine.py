"""Optional machine translation: one small protocol, and an engine that speaks it to an OpenAI-compatible endpoint.

Nothing here is called in a plain build. A person's text is never replaced, and every text is labelled with its origin.
"""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from jianbao import lexicon
from jianbao.model import Entry
from jianbao.translations.checks import Terms, terms


class EngineError(Exception):
    """A machine did not answer, or its answer cannot be used; the message says what to do."""


class _StayThere(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: the key is for one address only."""

    def redirect_request(self, *_: object) -> None:
        """Give no other request to make."""


class Engine(Protocol):
    """Whatever turns Chinese texts into English ones."""

    @property
    def name(self) -> str:
        """Name the engine, for the label of each text."""

    def translate(self, texts: Sequence[str], glossary: Mapping[str, str]) -> Sequence[str]:
        """Translate `texts`, as many and in the same order; raise EngineError if that cannot be done."""


def fill(entries: Iterable[Entry], engine: Engine, glossary: Terms | None = None) -> tuple[Entry, ...]:
    """Let a machine translate what has no English, and again what it translated from an older text.

    Raises EngineError from the first batch that fails: nothing of a failed run is kept.
    """
    glossary, entries = glossary or terms(), tuple(entries)
    done: dict[int, Entry] = {}
    for batch in _batches([(at, entry) for at, entry in enumerate(entries) if _wanted(entry)]):
        texts = [entry.source for _, entry in batch]
        answers = engine.translate(texts, _of_batch(texts, glossary))
        if len(answers) != len(texts):
            message = f"{engine.name} gave {len(answers)} texts for {len(texts)}; try again or use another model"
            raise EngineError(message)
        for (at, entry), answer in zip(batch, answers, strict=True):
            kept = replace(entry, text=answer.strip(), origin="machine", engine=engine.name, fuzzy=False, previous="")
            done[at] = kept if kept.text else entry
    return tuple(done.get(at, entry) for at, entry in enumerate(entries))


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint. `url` is its base, up to `/v1`; `key` may be empty; `timeout` in seconds."""

    url: str
    model: str
    key: str = ""
    timeout: float = 0

    @property
    def name(self) -> str:
        """Name the model."""
        return self.model

    def translate(self, texts: Sequence[str], glossary: Mapping[str, str]) -> Sequence[str]:
        """Translate in one request. Raises EngineError for whatever the other side does wrong."""
        said = "\n".join(f"{term}: {english}" for term, english in glossary.items())
        request = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _settings()["prompt"].replace("{terms}", said)},
                {"role": "user", "content": json.dumps({"texts": list(texts)}, ensure_ascii=False)},
            ],
        }
        return _texts(self._ask(json.dumps(request).encode()), self.name)

    def _ask(self, body: bytes) -> bytes:
        address = f"{self.url.rstrip('/')}/chat/completions"
        if not address.startswith(("http://", "https://")):
            message = f"{self.url!r} is no http or https address; give the base address of the endpoint"
            raise EngineError(message)
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310 - http(s), checked above
        opener = urllib.request.build_opener(_StayThere)
        limit: int = _settings()["answer"]
        try:
            with opener.open(request, timeout=self.timeout or _settings()["timeout"]) as answer:
                data: bytes = answer.read(limit + 1)
        except urllib.error.HTTPError as error:
            message = f"{self.name} answered {error.code} {error.reason}; check address, model and key"
            raise EngineError(message) from error
        except (OSError, http.client.HTTPException) as error:
            message = f"{self.name} did not answer ({error}); check the address or try later"
            raise EngineError(message) from error
        if len(data) > limit:
            message = f"{self.name} answered more than {limit} bytes; ask for fewer texts at once"
            raise EngineError(message)
        return data


def _texts(answer: bytes, name: str) -> list[str]:
    try:
        content: str = json.loads(answer)["choices"][0]["message"]["content"]
        found: Any = json.loads(content)["texts"]
    except (ValueError, LookupError, TypeError) as error:
        message = f"{name} gave an answer of another form ({error!r}); try again or use another model"
        raise EngineError(message) from error
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        message = f"{name} gave something other than a list of texts; try again or use another model"
        raise EngineError(message)
    return found


def _wanted(entry: Entry) -> bool:
    return not entry.obsolete and (not entry.text or (entry.fuzzy and entry.origin == "machine"))


def _batches(wanted: Sequence[tuple[int, Entry]]) -> Iterator[list[tuple[int, Entry]]]:
    batch: list[tuple[int, Entry]] = []
    size = 0
    for item in wanted:
        length = len(item[1].source)
        if batch and (len(batch) == _settings()["batch"] or size + length > _settings()["characters"]):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length
    if batch:
        yield batch


def _of_batch(texts: Sequence[str], glossary: Terms) -> dict[str, str]:
    found = (term for text in texts for term in glossary.pattern.findall(text))
    return {term: glossary.english[term][0] for term in dict.fromkeys(found)}


def _settings() -> Mapping[str, Any]:
    found: Mapping[str, Any] = lexicon.settings("translations/machine")
    return found
