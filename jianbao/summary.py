"""What a build changed, for whoever pushed: what two builds say of themselves in `data/` -> Markdown for GitHub."""

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from jianbao import addresses, escape, ids, lexicon, routes

ROWS = 50  # of a table; a job's summary may have 1 MiB, and a person reads no more
FILES = ("articles.jsonl", "report.json", "manifest-sha256.txt")

Row = Mapping[str, Any]
Words = Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """What a site says of itself: articles by id, the SHA-256 of files by path, words for editors, files refused."""

    articles: Mapping[str, Row]
    hashes: Mapping[str, str]
    problems: tuple[Row, ...]
    refused: frozenset[str]


@dataclass(frozen=True)
class Changes:
    """The ids of articles, newest first; `changed` tells for each what differs: codes of data/summary/words."""

    added: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    withdrawn: tuple[str, ...]


@functools.cache
def default() -> Words:
    """Load the words that ship with the package."""
    return {row["code"]: row["text"] for row in lexicon.table("summary/words")}


def published(articles: bytes, report: bytes, manifest: bytes) -> Published:
    """Read the files FILES of a site's `data/`. Raises ValueError or KeyError when they are no such files."""
    rows = [json.loads(line) for line in articles.split(b"\n") if line]
    said = json.loads(report)
    lines = (line.partition("  ") for line in manifest.decode("utf-8").split("\n") if line)
    return Published(
        {row["id"]: row for row in rows},
        {path: name for name, _, path in lines},
        tuple(said["problems"]),
        frozenset(said["refused"]),
    )


def changes(now: Published, before: Published | None) -> Changes:
    """Compare two builds. Without one before, every article is new."""
    if before is None:
        return Changes(tuple(now.articles), {}, ())
    kept = [ident for ident in now.articles if ident in before.articles]
    return Changes(
        tuple(ident for ident in now.articles if ident not in before.articles),
        {ident: what for ident in kept if (what := _differing(ident, now.hashes, before.hashes))},
        tuple(ident for ident in before.articles if ident not in now.articles),
    )


def _differing(ident: str, now: Mapping[str, str], before: Mapping[str, str]) -> tuple[str, ...]:
    """Tell what of an article differs. Its English does when its English page does and the Chinese page does not."""

    def differs(path: str) -> bool:
        return now.get(path) != before.get(path)

    chinese, english = (routes.html_path(addresses.article(edition, ident)) for edition in ("zh-Hans", "en"))
    found = {
        "seed": differs(addresses.seed_file(ident)),
        "record": differs(addresses.record(ident)),
        "english": differs(english) and not differs(chinese),
    }
    return tuple(what for what, is_so in found.items() if is_so)


def summary(now: Published, before: Published | None, words: Words | None = None) -> str:
    """Write what was added, changed and withdrawn, what is uncertain in it, and what was refused, as Markdown."""
    words = words or default()
    found = changes(now, before)
    fresh = (*found.added, *found.changed)
    tables = {
        "refused": (_PROBLEM, [_problem(row) for row in now.problems if row["file"] in now.refused]),
        "added": (_ADDED, [_article(ident, now) for ident in found.added]),
        "changed": (_CHANGED, [_changed(ident, found, now, words) for ident in found.changed]),
        "withdrawn": (_WITHDRAWN, [_article(ident, before or now)[:2] for ident in found.withdrawn]),
        "uncertain": (_ADDED, [_article(i, now) for i in fresh if now.articles[i]["uncertain_joins"]]),
        "problems": (_PROBLEM, [_problem(row) for row in now.problems if _speaks_of(row, fresh, now)]),
    }
    parts = [f"## {words['total'].format(articles=len(now.articles))}"]
    parts += [words["first"]] if before is None else []
    parts += [_table(code, *table, words) for code, table in tables.items() if table[1]]
    parts += [words["same"]] if not any(rows for _, rows in tables.values()) else []
    return "\n\n".join(parts) + "\n"


_PROBLEM = ("file", "line", "code", "message")
_ADDED = ("article", "headline", "joins", "doubtful")
_CHANGED = ("article", "headline", "what", "joins", "doubtful")
_WITHDRAWN = ("article", "headline")


def _article(ident: str, site: Published) -> tuple[str, ...]:
    row = site.articles[ident]
    return ident, row["headline"], str(row["joins"]), str(row["uncertain_joins"])


def _changed(ident: str, found: Changes, now: Published, words: Words) -> tuple[str, ...]:
    row = _article(ident, now)
    return (*row[:2], "、".join(words[what] for what in found.changed[ident]), *row[2:])


def _problem(row: Row) -> tuple[str, ...]:
    return row["file"], str(row["line"] or ""), row["code"], row["message"]


def _speaks_of(row: Row, fresh: Iterable[str], now: Published) -> bool:
    return row["file"] not in now.refused and ids.article_id(PurePath(row["file"]).stem) in fresh


def _table(code: str, columns: Sequence[str], rows: Sequence[Sequence[str]], words: Words) -> str:
    lines = [f"### {words[code]} ({len(rows)})", "", _line(words[column] for column in columns)]
    lines.append(_line("---" for _ in columns))
    lines += [_line(map(escape.github, row)) for row in rows[:ROWS]]
    lines += ["", words["more"].format(number=len(rows) - ROWS)] if len(rows) > ROWS else []
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
