"""An Analysis becomes its Card: the little that lists, links and feeds need."""

from dataclasses import replace

from jianbao import lexicon
from jianbao.model import Analysis, Block, Card, Join, Voice

LEAD = 110  # characters: three lines of a list on a wide screen


def card(analysis: Analysis, key: str, english: Voice, *, traditional: bool) -> Card:
    """Make the Card of an analysis.

    Args:
        analysis: the analysis.
        key: its key in the cache.
        english: the voice of the English edition, for the fields that are known in English.
        traditional: whether the seed was printed in Traditional characters.
    """
    document = analysis.document
    meta = document.meta
    lead = next((b for b in document.blocks if b.role in ("lead", "para")), None)
    return Card(
        id=document.id,
        key=key,
        file=analysis.source.file,
        headline=meta.headline,
        kicker=meta.kicker,
        lead=_shortened(lead.text) if lead else "",
        bylines=meta.bylines,
        paper=meta.paper,
        city=meta.city,
        issued=meta.issued,
        dated=meta.issued.date or meta.issued.after or meta.issued.before,
        page=meta.page,
        series=meta.series,
        characters=sum(len(block.text) for block in document.blocks),
        joins=len(analysis.joins),
        uncertain=sum(map(uncertain, analysis.joins)),
        photos=sum(block.role == "caption" for block in document.blocks),
        problems=analysis.problems,
        english=tuple(_english(analysis, english, lead).items()),
        traditional=traditional,
    )


def uncertain(join: Join) -> bool:
    """Tell whether a join is marked for the reader as doubtful."""
    threshold: float = lexicon.settings("interface/confidence")["uncertain-below"]
    return join.confidence < threshold


def _english(analysis: Analysis, voice: Voice, lead: Block | None) -> dict[str, str]:
    """Pair the Card's texts with their English, where there is some."""
    meta = analysis.document.meta
    head = {b.role: b for b in reversed(analysis.document.blocks) if b.role in ("headline", "kicker")}
    said = {block.text: voice.block(block) for block in head.values()}
    others = (meta.headline, meta.kicker, meta.paper.value, meta.city.value, meta.series.name if meta.series else "")
    said = {text: voice.text(text) for text in others if text} | {t: s for t, s in said.items() if not s.lang}
    if lead:
        said[_shortened(lead.text)] = replace(voice.block(lead), text=_shortened(voice.block(lead).text, 2 * LEAD))
    return {text: s.text for text, s in said.items() if not s.lang}


def _shortened(text: str, length: int = LEAD) -> str:
    """Cut a text at a word's end, where it has words with spaces between them, and say that it goes on."""
    if len(text) <= length:
        return text
    cut = text[:length]
    words = cut.rpartition(" ")[0]
    return (words if len(words) > length // 2 else cut).rstrip("，、,") + "……"
