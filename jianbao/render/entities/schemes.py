"""The views of a programme's parts, where articles spell them out."""

from collections.abc import Iterator, Sequence

from jianbao import addresses, routes
from jianbao.model import Card, Corpus, Entity, Framework, Page, Part, Voice, VoicesOf
from jianbao.render.entities.views import PartView, SchemeView

SPELT = 5  # ways to spell out one scheme: more are variations


def schemes(page: Page, corpus: Corpus, voices: VoicesOf, entity: Entity) -> tuple[SchemeView, ...]:
    """Give the parts of a scheme, as the newest articles spell them out, each way once."""
    found: dict[tuple[Part, ...], tuple[Card, Framework]] = {}
    for card in corpus.cards:
        for one in card.schemes:
            if one.entity == entity.slug:
                found.setdefault(_bare(one.parts), (card, one))
    return tuple(_view(page, card, one, voices.of(card)) for card, one in list(found.values())[:SPELT])


def _bare(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Give the words of parts without their places: two articles may spell out the same."""
    return tuple(Part(part.text, 0, 0, _bare(part.parts)) for part in parts)


def _view(page: Page, card: Card, one: Framework, voice: Voice) -> SchemeView:
    href = routes.relative(addresses.article(page.edition, card.id), page.address)
    parts = tuple(_part(part, voice) for part in one.parts)
    untranslated = any(part.text.lang for part in _every(parts))
    return SchemeView(f"{href}#{one.block}", voice.text(card.headline), parts, untranslated)


def _part(part: Part, voice: Voice) -> PartView:
    return PartView(voice.text(part.text), tuple(_part(sub, voice) for sub in part.parts))


def _every(parts: Sequence[PartView]) -> Iterator[PartView]:
    for part in parts:
        yield part
        yield from _every(part.parts)
