"""The view of a page that an article left behind: why it was withdrawn, or where it went."""

from jianbao import addresses, hanzi, routes
from jianbao.interface import Words
from jianbao.model import Corpus, Page, Said, VoicesOf
from jianbao.render.views import Link
from jianbao.render.views.article import GoneView


def gone(page: Page, corpus: Corpus, voices: VoicesOf) -> GoneView:
    """Make the view of the page of an article that is gone; the corpus has it, and the one it moved to if there is."""
    words, (one,) = Words(page.edition), corpus.gone
    if not one.moved_to:
        reason = voices.chinese(one.reason) if hanzi.has_han(one.reason) else Said(one.reason)
        return GoneView(words.say("withdrawn"), page.subject, reason)
    href = routes.relative(addresses.article(page.edition, one.moved_to), page.address)
    said = voices.of(corpus.cards[0]).text(corpus.cards[0].headline) if corpus.cards else Said(one.moved_to)
    return GoneView(words.say("moved"), page.subject, Said(""), Link(href, said.text, lang=said.lang), href)
