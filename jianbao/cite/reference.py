"""An analysis -> what a citation says of its article."""

from jianbao.model import Analysis, Dating, Reference, Voice

AUTHORS = ("author", "reporter", "correspondent")
NAMED = ("person", "place")
LONGEST_TITLE = 40  # characters, for an article without a headline: its first words


def reference(analysis: Analysis, english: Voice, lang: str) -> Reference:
    """Gather what is known of an article, in the words of the print.

    Args:
        analysis: the article.
        english: the voice of its English edition.
        lang: the script it was printed in.
    """
    document, meta = analysis.document, analysis.document.meta
    # A headline that is too long for a title is cut in `meta`.
    headline = next((b for b in document.blocks if b.role == "headline" and b.text in meta.headline), None)
    title = meta.headline or meta.subhead or meta.kicker or document.blocks[0].text[:LONGEST_TITLE]
    said = english.block(headline) if headline else english.text(title)
    if said.lang:
        said = english.text(title)
    written = {role: names for role in AUTHORS for names in [_names(analysis, role)]}
    return Reference(
        id=document.id,
        title=title,
        authors=tuple(dict.fromkeys(name for names in written.values() for name in names)),
        paper=meta.paper.value,
        city=meta.city.value,
        issued=meta.issued,
        page=meta.page.value,
        series=meta.series.name if meta.series else "",
        lang=lang,
        english="" if said.lang or said.text == title else said.text,
        paper_english=_english(english, meta.paper.value),
        city_english=_english(english, meta.city.value),
        kicker=meta.kicker,
        subhead=meta.subhead,
        source_url=meta.source_url,
        names=tuple(dict.fromkeys((m.surface, m.kind) for m in analysis.mentions if m.kind in NAMED)),
    )


def limits(issued: Dating) -> str:
    """Tell what is known of a day of issue that is not known: `between`, `after`, `before`, or nothing (`date`).

    >>> limits(Dating(after="2020-02")), limits(Dating())
    ('after', 'date')
    """
    if issued.after and issued.before:
        return "between"
    return "after" if issued.after else "before" if issued.before else "date"


def _names(analysis: Analysis, role: str) -> tuple[str, ...]:
    return tuple(name for line in analysis.document.meta.bylines if line.role == role for name in line.names)


def _english(voice: Voice, text: str) -> str:
    said = voice.text(text) if text else None
    return said.text if said and not said.lang and said.text != text else ""
