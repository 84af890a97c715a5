"""What stands around an article: those like it, with the reason, those that lead to it, its series, its names."""

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Entity, Page, VoicesOf
from jianbao.render.entities import beyond, gloss
from jianbao.render.plan import neighbours
from jianbao.render.views import Link
from jianbao.render.views.article import Around, NameNote, RelatedView, SeriesView


def around(page: Page, corpus: Corpus, voices: VoicesOf) -> Around:
    """Gather what stands around the article of a page; `corpus` is the page's own part of the archive."""
    words = Words(page.edition)
    cards = {card.id: card for card in corpus.cards}
    return Around(
        names={key: _note(entity, corpus, words, voices) for key, (entity, _) in corpus.entities.items()},
        related=_related(page, corpus, voices),
        linked=tuple(_other(cards[ident], page, voices) for ident in corpus.linked.get(page.subject, ())),
        series=_series(page, corpus, voices),
        translated=page.subject in cards and cards[page.subject].translated > 0,
    )


def _note(entity: Entity, corpus: Corpus, words: Words, voices: VoicesOf) -> NameNote:
    more = beyond(entity, corpus.entities, words, voices)
    home = corpus.homes.get(entity.key, "")
    return NameNote(voices.name(entity), gloss(entity, more, words, voices), home, more)


def _related(page: Page, corpus: Corpus, voices: VoicesOf) -> tuple[RelatedView, ...]:
    """Make the views of the articles that are like the page's, each with the names that both have."""
    words = Words(page.edition)
    cards = {card.id: card for card in corpus.cards}
    return tuple(
        _other(
            cards[one.id],
            page,
            voices,
            words.say("both-name", names=words.listed(voices.name(entity).text for entity in one.shared)),
        )
        for one in corpus.related.get(page.subject, ())
    )


def _other(card: Card, page: Page, voices: VoicesOf, reason: str = "") -> RelatedView:
    href = routes.relative(addresses.article(page.edition, card.id), page.address)
    return RelatedView(href, voices.of(card).text(card.headline), reason)


def _series(page: Page, corpus: Corpus, voices: VoicesOf) -> SeriesView | None:
    """Give the series of the article, with the parts right before and after it."""
    if not corpus.series:
        return None
    ((slug, one),) = corpus.series.items()
    cards = {card.id: card for card in corpus.cards}
    href = routes.relative(addresses.series(page.edition, slug), page.address)
    name = voices.of(cards[page.subject]).text(one.name)
    return SeriesView(
        Link(href, name.text, lang=name.lang),
        *(_other(cards[ident], page, voices) if ident else None for ident in neighbours(page.subject, one)),
    )
