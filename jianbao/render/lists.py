"""The views of the pages that list articles."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Page, VoicesOf
from jianbao.render import years
from jianbao.render.facts import card_facts
from jianbao.render.inline import escaped
from jianbao.render.views import CardView, Link
from jianbao.render.views.lists import ListView


def home(page: Page, corpus: Corpus, voices: VoicesOf) -> ListView:
    """Make the view of an edition's first page: the newest articles, what the archive holds, the ways in."""
    words = Words(page.edition)
    return ListView(
        title=words.say("site"),
        description=words.say("tagline"),
        cards=_cards(corpus.cards, page, voices),
        years=_years(corpus, page, words),
        numbers=tuple(_number(words.say(key, n=n)) for key, n in corpus.totals.items()),
        ways=tuple(_ways(page, words)),
        more=routes.relative(addresses.articles(page.edition), page.address),
        search=routes.relative(addresses.search(page.edition), page.address),
    )


def articles(page: Page, corpus: Corpus, voices: VoicesOf) -> ListView:
    """Make the view of the list of articles: the newest, then the years."""
    words = Words(page.edition)
    cards = _cards(corpus.cards, page, voices)
    return ListView(words.say("all-articles"), words.say("all-articles-lead"), cards, _years(corpus, page, words))


def search(page: Page, _corpus: Corpus, _voices: VoicesOf) -> ListView:
    """Make the view of the search page: the lists, for whoever has no JavaScript."""
    words = Words(page.edition)
    here = routes.relative(page.address, page.address)
    articles = routes.relative(addresses.articles(page.edition), page.address)
    first = Link(articles, words.say("articles"), words.say("way-articles"))
    ways = (first, *(way for way in _ways(page, words) if way.href != here))
    return ListView(words.say("search"), words.say("search-lead"), (), (), ways=ways)


def _years(corpus: Corpus, page: Page, words: Words) -> tuple[tuple[Link, ...], ...]:
    """Give the links to the years of the archive."""
    return years.links(corpus.years, lambda year: addresses.year(page.edition, year), page, words)


def _ways(page: Page, words: Words) -> Iterable[Link]:
    ways = {
        "timeline": addresses.timeline(page.edition),
        "all-series": addresses.series(page.edition),
        "figures": addresses.figures(page.edition),
        **{kind: addresses.entities(page.edition, kind) for kind in addresses.ENTITIES},
        "photos": addresses.photos(page.edition),
        "search": addresses.search(page.edition),
        "about": addresses.about(page.edition),
    }
    for key, address in ways.items():
        yield Link(routes.relative(address, page.address), words.say(key), words.say(f"way-{key}"))


def _cards(cards: Iterable[Card], page: Page, voices: VoicesOf) -> tuple[CardView, ...]:
    return tuple(card_view(card, page, voices) for card in cards)


def card_view(card: Card, page: Page, voices: VoicesOf) -> CardView:
    """Make the view of an article in a list."""
    voice = voices.of(card)
    return CardView(
        id=f"a-{card.id}",
        href=routes.relative(addresses.article(page.edition, card.id), page.address),
        headline=voice.text(card.headline),
        kicker=voice.text(card.kicker),
        lead=voice.text(card.lead),
        facts=tuple(card_facts(card, voice, Words(page.edition))),
    )


def _number(said: str) -> Markup:
    """Print the number of a total in bold and what it counts beside it."""
    return Markup(re.sub(r"[\d,.]+", r"**\g<0>**", escaped(said), count=1))  # noqa: S704 escaped before
