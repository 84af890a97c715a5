"""The facts of an article in one line: paper, date, people, series, what it holds."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from jianbao.interface import Words
from jianbao.model import Card, Dating, Document, Fact, Meta, Said, Voice
from jianbao.render.inline import escaped
from jianbao.render.inline import said as _said

_HOLE = 0xF0000  # the first character of a private plane


def article_facts(document: Document, voice: Voice, words: Words) -> Iterator[Markup]:
    """Give the facts of an article page, each as inline Markdown; a ground, where one was given, as its tooltip."""
    meta = document.meta
    yield _grounded(paper(meta, voice, words), meta.paper if meta.paper.value else meta.city, voice, words)
    yield _grounded(Said(issued(meta.issued, words)), meta.issued, voice, words)
    if meta.page.value:
        yield _grounded(Said(words.say("page-no", page=meta.page.value)), meta.page, voice, words)
    for byline in meta.bylines:
        said = [voice.text(name) for name in byline.names]
        yield _filled(words.say(byline.role, names=words.listed(_holes(said)), n=1 if len(said) == 1 else 0), said)
    if meta.series:
        name = [voice.text(meta.series.name)]
        number = {"number": meta.series.number} if meta.series.number else {}
        yield _filled(words.say("series-no" if number else "series", name=_holes(name)[0], **number), name)
    photos = sum(block.role == "caption" for block in document.blocks)
    if photos:
        yield _said(Said(words.say("photos-n", n=photos)))


def card_facts(card: Card, voice: Voice, words: Words) -> Iterator[Markup]:
    """Give the facts of an article in a list, each as inline Markdown."""
    yield _said(paper(card, voice, words))
    yield escaped(issued(card.issued, words))
    yield escaped(words.say("characters-n", n=card.characters))
    if card.statistics:
        yield escaped(words.say("figures-n", n=card.statistics))
    if card.photos:
        yield escaped(words.say("photos-n", n=card.photos))
    if words.edition == "en" and voice.text(card.headline).lang:
        yield escaped(words.say("chinese-only"))


def paper(of: Meta | Card, voice: Voice, words: Words) -> Said:
    """Name the paper, or say what is known in its place."""
    if of.paper.value:
        return voice.text(of.paper.value)
    if of.city.value:
        city = voice.text(of.city.value)
        return Said(words.say("paper-unnamed", city=city.text), city.lang)
    return Said(words.say("paper-unknown"))


def issued(dating: Dating, words: Words) -> str:
    """Say when an article was printed, as exactly as is known."""
    if dating.date:
        return words.date(dating.date)
    after, before = (words.date(d) if d else "" for d in (dating.after, dating.before))
    if after and before:
        return words.say("issued-between", after=after, before=before)
    if after:
        return words.say("issued-after", date=after)
    return words.say("issued-before", date=before) if before else words.say("undated")


def _holes(names: Sequence[Said]) -> list[str]:
    """Give as many characters that no text holds, for `_filled` to put the names in: each in its own language."""
    return [chr(_HOLE + at) for at in range(len(names))]


def _filled(said: str, names: Sequence[Said]) -> Markup:
    out = escaped(said)
    for hole, name in zip(_holes(names), names, strict=True):
        out = out.replace(hole, _said(name))
    return out


def _grounded(said: Said, fact: Fact | Dating, voice: Voice, words: Words) -> Markup:
    """Say a fact, with its ground as a tooltip: what the editor says, or where it is printed."""
    if fact.because:
        ground = voice.text(fact.because)
        shown = words.say("because-foreign" if ground.lang else "because", reason=ground.text)
    elif fact.printed:
        ground, shown = Said(""), words.say("printed-at", line=fact.printed.line)
    else:
        return _said(said)
    # A tooltip is of the language of its element, so the fact has one of its own where they differ.
    differ = ground.lang != said.lang
    lang = Markup(' lang="{}"').format(ground.lang or voice.edition) if differ or ground.lang else ""
    inner = Markup('<span lang="{}">{}</span>').format(said.lang or voice.edition, escaped(said.text))
    inner = inner if differ else escaped(said.text)
    return Markup('<span class="fact" tabindex="0" title="{}"{}>{}</span>').format(shown, lang, inner)
