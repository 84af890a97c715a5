"""What a page gathers from an article among others: its headline, and its figures, photos and sentences."""

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Card, Page, VoicesOf
from jianbao.render.tables import row
from jianbao.render.views import GatheredView, Link, PhotoView


def gathered(card: Card, page: Page, voices: VoicesOf, named: tuple[tuple[str, str], ...] = ()) -> GatheredView:
    """Gather what a Card holds of an article; it holds what the page shows and nothing else.

    Args:
        card: the article.
        page: the page that shows it.
        voices: how its edition speaks.
        named: sentences to show, each after the id of its block.
    """
    voice, href = voices.of(card), routes.relative(addresses.article(page.edition, card.id), page.address)
    said = dict.fromkeys((block, voice.text(sentence)) for block, sentence in named)
    return GatheredView(
        id=f"a-{card.id}",
        href=href,
        headline=voice.text(card.headline),
        sentences=tuple(Link(f"{href}#{block}", one.text, lang=one.lang) for block, one in said),
        figures=tuple(row(one.figure, voice, Words(page.edition), f"{card.id}-", href) for one in card.figures),
        photos=tuple(
            PhotoView(f"{href}#{caption.block}", voice.text(caption.text), voice.text(caption.credit))
            for caption in card.captions
        ),
    )
