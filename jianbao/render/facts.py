"""The facts of an article in one line: paper, date, people, series, what it holds."""

from collections.abc import Iterator

from markupsafe import Markup

from jianbao.interface import Words
from jianbao.model import Card, Dating, Document, Meta, Said, Voice
from jianbao.render.inline import escaped


def article_facts(document: Document, voice: Voice, words: Words) -> Iterator[Markup]:
    """Give the facts of an article page, each as inline Markdown; a ground, where one was given, as its tooltip."""
    meta = document.meta
    yield _grounded(paper(meta, voice, words), meta.paper.because or meta.city.because, voice, words)
    yield _grounded(Said(issued(meta.issued, words)), meta.issued.because, voice, words)
    if meta.page.value:
        yield _plain(Said(words.say("page-no", page=meta.page.value)))
    for byline in meta.bylines:
        said = [voice.text(name) for name in byline.names]
        names = words.listed(s.text for s in said)
        text = words.say(byline.role, names=names, n=0) if len(said) > 1 else words.say(byline.role, names=names, n=1)
        yield _plain(Said(text))
    if meta.series:
        yield _plain(Said(series(meta, voice, words)))
    photos = sum(block.role == "caption" for block in document.blocks)
    if photos:
        yield _plain(Said(words.say("photos-n", n=photos)))


def card_facts(card: Card, voice: Voice, words: Words) -> Iterator[str]:
    """Give the facts of an article in a list."""
    yield paper(card, voice, words).text
    yield issued(card.issued, words)
    yield words.say("characters-n", n=card.characters)
    if card.statistics:
        yield words.say("figures-n", n=card.statistics)
    if card.photos:
        yield words.say("photos-n", n=card.photos)


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


def series(meta: Meta, voice: Voice, words: Words) -> str:
    """Name the series and the part."""
    if meta.series is None:
        return ""
    name = voice.text(meta.series.name).text
    return (
        words.say("series-no", name=name, number=meta.series.number)
        if meta.series.number
        else words.say("series", name=name)
    )


def _grounded(said: Said, because: str, voice: Voice, words: Words) -> Markup:
    if not because:
        return _plain(said)
    ground = voice.text(because)
    shown = words.say("because", reason=ground.text)
    lang = Markup(' lang="{}"').format(said.lang) if said.lang else ""
    return Markup('<span class="fact" tabindex="0" title="{}"{}>{}</span>').format(shown, lang, escaped(said.text))


def _plain(said: Said) -> Markup:
    if said.lang:
        return Markup('<span lang="{}">{}</span>').format(said.lang, escaped(said.text))
    return escaped(said.text)
