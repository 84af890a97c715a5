"""What one downloads: a row per article, the report, the manifest, and the package that documents them."""

import codecs
import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jianbao import addresses, escape, lexicon
from jianbao.export import rows
from jianbao.model import Card, Corpus, Output, Problem

_ENDS_OF_LINES = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def as_json(value: object) -> bytes:
    """Write a JSON file: keys in the order given, Chinese as it is, without any space: set out it is twice as long."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def json_line(value: object) -> str:
    r"""Write JSON on one line, whatever a reader takes for the end of one.

    >>> print(json_line({"paper": "甲\u2028乙"}))
    {"paper": "甲\u2028乙"}
    """
    return json.dumps(value, ensure_ascii=False).translate(_ENDS_OF_LINES)


@dataclass(frozen=True)
class Table:
    """A file with a piece for each article, in the order of the archive: empty pieces left out, the others parted."""

    path: str
    piece: Callable[[rows.ArticleRows, Card], bytes]
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""


def _articles(own: rows.ArticleRows, card: Card) -> bytes:
    """Write an article as a line of JSON; the columns are documented in the data package."""
    return f"{json_line({**own.article, 'bylines': _bylines(card)})}\n".encode()


def _figures_csv(own: rows.ArticleRows, _card: Card) -> bytes:
    return _csv(own.figures)


def _figures_json(own: rows.ArticleRows, _card: Card) -> bytes:
    """Write what `as_json` would of the figures in a list, without its brackets."""
    return b",".join(as_json(row._asdict()).rstrip(b"\n") for row in own.figures)


def entities(every: Iterable[rows.EntityRow]) -> Output:
    """List the entities."""
    return Output("data/entities.csv", _headed(rows.EntityRow._fields) + _csv(every))


def _headed(columns: Sequence[str]) -> bytes:
    """Begin a CSV file: spreadsheets need its byte-order mark to read Chinese."""
    return codecs.BOM_UTF8 + _csv([columns])


def _csv(values: Iterable[Sequence[rows.Cell]]) -> bytes:
    """Write lines of CSV, of which spreadsheets take no cell for a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(map(escape.csv_row, values))
    return out.getvalue().encode("utf-8")


TABLES = (
    Table("data/articles.jsonl", _articles),
    Table(addresses.FIGURES_CSV, _figures_csv, _headed(rows.FigureRow._fields)),
    Table(addresses.FIGURES_JSON, _figures_json, b"[", b",", b"]\n"),
)


def report(corpus: Corpus, problems: Mapping[str, tuple[Problem, ...]]) -> Output:
    """Make the report that the site publishes: what is in it, what is gone, every word for the editor by file."""
    value = {
        "articles": len(corpus.cards),
        "joins": sum(card.joins for card in corpus.cards),
        "uncertain": sum(card.uncertain for card in corpus.cards),
        "problems": [
            {"file": escape.visible(file), "line": p.line, "code": p.code, "message": p.message}
            for file in sorted(problems)
            for p in problems[file]
        ],
        "gone": [{"id": one.id, "reason": escape.visible(one.reason), "moved_to": one.moved_to} for one in corpus.gone],
        "refused": sorted(escape.visible(one.name) for one in corpus.refused),
        "ignored": dict(sorted(Counter(one.why for one in corpus.ignored).items())),
    }
    return Output("data/report.json", as_json(value))


def package() -> Output:
    """Describe the data for people and programs, as a Data Package: files, columns, units, licence."""
    return Output("data/datapackage.json", as_json(lexicon.settings("export/datapackage")))


def _bylines(card: Card) -> list[dict[str, Any]]:
    return [asdict(byline) for byline in card.bylines]
