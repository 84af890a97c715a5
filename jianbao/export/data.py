"""What one downloads: a row per article, the report, the manifest, and the package that documents them."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from jianbao import addresses, escape, lexicon
from jianbao.model import Card, Corpus, Output, Problem

MANIFEST = "data/manifest-sha256.txt"


def as_json(value: object) -> bytes:
    """Write a JSON file: keys in the order given, two spaces, Chinese as it is."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def articles(corpus: Corpus) -> Output:
    """List the articles, a JSON object a line, newest first; the columns are documented in the data package."""
    lines = (json.dumps(_row(card), ensure_ascii=False) + "\n" for card in corpus.cards)
    return Output("data/articles.jsonl", "".join(lines).encode("utf-8"))


def report(corpus: Corpus, problems: Mapping[str, tuple[Problem, ...]]) -> Output:
    """Make the report that the site publishes: what is in it, every word for the editor by file, and files refused."""
    files = {card.file for card in corpus.cards}
    value = {
        "articles": len(corpus.cards),
        "joins": sum(card.joins for card in corpus.cards),
        "uncertain": sum(card.uncertain for card in corpus.cards),
        "problems": [
            {"file": escape.visible(file), "line": p.line, "code": p.code, "message": p.message}
            for file in sorted(problems)
            for p in problems[file]
        ],
        "refused": [escape.visible(file) for file in sorted(problems) if file not in files],
    }
    return Output("data/report.json", as_json(value))


def package() -> Output:
    """Describe the data for people and programs, as a Data Package: files, columns, units, licence."""
    return Output("data/datapackage.json", as_json(lexicon.settings("export/datapackage")))


def manifest(tree: Mapping[str, str]) -> bytes:
    """List the SHA-256 of every file of the site (path -> hash), in the form that `sha256sum -c` reads."""
    lines = (f"{name}  {path}\n" for path, name in sorted(tree.items()))
    return "".join(lines).encode("utf-8")


def _row(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "headline": card.headline,
        "kicker": card.kicker,
        "headline_en": dict(card.english).get(card.headline, ""),
        "paper": card.paper.value,
        "city": card.city.value,
        "issued": card.issued.date,
        "issued_after": card.issued.after,
        "issued_before": card.issued.before,
        "page": card.page.value,
        "series": card.series.name if card.series else "",
        "series_number": card.series.number if card.series else 0,
        "bylines": [asdict(byline) for byline in card.bylines],
        "characters": card.characters,
        "joins": card.joins,
        "uncertain_joins": card.uncertain,
        "photos": card.photos,
        "figures": card.statistics,
        "page_zh_hans": addresses.article("zh-Hans", card.id),
        "record": addresses.record(card.id),
        "seed": addresses.seed_file(card.id),
    }
