"""Which view belongs to which template, for every page that is neither an article's nor about the conversion."""

from jianbao.model import Corpus, Page, VoicesOf
from jianbao.render import chronicle, collections, contradictions, entities, gone, left, lists, review


def view(page: Page, corpus: Corpus, voices: VoicesOf) -> object:
    """Make the view of a page; `corpus` is its own part of the archive. Raises KeyError for an unknown template."""
    makers = {
        "home": lists.home,
        "articles": lists.articles,
        "timeline": chronicle.timeline,
        "year": chronicle.year,
        "series": chronicle.all_series,
        "gone": gone.gone,
        "left": left.left,
        "search": lists.search,
        "figures": collections.figures,
        "conflicts": contradictions.conflicts,
        "photos": collections.photos,
        "reviews": review.reviews_view,
        "entities": entities.listed,
        "entity": entities.page,
        "names": entities.names,
    }
    return makers[page.template](page, corpus, voices)
