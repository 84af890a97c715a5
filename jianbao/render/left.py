"""Addresses of pages that the build before made and this one does not: each leads to where what it showed now stands.

An address is permanent, and what stands at it is not: an entity that only one article names any more has no page of its
own, the only year of a timeline goes with its only article. The page left at such an address is listed by the manifest
of this build in turn, so that it stays, unless a page of its own comes back.
"""

from collections.abc import Collection, Iterable, Iterator

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Corpus, Page, VoicesOf
from jianbao.render.views import Link
from jianbao.render.views.article import LeftView


def sketches(corpus: Corpus, pages: Iterable[Page], dressed: str) -> Iterator[Page]:
    """Give a page for each address that was left; its subject is where it leads.

    Args:
        corpus: the archive, with the addresses of the build before.
        pages: those that are made of it.
        dressed: the edition that pages shared by all are dressed as.
    """
    there = {page.address: page.edition for page in pages}
    known = {*there.values()}
    for address in sorted(corpus.before - there.keys()):
        edition = dressed if routes.is_shared(address) else routes.edition_of(address)
        target = _target(address, edition, corpus, there)
        if target and edition in known:
            yield Page(edition, address, "left", target, address)


def _target(address: str, edition: str, corpus: Corpus, there: Collection[str]) -> str:
    """Find where an address leads: the entity where it stands now, the article, else the next page above."""
    key, ident = routes.entity_at(address), routes.article_at(address)
    if key in corpus.entities:
        return addresses.standing(edition, *key, corpus.homes.get(key, ""))
    if ident:
        # Of an article that was deleted on purpose nothing stays, not even its id.
        article = addresses.article(edition, ident)
        return article if article in there else ""
    while address and address not in there:
        address = routes.above(address)
    return address


def left(page: Page, _corpus: Corpus, _voices: VoicesOf) -> LeftView:
    """Make the view of such a page."""
    words, href = Words(page.edition), routes.relative(page.subject, page.address)
    return LeftView(words.say("left"), Link(href, words.say("left-to")))
