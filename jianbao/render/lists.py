"""The views of the pages that list articles."""

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup

from jianbao import addresses
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Page, Voice
from jianbao.render.facts import card_facts
from jianbao.render.inline import escaped
from jianbao.render.plan import NEWEST
from jianbao.render.views import AboutView, CardView, Link, ListView

VoiceOf = Callable[[Card], Voice]


def list_view(page: Page, corpus: Corpus, voice_of: VoiceOf) -> ListView | AboutView:
    """Make the view of a page that is not about one article. Raises KeyError for a template it does not know."""
    if page.template.startswith("about."):
        return _about(page)
    makers = {"home": _home, "articles": _articles, "year": _year}
    return makers[page.template](page, corpus, voice_of)


def _home(page: Page, corpus: Corpus, voice_of: VoiceOf) -> ListView:
    words = Words(page.edition)
    return ListView(
        title=words.say("site"),
        description=words.say("tagline"),
        cards=_cards(corpus.cards[:NEWEST], page, voice_of),
        years=_years(corpus, page, words),
        numbers=tuple(_number(words.say(key, n=n)) for key, n in _totals(corpus).items()),
        ways=tuple(
            Link(addresses.relative(at(page.edition), page.address), words.say(key), words.say(f"way-{key}"))
            for at, key in ((addresses.articles, "articles"), (addresses.about, "about"))
        ),
        more=addresses.relative(addresses.articles(page.edition), page.address),
    )


def _articles(page: Page, corpus: Corpus, voice_of: VoiceOf) -> ListView:
    words = Words(page.edition)
    cards = _cards(corpus.cards[:NEWEST], page, voice_of)
    return ListView(words.say("all-articles"), words.say("all-articles-lead"), cards, _years(corpus, page, words))


def _year(page: Page, corpus: Corpus, voice_of: VoiceOf) -> ListView:
    words = Words(page.edition)
    undated = page.subject == "undated"
    title = words.say("undated-articles") if undated else words.say("year-articles", year=page.subject)
    wanted = set(corpus.years[page.subject])
    cards = _cards((card for card in corpus.cards if card.id in wanted), page, voice_of)
    return ListView(title, title, cards, _years(corpus, page, words))


def _about(page: Page) -> AboutView:
    words = Words(page.edition)
    return AboutView(words.say("about"), words.say("tagline"), addresses.relative("data/", page.address))


def _cards(cards: Iterable[Card], page: Page, voice_of: VoiceOf) -> tuple[CardView, ...]:
    return tuple(_card(card, page, voice_of(card)) for card in cards)


def _card(card: Card, page: Page, voice: Voice) -> CardView:
    return CardView(
        id=f"a-{card.id}",
        href=addresses.relative(addresses.article(page.edition, card.id), page.address),
        headline=voice.text(card.headline),
        kicker=voice.text(card.kicker),
        lead=voice.text(card.lead),
        facts=tuple(escaped(fact) for fact in card_facts(card, voice, Words(page.edition))),
    )


def _totals(corpus: Corpus) -> dict[str, int]:
    return {
        "articles-n": len(corpus.cards),
        "characters-n": sum(card.characters for card in corpus.cards),
        "photos-n": sum(card.photos for card in corpus.cards),
    }


def _number(said: str) -> Markup:
    """Print the number of a total in bold and what it counts beside it."""
    return Markup(re.sub(r"[\d,.]+", r"**\g<0>**", escaped(said), count=1))  # noqa: S704 escaped before


def _years(corpus: Corpus, page: Page, words: Words) -> tuple[Link, ...]:
    return tuple(
        Link(
            addresses.relative(addresses.year(page.edition, year), page.address),
            words.say("undated") if year == "undated" else words.say("year", year=year),
        )
        for year in corpus.years
    )
