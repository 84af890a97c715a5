"""The views of the pages that gather the figures, or the photos, of many articles."""

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Page, VoicesOf
from jianbao.render import years
from jianbao.render.gathered import gathered
from jianbao.render.plots import plots
from jianbao.render.views import Link
from jianbao.render.views.lists import CollectionView, CountedView


def figures(page: Page, corpus: Corpus, voices: VoicesOf) -> CollectionView:
    """Make the view of the figures of the newest articles, or of one period's."""
    words = Words(page.edition)
    title = years.title(page, words, "figures-of-year", "figures-undated") if page.subject else words.say("figures")
    shown = [card for card in corpus.cards if card.figures]
    articles = tuple(gathered(card, page, voices) for card in shown)
    pairs = (
        (one.figure, view)
        for card, of in zip(shown, articles, strict=True)
        for one, view in zip(card.figures, of.figures, strict=True)
    )
    downloads = (
        Link(routes.relative(addresses.FIGURES_CSV, page.address), words.say("download-csv")),
        Link(routes.relative(addresses.FIGURES_JSON, page.address), words.say("download-json")),
    )
    times = years.links(corpus.years, lambda period: addresses.figures(page.edition, period), page, words)
    parts = (title, words.say("figures-lead"), articles, times, downloads, plots(pairs, words))
    others = tuple(_counted(card, page, voices) for card in corpus.cards if not card.figures)
    if page.subject:
        return CollectionView(*parts, others=others)
    return CollectionView(
        *parts,
        others=others,
        browse=routes.relative(addresses.figures_index(page.edition), page.address),
        within=routes.relative(addresses.articles(page.edition), page.address),
        conflicts=routes.relative(addresses.conflicts(page.edition), page.address) if corpus.conflicts else "",
    )


def photos(page: Page, corpus: Corpus, voices: VoicesOf) -> CollectionView:
    """Make the view of the photos of the newest articles, or of one period's."""
    words = Words(page.edition)
    title = years.title(page, words, "photos-of-year", "photos-undated") if page.subject else words.say("photos")
    articles = tuple(gathered(card, page, voices) for card in corpus.cards)
    times = years.links(corpus.years, lambda period: addresses.photos(page.edition, period), page, words)
    return CollectionView(title, words.say("photos-lead"), articles, times, ())


def _counted(card: Card, page: Page, voices: VoicesOf) -> CountedView:
    """Tell of an article how many figures it has: a year of a daily paper has tens of thousands."""
    href = routes.relative(addresses.article(page.edition, card.id), page.address)
    return CountedView(
        href, voices.of(card).text(card.headline), Words(page.edition).say("figures-n", n=card.statistics)
    )
