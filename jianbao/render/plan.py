"""Which pages there are, and what each is made from."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jianbao import addresses, slugs
from jianbao.keys import digest
from jianbao.model import UNKNOWN_HOST, Card, Conflict, Corpus, EntityKey, Host, Page, Serial
from jianbao.render import conversion, entities, left, review
from jianbao.render.periods import Periods, around, periods

NEWEST = 12  # articles on the home page: a screen or two, so that it does not grow with the archive
FIRST = 60  # articles on the first page for editors, those with the most to look at; the rest are a year away
# Templates of pages that are made from the dossier of one article.
OF_ARTICLE = ("article", "parallel", "evidence", "review", "twin", *addresses.CITATIONS)
LINKING = ("article", "names", "entity")  # templates of pages that link the names of their articles
CONFLICTS = 60  # figures that differ between articles, on the first page of them; the rest are a year away
MOST_FIGURES = 150  # on the first page of them, or that of a year: some 60 KB; an article that does not fit is linked
NEWEST_WITH = 60  # articles whose figures, or photos, stand on the first page of them, or figures on that of a year


@dataclass(frozen=True)
class Fingerprints:
    """What stands behind every page: hashes of code and data and of the templates, and where the site stands."""

    code: str
    templates: str
    host: Host = UNKNOWN_HOST


def plan(corpus: Corpus, editions: Sequence[str], made_from: Fingerprints) -> tuple[Page, ...]:
    """List every page of the editions. A page's key changes when, and only when, something it is made from does."""
    told = entities.told(corpus)
    sketches = [sketch for edition in editions for sketch in _sketches(corpus, edition)]
    dressed = addresses.leading(editions)
    own, named = _articles(corpus, editions, told), entities.sketches(corpus, editions, told)
    every = (*sketches, *own, *named, *_shared(corpus, dressed))
    return _keyed((*every, *left.sketches(corpus, every, dressed)), corpus, editions, made_from)


def beside(corpus: Corpus, editions: Sequence[str], made_from: Fingerprints) -> tuple[Page, ...]:
    """List the files that stand beside the pages of the articles: each as plain Markdown, and those that cite it."""
    sketches = [
        Page(edition, addresses.twin(edition, card.id), "twin", card.id, "", (card.id,))
        for card in corpus.cards
        for edition in editions
    ]
    sketches += [
        Page("", addresses.citation(form, card.id), form, card.id, "", (card.id,))
        for form in addresses.CITATIONS
        for card in corpus.cards
    ]
    return _keyed(sketches, corpus, editions, made_from)


def _keyed(
    sketches: Iterable[Page], corpus: Corpus, editions: Sequence[str], made_from: Fingerprints
) -> tuple[Page, ...]:
    base = digest(made_from.code, made_from.templates, made_from.host.url, *editions)
    plain, linking = {card.id: card.key for card in corpus.cards}, entities.card_keys(corpus)
    same: tuple[object, ...] = ()
    common = ""
    pages: list[Page] = []
    for one in sketches:
        made_of = one.template, one.subject, one.key, one.cards
        if made_of != same:  # the editions of most pages come one after the other
            same, keys = made_of, linking if one.template in LINKING else plain
            common = digest(base, one.template, one.subject, one.key, *map(keys.__getitem__, one.cards))
        key = f"{common} {one.edition}"
        pages.append(Page(one.edition, one.address, one.template, one.subject, key, one.cards, one.near))
    return tuple(pages)


def _sketches(corpus: Corpus, edition: str) -> Iterator[Page]:
    """Give the pages of an edition. Each key holds what the page is made from besides its cards."""
    yield from _lists(corpus, edition)
    yield from _collections(corpus, edition)
    yield from _conflicts(corpus, edition)
    yield from _series(corpus, edition)
    yield from _gone(corpus, edition)


def _articles(corpus: Corpus, editions: Sequence[str], told: Mapping[EntityKey, str]) -> Iterator[Page]:
    """Give the pages of the articles, each with what stands around it."""
    serials = {slug: digest(repr(one)) for slug, one in corpus.series.items()}
    for card in corpus.cards:
        related, linked = corpus.related.get(card.id, ()), corpus.linked.get(card.id, ())
        own = series_of(card, corpus)
        beside = [ident for one in own.values() for ident in neighbours(card.id, one) if ident]
        cards = tuple(dict.fromkeys((card.id, *(one.id for one in related), *linked, *beside)))
        shared = ["".join(told[one.key] for one in other.shared) for other in related]
        key = digest(repr(linked), *shared, *(serials[slug] for slug in own))
        for edition in editions:
            yield Page(edition, addresses.article(edition, card.id), "article", card.id, key, cards)
        for edition in editions if card.translated else ():
            yield Page(edition, addresses.parallel(edition, card.id), "parallel", card.id, "", (card.id,))


def _gone(corpus: Corpus, edition: str) -> Iterator[Page]:
    """Give the pages that articles left behind, at their old addresses."""
    there = {card.id for card in corpus.cards}
    for one in corpus.gone:
        cards = (one.moved_to,) if one.moved_to in there else ()
        yield Page(edition, addresses.article(edition, one.id), "gone", one.id, repr(one), cards)


def _lists(corpus: Corpus, edition: str) -> Iterator[Page]:
    newest = _ids(corpus.cards[:NEWEST])
    years = repr(tuple(corpus.years))
    totals = repr((len(corpus.cards), totals_of(corpus), years))
    yield Page(edition, addresses.home(edition), "home", "", totals, newest)
    yield Page(edition, addresses.articles(edition), "articles", "", years, newest)
    counts = repr([(year, len(ids)) for year, ids in corpus.years.items()])
    yield Page(edition, addresses.timeline(edition), "timeline", "", counts, _ids(corpus.cards[:NEWEST_WITH]))
    yield from conversion.sketches(edition)
    yield Page(edition, addresses.search(edition), "search", "", "")
    every = periods(corpus.years, _by_id(corpus))
    for period, ids in every.items():
        near = around(every, period)
        yield Page(edition, addresses.year(edition, period), "year", period, repr(near), ids, near)


def _collections(corpus: Corpus, edition: str) -> Iterator[Page]:
    """Give the pages that gather the figures, or the photos, of many articles."""
    for template, address in (("figures", addresses.figures), ("photos", addresses.photos)):
        every = _periods_with(corpus, template)
        near = around(every)
        shown = {ident for ids in every.values() for ident in ids}
        newest = tuple(card.id for card in corpus.cards if card.id in shown)[:NEWEST_WITH]
        first = f"{near} {bool(corpus.conflicts)}" if template == "figures" else repr(near)
        yield Page(edition, address(edition), template, "", first, newest, near)
        for period, ids in every.items():
            near = around(every, period)
            yield Page(edition, address(edition, period), template, period, repr(near), ids, near)


def _conflicts(corpus: Corpus, edition: str) -> Iterator[Page]:
    """Give the pages of the figures that differ between articles, where there are any."""
    years = conflicts_by_year(corpus)
    for year in ("", *years) if years else ():
        key = repr((tuple(years), conflicts_on(year, corpus)))
        yield Page(edition, addresses.conflicts(edition, year), "conflicts", year, key)


def conflicts_by_year(corpus: Corpus) -> dict[str, tuple[Conflict, ...]]:
    """Cut by the year of the newer article the figures that differ between articles."""
    years = {ident: year for year, ids in corpus.years.items() for ident in ids}
    cut: dict[str, list[Conflict]] = {}
    for conflict in corpus.conflicts:
        cut.setdefault(years[conflict.first.card.id], []).append(conflict)
    return {year: tuple(cut[year]) for year in corpus.years if year in cut}


def conflicts_on(year: str, corpus: Corpus) -> tuple[Conflict, ...]:
    """Give the conflicts that the page of a year shows, or the first page."""
    return conflicts_by_year(corpus)[year] if year else corpus.conflicts[:CONFLICTS]


def _series(corpus: Corpus, edition: str) -> Iterator[Page]:
    yield Page(edition, addresses.series(edition), "series", "", repr(corpus.series), newest_of_series(corpus))
    for slug, one in corpus.series.items():
        yield Page(edition, addresses.series(edition, slug), "series", slug, repr(one), one.parts)


def _shared(corpus: Corpus, edition: str) -> Iterator[Page]:
    """Give the pages that all editions share, dressed as one of them: the evidence, and what editors should look at."""
    for card in corpus.cards:
        names = repr(corpus.alike.get(card.id, ()))
        yield Page(edition, addresses.evidence(card.id), "evidence", card.id, names, (card.id,))
        if review.has_page(card.review):
            yield Page(edition, addresses.review(card.id), "review", card.id, names, (card.id,))
    every = _reviewed(corpus)
    open_to = [card for card in corpus.cards if review.has_page(card.review)]
    most = sorted(open_to, key=lambda card: review.gravity(card.review), reverse=True)
    # A card's key tells all that is counted of it but for what only the whole archive can tell.
    alike = {ident: len(names) for ident, names in corpus.alike.items()}
    near = around(every)
    key = repr((review.totals(corpus.cards), near, corpus.refused, conflicts_on("", corpus), alike))
    yield Page(edition, addresses.review(), "reviews", "", key, _ids(most[:FIRST]), near)
    for period, ids in every.items():
        own = [alike.get(ident, 0) for ident in ids] if alike else []
        near = around(every, period)
        yield Page(edition, addresses.reviews(period), "reviews", period, repr((near, own)), ids, near)


def _reviewed(corpus: Corpus) -> Periods:
    """Cut by period the articles that have a page for editors."""
    return _periods_of({card.id for card in corpus.cards if review.has_page(card.review)}, corpus)


def totals_of(corpus: Corpus) -> dict[str, int]:
    """Count what the archive holds, by the message that says it."""
    return {
        "articles-n": len(corpus.cards),
        "figures-n": sum(card.statistics for card in corpus.cards),
        "entities-n": len(corpus.entities),
        "photos-n": sum(card.photos for card in corpus.cards),
    }


def series_of(card: Card, corpus: Corpus) -> dict[str, Serial]:
    """Give the series that an article belongs to, by its slug; nothing where it belongs to none."""
    slug = slugs.slug("series", card.series.name) if card.series else ""
    return {slug: corpus.series[slug]} if slug in corpus.series else {}


def neighbours(ident: str, series: Serial) -> tuple[str, str]:
    """Give the parts of a series right before and after one; empty where there is none."""
    parts = ("", *series.parts, "")
    at = parts.index(ident)
    return parts[at - 1], parts[at + 1]


def newest_of_series(corpus: Corpus) -> tuple[str, ...]:
    """Give the last part of each series: it tells the paper and the date in the list of series."""
    return tuple(one.parts[-1] for one in corpus.series.values())


def _periods_with(corpus: Corpus, what: str) -> Periods:
    """Cut by period the articles that have figures, or photos."""
    return _periods_of(
        {card.id for card in corpus.cards if (card.statistics if what == "figures" else card.photos)}, corpus
    )


def _periods_of(some: Collection[str], corpus: Corpus) -> Periods:
    """Cut some articles by period, in the order of the archive; years without any are left out."""
    years = {year: tuple(ident for ident in ids if ident in some) for year, ids in corpus.years.items()}
    return periods({year: ids for year, ids in years.items() if ids}, _by_id(corpus))


def _by_id(corpus: Corpus) -> dict[str, Card]:
    return {card.id: card for card in corpus.cards}


def _ids(cards: Sequence[Card]) -> tuple[str, ...]:
    return tuple(card.id for card in cards)
