"""The part of the Corpus that a page about entities is made from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from heapq import nsmallest

from jianbao import addresses
from jianbao.model import Card, Corpus, Entity, EntityKey, Page
from jianbao.render.entities.kin import LISTED, by_year, inside, near, over

BESIDE = 8  # entities of a kind that occur together with one: a line or two
Shown = dict[EntityKey, tuple[Entity, tuple[str, ...]]]
TEMPLATES = ("entities", "entity", "names")


def narrow(page: Page, corpus: Corpus, cards: Mapping[str, Card]) -> Corpus:
    """Give what a page of TEMPLATES is made from."""
    if page.template == "names":
        return _of_names(cards[page.subject])
    return _of_entity(page, corpus, cards) if page.template == "entity" else _of_list(page, corpus)


def _of_list(page: Page, corpus: Corpus) -> Corpus:
    """Give what the list of a kind shows: all while they are few, else the most named, or those of a letter.

    The letters that it links stand in `years`.
    """
    kind, _, letter = page.subject.partition("/")
    keys = corpus.kin.letters.get((kind, page.edition), {})
    own = keys.get(letter, ()) if letter else [key for some in keys.values() for key in some]
    most = len(own) if letter else LISTED
    ordered = nsmallest(most, own, key=lambda key: (-len(corpus.entities[key][1]), key))
    return Corpus((), dict.fromkeys(page.near, ()), {key: corpus.entities[key] for key in ordered})


def _of_entity(page: Page, corpus: Corpus, cards: Mapping[str, Card]) -> Corpus:
    """Give what the page of an entity shows. Of another entity the ids are those of the articles that name both."""
    kind, slug, period = (*page.subject.split("/"), "")[:3]
    entity, ids = corpus.entities[kind, slug]
    own = tuple(_about(cards[ident], entity, corpus) for ident in page.cards)
    own = tuple(map(_in_brief, own)) if period else own
    shown: Shown = {("place", one.slug): (one, ()) for one in over(entity, corpus)}
    if not period:
        shown |= {key: (corpus.entities[key][0], ()) for key in near(entity, corpus)}
        shown |= _beside(entity, [cards[ident] for ident in ids], corpus)
        shown |= {key: corpus.entities[key] for key in inside(entity, corpus)}
    for card in own:
        shown |= {one.entity.key: (one.entity, ()) for one in card.names if one.entity.key not in shown}
    shown[kind, slug] = (entity, ids)
    if not period:
        return Corpus(own, by_year(ids, cards), shown)
    is_cut = any(one.startswith(f"{period}-") for one in page.near)
    held = tuple(ident for ident in ids if cards[ident].dated.startswith(period)) if is_cut else page.cards
    return Corpus(own, dict.fromkeys(page.near, ()) | {period: held}, shown)


def _of_names(card: Card) -> Corpus:
    """Give what the page on the names of an article is made from."""
    return Corpus((replace(card, problems=()),), {}, {one.entity.key: (one.entity, ()) for one in card.names})


def _about(card: Card, entity: Entity, corpus: Corpus) -> Card:
    """Leave of a Card what is about one entity: its mentions and those of what lies in it, its figures and photos."""
    names = tuple(
        one
        for one in card.names
        if one.entity.key == entity.key or (one.places and _lies_in(one.entity, entity, corpus))
    )
    blocks = {block for one in names if one.entity.key == entity.key for block, _ in one.places}
    return replace(
        card,
        names=names,
        figures=tuple(row for row in card.figures if entity.slug in row.entities),
        captions=tuple(caption for caption in card.captions if caption.block in blocks),
        schemes=tuple(one for one in card.schemes if entity.kind == "programme" and one.entity == entity.slug),
        problems=(),
    )


def _in_brief(card: Card) -> Card:
    """Leave of what an article says of an entity one sentence: a year may have hundreds of articles."""
    names = tuple(replace(one, places=one.places[:1]) for one in card.names)
    return replace(card, names=names, figures=(), captions=(), schemes=())


def _lies_in(one: Entity, place: Entity, corpus: Corpus) -> bool:
    """Tell whether a place lies in another one, however far down."""
    return one.kind == place.kind == "place" and any(up.slug == place.slug for up in over(one, corpus))


def _beside(entity: Entity, cards: list[Card], corpus: Corpus) -> Shown:
    """Give the entities that occur together with one most often, a few of each kind.

    What lies over a place, or in it, occurs with it by nature.
    """
    together: dict[EntityKey, list[str]] = defaultdict(list)
    for card in cards:
        for one in card.names:
            if one.places:
                together[one.entity.key].append(card.id)
    kin = {entity.key, *(one.key for one in over(entity, corpus))}
    out: Shown = {}
    left = dict.fromkeys(addresses.ENTITIES, BESIDE)
    for key in sorted(together, key=lambda key: (-len(together[key]), key)):
        other = corpus.entities[key][0]
        if left[key[0]] and key not in kin and not _lies_in(other, entity, corpus):
            left[key[0]] -= 1
            out[key] = (other, tuple(together[key]))
    return out
