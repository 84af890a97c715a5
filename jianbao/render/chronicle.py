"""The views of the timeline, of its years, and of series: articles by date, as exactly as that is known."""

from collections.abc import Iterable
from itertools import groupby

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Page, Serial, VoicesOf
from jianbao.render import years
from jianbao.render.facts import issued, paper
from jianbao.render.views.lists import ChronicleView, EntryView, MonthView

MONTH = len("2020-02")


def timeline(page: Page, corpus: Corpus, voices: VoicesOf) -> ChronicleView:
    """Make the view of the timeline: the years, then the newest articles by month."""
    words = Words(page.edition)
    counts = {year: len(ids) for year, ids in corpus.years.items()}
    links = {year: routes.relative(addresses.year(page.edition, year), page.address) for year in counts}
    return ChronicleView(
        words.say("timeline"),
        words.say("timeline-lead"),
        tuple(_months(corpus.cards, page, voices)),
        years.bars(counts, links, words),
    )


def all_series(page: Page, corpus: Corpus, voices: VoicesOf) -> ChronicleView:
    """Make the view of the list of series, by the date of the last part, or of the parts of one."""
    words = Words(page.edition)
    cards = {card.id: card for card in corpus.cards}
    if page.subject:
        one = corpus.series[page.subject]
        parts = (_part(cards[ident], page, voices) for ident in one.parts)
        voice = voices.of(cards[one.parts[0]])
        title = voice.text(one.name)
        lead = words.say("series-parts-n", n=len(one.parts))
        return ChronicleView(title.text, lead, (MonthView("", "", tuple(parts)),), lang=title.lang)
    ordered = sorted(corpus.series.items(), key=lambda pair: cards[pair[1].parts[-1]].dated, reverse=True)
    entries = tuple(_series(slug, one, cards[one.parts[-1]], page, voices) for slug, one in ordered)
    return ChronicleView(words.say("all-series"), words.say("all-series-lead"), (MonthView("", "", entries),))


def _months(cards: Iterable[Card], page: Page, voices: VoicesOf) -> Iterable[MonthView]:
    words = Words(page.edition)
    for month, some in groupby(cards, key=lambda card: card.dated[:MONTH]):
        entries = tuple(_entry(card, page, voices) for card in some)
        yield MonthView(f"m{month or 'undated'}", words.date(month) if month else words.say("undated"), entries)


def _entry(card: Card, page: Page, voices: VoicesOf) -> EntryView:
    words, voice = Words(page.edition), voices.of(card)
    href = routes.relative(addresses.article(page.edition, card.id), page.address)
    return EntryView(when(card, words), href, voice.text(card.headline), paper(card, voice, words))


def _part(card: Card, page: Page, voices: VoicesOf) -> EntryView:
    """Give a part of a series: its number, where one is known, before its headline."""
    entry = _entry(card, page, voices)
    number = card.series.number if card.series else 0
    said = Words(page.edition).say("part-no", number=number) if number else ""
    return EntryView(entry.when, entry.href, entry.title, entry.note, said)


def _series(slug: str, one: Serial, last: Card, page: Page, voices: VoicesOf) -> EntryView:
    words = Words(page.edition)
    href = routes.relative(addresses.series(page.edition, slug), page.address)
    voice = voices.of(last)
    return EntryView(
        when(last, words),
        href,
        voice.text(one.name),
        paper(last, voice, words),
        words.say("articles-n", n=len(one.parts)),
    )


def when(card: Card, words: Words) -> str:
    """Say when an article was printed: the date; in brackets what stands for it where that is not known.

    That is the range an editor gave, or the latest date that the text names.
    """
    if card.issued.date:
        return words.date(card.issued.date)
    if card.issued.after or card.issued.before:
        return f"[{issued(card.issued, words)}]"
    return f"[{words.say('names-date', date=words.date(card.dated))}]" if card.dated else f"[{words.say('undated')}]"


def year(page: Page, corpus: Corpus, voices: VoicesOf) -> ChronicleView:
    """Make the view of the articles of a year or another period, by month."""
    words = Words(page.edition)
    title = years.title(page, words, "year-articles", "undated-articles")
    others = years.links(corpus.years, lambda period: addresses.year(page.edition, period), page, words)
    months = tuple(_months(corpus.cards, page, voices))
    return ChronicleView(title, words.say("timeline-lead"), months, other_years=others)
