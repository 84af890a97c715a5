"""What the search knows of an article, out of its Analysis: its blocks in three editions, its names, its facets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jianbao.addresses import EDITIONS
from jianbao.interface import Words
from jianbao.model import (
    Analysis,
    Block,
    Card,
    Entity,
    SearchArticle,
    SearchBlock,
    SearchEntity,
    SearchLabel,
    Trio,
    Voice,
)

_FIELDS = {"headline": "headline", "kicker": "headline", "subhead": "headline", "heading": "heading"}
_FIELDS |= {"caption": "caption", "credit": "caption"}
_FACETS = {"place": "place", "programme": "programme"}


@dataclass(frozen=True)
class Sayings:
    """How the three editions say an article, and its names."""

    voices: Mapping[str, Voice]
    name: Callable[[Entity], Trio]

    def block(self, block: Block) -> Trio:
        """Say a block in each edition."""
        hans, hant, en = (self.voices[edition].block(block) for edition in ("zh-Hans", "zh-Hant", "en"))
        return Trio(hans.text, hant.text, "" if en.lang else en.text)

    def text(self, text: str) -> Trio:
        """Say a text in each edition."""
        hans, hant, en = (self.voices[edition].text(text) for edition in ("zh-Hans", "zh-Hant", "en"))
        return Trio(hans.text, hant.text, "" if en.lang else en.text)


def article(analysis: Analysis, card: Card, say: Sayings, issued: Trio) -> SearchArticle:
    """Give what the search knows of an article. `issued` is its date as a result shows it."""
    document = analysis.document
    return SearchArticle(
        id=card.id,
        title=say.text(card.headline),
        blocks=(*(_block(block, say) for block in document.blocks), *_names(card, say), *_measures(analysis, say)),
        issued=issued,
        dated=card.dated,
        paper=_paper(card, say),
        facets={name: labels for name, labels in _facets(card, say).items() if labels},
    )


def entity(known: Entity, address: str, articles: int, name: Trio) -> SearchEntity:
    """Give what the search knows of an entity. `address` is that of its page below an edition."""
    return SearchEntity(address, known.kind, name, known.aliases, articles)


def _paper(card: Card, say: Sayings) -> Trio:
    """Name the paper, or its city, saying that the paper is not named."""
    if card.paper.value or not card.city.value:
        return say.text(card.paper.value)
    city = say.text(card.city.value)
    named = zip(EDITIONS, (city.hans, city.hant, city.en), strict=True)
    return Trio(*(Words(edition).say("paper-unnamed", city=text) if text else "" for edition, text in named))


def _has(key: str) -> Trio:
    return Trio(*(Words(edition).say(f"search-has-{key}") for edition in EDITIONS))


def _block(block: Block, say: Sayings) -> SearchBlock:
    return SearchBlock(block.id, _FIELDS.get(block.role, "body"), say.block(block))


def _names(card: Card, say: Sayings) -> Iterator[SearchBlock]:
    for named in (one for one in card.names if one.places):
        yield SearchBlock(named.places[0][0], "name", say.name(named.entity))


def _measures(analysis: Analysis, say: Sayings) -> Iterator[SearchBlock]:
    """Give what the figures measure, where those words do not stand in the block as they are."""
    texts = {block.id: block.text for block in analysis.document.blocks}
    for figure in analysis.figures:
        if figure.measure and figure.measure not in texts[figure.block]:
            yield SearchBlock(figure.block, "figure", say.text(figure.measure))


def _facets(card: Card, say: Sayings) -> dict[str, tuple[SearchLabel, ...]]:
    year = (SearchLabel(card.dated[:4], Trio(card.dated[:4])),) if card.dated else ()
    paper = card.paper.value or card.city.value  # what is narrowed by
    named = {
        facet: tuple(SearchLabel(n.entity.slug, say.name(n.entity)) for n in card.names if n.entity.kind == kind)
        for kind, facet in _FACETS.items()
    }
    has = (("figures", card.statistics), ("photos", card.photos))
    return {
        "year": year,
        "paper": (SearchLabel(paper, _paper(card, say)),) if paper else (),
        "has": tuple(SearchLabel(key, _has(key)) for key, count in has if count),
        **named,
    }
