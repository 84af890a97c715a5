"""What one downloads: a row per article, the report, the manifest, and the package that documents them."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from jianbao import addresses, escape, lexicon
from jianbao.export import rows
from jianbao.export.database import database
from jianbao.model import Card, Corpus, Output, Problem

_ENDS_OF_LINES = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def as_json(value: object) -> bytes:
    """Write a JSON file: keys in the order given, Chinese as it is, on one line, since set out it is twice as long."""
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8")


def json_line(value: object) -> str:
    r"""Write JSON on one line, whatever a reader takes for the end of one.

    >>> print(json_line({"paper": "甲\u2028乙"}))
    {"paper": "甲\u2028乙"}
    """
    return json.dumps(value, ensure_ascii=False).translate(_ENDS_OF_LINES)


def articles(corpus: Corpus, editions: Sequence[str]) -> Output:
    """List the articles, a JSON object a line, newest first; the columns are documented in the data package."""
    values = (rows.article(card, editions) | {"bylines": _bylines(card)} for card in corpus.cards)
    return Output("data/articles.jsonl", "".join(f"{json_line(value)}\n" for value in values).encode("utf-8"))


def tables(corpus: Corpus, editions: Sequence[str]) -> Iterator[Output]:
    """Give all there is as a database, figures and entities as CSV, the figures as JSON with their true values.

    What has a page leads to it in the first of the editions that are made.
    """
    edition = addresses.leading(editions)
    figures = list(rows.figures(corpus, edition))
    yield database(corpus, figures, editions)
    yield Output(addresses.FIGURES_CSV, _csv(rows.FigureRow._fields, figures))
    yield Output(addresses.FIGURES_JSON, _json_list(row._asdict() for row in figures))
    yield Output("data/entities.csv", _csv(rows.EntityRow._fields, rows.entities(corpus, edition)))


def _json_list(values: Iterable[Mapping[str, rows.Cell]]) -> bytes:
    """Write what `as_json` would of a list, one value at a time: an archive may have a million."""
    return b"[" + b", ".join(as_json(value).rstrip(b"\n") for value in values) + b"]\n"


def _csv(columns: Sequence[str], values: Iterable[Sequence[rows.Cell]]) -> bytes:
    """Write a CSV file. Spreadsheets need its byte-order mark to read Chinese, and take no cell for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(escape.csv_row, values))
    return out.getvalue().encode("utf-8-sig")


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
