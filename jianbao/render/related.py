"""The articles like one, with the reason."""

from jianbao import addresses
from jianbao.interface import Words
from jianbao.model import Corpus, Page, VoicesOf
from jianbao.render.views import RelatedView


def related_views(page: Page, corpus: Corpus, voices: VoicesOf) -> tuple[RelatedView, ...]:
    """Make the views of the articles that are like the page's; `corpus` is the page's own part of the archive."""
    words = Words(page.edition)
    cards = {card.id: card for card in corpus.cards}
    return tuple(
        RelatedView(
            href=addresses.relative(addresses.article(page.edition, one.id), page.address),
            headline=voices.of(cards[one.id]).text(cards[one.id].headline),
            reason=words.say("both-name", names=words.listed(voices.name(entity).text for entity in one.shared)),
        )
        for one in corpus.related.get(page.subject, ())
    )
