"""Tables of figures: a row is a figure as an edition says it."""

from jianbao import ids
from jianbao.interface import Words
from jianbao.model import Figure, Said, Voice
from jianbao.render.moments import moment
from jianbao.render.quantities import in_si, unit, value
from jianbao.render.views import FigureView


def row(figure: Figure, voice: Voice, words: Words, prefix: str = "", article: str = "") -> FigureView:
    """Make the row of a figure.

    Args:
        figure: the figure.
        voice: says its words.
        words: those of the edition.
        prefix: what makes its anchor the only one on a page with the figures of many articles.
        article: the link to its article; empty on the article's own page.
    """
    when = moment(figure.time, words)
    return FigureView(
        id=prefix + ids.row_id(figure.id),
        value=value(figure, voice, words),
        unit=unit(figure.quantity, voice, words),
        si=in_si(figure.quantity, words),
        measure=voice.measure(figure) if figure.measure else Said(""),
        subject=_said(figure.subject, voice),
        time=Said(when) if when else _said(figure.time, voice),
        printed=voice.printed(figure.surface),
        sentence=f"{article}#{figure.id}",
    )


def _said(text: str, voice: Voice) -> Said:
    return voice.text(text) if text else Said("")
