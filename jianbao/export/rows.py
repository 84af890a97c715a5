"""The tables of the archive as rows: what the CSV files, the JSON files and the database are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from jianbao import addresses, numerals
from jianbao.model import Card, Corpus

_LARGEST = 2**63 - 1

Cell = str | int | float | None


class FigureRow(NamedTuple):
    """A row of `figures`; the data package documents each column."""

    article: str
    id: str
    block: str
    surface: str
    value: Cell
    value_high: Cell
    unit: str
    unit_zh: str
    si_value: Cell
    si_value_high: Cell
    si_unit: str
    approx: str
    kind: str
    measure: str
    subject: str
    time: str
    sentence: str
    page: str


class EntityRow(NamedTuple):
    """A row of `entities`."""

    kind: str
    slug: str
    name: str
    name_en: str
    parent: str
    adcode: str
    longitude: str
    latitude: str
    articles: int
    page: str


class MentionRow(NamedTuple):
    """A row of `mentions`: an entity named in a sentence of an article."""

    article: str
    kind: str
    slug: str
    block: str
    sentence: str


class CaptionRow(NamedTuple):
    """A row of `photos`."""

    article: str
    block: str
    caption: str
    credit: str


@dataclass(frozen=True)
class ArticleRows:
    """The rows of an article in each table, in the order of the text."""

    article: Mapping[str, Any]
    figures: tuple[FigureRow, ...]
    mentions: tuple[MentionRow, ...]
    photos: tuple[CaptionRow, ...]


def of_article(card: Card, editions: Sequence[str]) -> ArticleRows:
    """Give the rows of an article; `editions` are those that are made, of which the leading one is linked."""
    page = addresses.article(addresses.leading(editions), card.id)
    return ArticleRows(
        article(card, editions), tuple(_figures(card, page)), tuple(_mentions(card)), tuple(_photos(card))
    )


def _figures(card: Card, page: str) -> Iterator[FigureRow]:
    for row in card.figures:
        figure, quantity = row.figure, row.figure.quantity
        low, high = quantity.value if isinstance(quantity.value, tuple) else (quantity.value, None)
        si = numerals.si(quantity)
        si_low, si_high = (si.value if isinstance(si.value, tuple) else (si.value, None)) if si else (None, None)
        yield FigureRow(
            article=card.id,
            id=figure.id,
            block=figure.block,
            surface=figure.surface,
            value=_plain(low),
            value_high=_plain(high),
            unit=quantity.unit,
            unit_zh=quantity.unit_zh,
            si_value=_plain(si_low),
            si_value_high=_plain(si_high),
            si_unit=si.unit if si else "",
            approx=quantity.approx,
            kind=quantity.kind,
            measure=figure.measure,
            subject=figure.subject,
            time=figure.time,
            sentence=row.sentence,
            page=f"{page}#{figure.id}",
        )


def entities(corpus: Corpus, edition: str) -> Iterator[EntityRow]:
    """Give every entity, by kind and slug, with its address in an edition."""
    for (kind, slug), (entity, ids) in corpus.entities.items():
        yield EntityRow(
            kind=kind,
            slug=slug,
            name=entity.name,
            name_en=entity.english,
            parent=entity.parent,
            adcode=entity.adcode,
            longitude=entity.longitude,
            latitude=entity.latitude,
            articles=len(ids),
            page=addresses.standing(edition, kind, slug, corpus.homes.get((kind, slug), "")),
        )


def _mentions(card: Card) -> Iterator[MentionRow]:
    for named in card.names:
        for block, sentence in named.places:
            yield MentionRow(card.id, named.entity.kind, named.entity.slug, block, sentence)


def _photos(card: Card) -> Iterator[CaptionRow]:
    for caption in card.captions:
        yield CaptionRow(card.id, caption.block, caption.text, caption.credit)


def article(card: Card, editions: Sequence[str]) -> dict[str, Any]:
    """Give the row of an article; `editions` are those that are made."""
    simplified = addresses.article("zh-Hans", card.id) if "zh-Hans" in editions else ""
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
        "characters": card.characters,
        "joins": card.joins,
        "uncertain_joins": card.uncertain,
        "photos": card.photos,
        "figures": card.statistics,
        "page_zh_hans": simplified,
        "record": addresses.record(card.id),
        "seed": addresses.seed_file(card.id),
    }


def _plain(value: Decimal | str | None) -> Cell:
    if not isinstance(value, Decimal):
        return value
    # SQLite has whole numbers of 64 bits, and no other reader of a table counts further.
    whole = value == value.to_integral_value() and abs(value) <= _LARGEST
    return int(value) if whole else float(value)
