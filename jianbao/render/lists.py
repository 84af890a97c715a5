"""The views of the pages that list articles."""

from collections.abc import Callable, Iterable

from jianbao import addresses
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Page, Said, Voice
from jianbao.render.facts import card_facts
from jianbao.render.plan import NEWEST
from jianbao.render.views import AboutView, CardView, Link, ListView

VoiceOf = Callable[[Card], Voice]


def home_view(page: Page, corpus: Corpus, voice_of: VoiceOf) -> ListView:
    """Make the view of an edition's first page: the newest articles, what the archive holds, the ways in."""
    words = Words(page.edition)
    ways = [(addresses.articles, "articles"), (addresses.about, "about")]
    return ListView(
        title=words.say("site"),
        description=words.say("tagline"),
        cards=_cards(corpus.cards[:NEWEST], page, voice_of),
        years=_years(corpus, page, words),
        numbers=(
            words.say("articles-n", n=len(corpus.cards)),
            words.say("characters-n", n=sum(card.characters for card in corpus.cards)),
            words.say("photos-n", n=sum(card.photos for card in corpus.cards)),
        ),
        ways=tuple(Link(addresses.relative(at(page.edition), page.address), words.say(key)) for at, key in ways),
    )


def articles_view(page: Page, corpus: Corpus, voice_of: VoiceOf) -> ListView:
    """Make the view of the list of articles: the newest, then the years."""
    words = Words(page.edition)
    cards = _cards(corpus.cards[:NEWEST], page, voice_of)
    return ListView(
        words.say("all-articles"), words.say("all-articles-lead"), cards, _years(corpus, page, words), (), ()
    )


def year_view(page: Page, corpus: Corpus, voice_of: VoiceOf) -> ListView:
    """Make the view of one year's articles."""
    words = Words(page.edition)
    undated = page.subject == "undated"
    title = words.say("undated-articles") if undated else words.say("year-articles", year=page.subject)
    wanted = set(corpus.years[page.subject])
    cards = _cards((card for card in corpus.cards if card.id in wanted), page, voice_of)
    return ListView(title, title, cards, _years(corpus, page, words), (), ())


def about_view(page: Page) -> AboutView:
    """Make the view of the page on method, limits and licence."""
    words = Words(page.edition)
    return AboutView(words.say("about"), words.say("tagline"), addresses.relative("data/", page.address))


def _cards(cards: Iterable[Card], page: Page, voice_of: VoiceOf) -> tuple[CardView, ...]:
    return tuple(_card(card, page, voice_of(card)) for card in cards)


def _card(card: Card, page: Page, voice: Voice) -> CardView:
    words = Words(page.edition)
    english = dict(card.english) if page.edition == "en" else {}

    def said(field: str, text: str) -> Said:
        return Said(english[field]) if field in english else voice.text(text) if text else Said("")

    return CardView(
        href=addresses.relative(addresses.article(page.edition, card.id), page.address),
        headline=said("headline", card.headline),
        kicker=said("kicker", card.kicker),
        lead=said("lead", card.lead),
        facts=tuple(card_facts(card, voice, words)),
    )


def _years(corpus: Corpus, page: Page, words: Words) -> tuple[Link, ...]:
    return tuple(
        Link(
            addresses.relative(addresses.year(page.edition, year), page.address),
            words.say("undated") if year == "undated" else words.say("year", year=year),
        )
        for year in corpus.years
    )
