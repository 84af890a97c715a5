"""The part of the Corpus that one page is made from: small enough to be sent to wherever the page is made."""

from dataclasses import replace

from jianbao.model import Card, Corpus, Page
from jianbao.render import review
from jianbao.render.plan import OF_ARTICLE, parent_of, reviewed, totals_of, years_with


def narrow(page: Page, corpus: Corpus, cards: dict[str, Card]) -> Corpus:
    """Give a Corpus with only what a page shows. `cards` is the corpus's cards by id."""
    own = [cards[ident] for ident in page.cards]
    if page.template in OF_ARTICLE:
        bare = tuple(_bare(card) for card in own[1:])
        return Corpus(bare, {}, related={page.subject: corpus.related.get(page.subject, ())})
    if page.template == "reviews":
        return _of_reviews(page, corpus, own)
    if page.template == "entities":
        return Corpus((), {}, {key: (e, ids) for key, (e, ids) in corpus.entities.items() if key[0] == page.subject})
    if page.template == "entity":
        return _of_entity(page, corpus, own)
    if page.template in ("figures", "photos"):
        kept = "figures" if page.template == "figures" else "captions"
        cut = (replace(_bare(card), **{kept: getattr(card, kept)}) for card in own)
        return Corpus(tuple(cut), years_with(corpus, page.template))
    return Corpus(tuple(map(_bare, own)), corpus.years, totals=totals_of(corpus))


def _of_reviews(page: Page, corpus: Corpus, own: list[Card]) -> Corpus:
    bare = tuple(map(_bare, own))
    if page.subject:
        return Corpus(bare, reviewed(corpus))
    return Corpus(bare, reviewed(corpus), totals=review.totals(corpus.cards), refused=corpus.refused)


def _of_entity(page: Page, corpus: Corpus, own: list[Card]) -> Corpus:
    kind, _, slug = page.subject.partition("/")
    entity, ids = corpus.entities[kind, slug]
    parent = parent_of(entity, corpus)
    entities = {(kind, slug): (entity, ids)} | ({("place", parent.slug): (parent, ())} if parent else {})
    return Corpus(tuple(_about(card, kind, slug) for card in own), {}, entities)


def _about(card: Card, kind: str, slug: str) -> Card:
    """Leave of a Card what is about one entity: its mentions, and the figures and photos beside them."""
    names = tuple(one for one in card.names if (one.entity.kind, one.entity.slug) == (kind, slug))
    blocks = {block for one in names for block, _ in one.places}
    figures = tuple(row for row in card.figures if slug in row.entities)
    captions = tuple(caption for caption in card.captions if caption.block in blocks)
    return replace(card, names=names, figures=figures, captions=captions, problems=())


def _bare(card: Card) -> Card:
    return replace(card, names=(), figures=(), captions=(), problems=())
