"""How an edition of an article came about, where it is not the printed text: converted, translated, or neither yet."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Said
from jianbao.render.inline import escaped


def notices(said: Sequence[Said], ident: str, address: str, editions: Sequence[str]) -> Iterator[Markup]:
    """Say how the text of a page came about, with a link to the text as printed.

    Args:
        said: the article's blocks.
        ident: the article's id.
        address: that of the page.
        editions: those that are made.
    """
    edition = routes.edition_of(address)
    words = Words(edition)
    if edition == "en":
        yield escaped(translation(said, words))
    elif any(one.origin == "converted" for one in said):
        printed = "zh-Hans" if edition == "zh-Hant" else "zh-Hant"
        href = routes.relative(addresses.article(printed, ident), address)
        link = Markup("[{}]({})").format(escaped(words.say("read-original")), href) if printed in editions else ""
        yield escaped(words.say("converted" if edition == "zh-Hant" else "converted-simplified")) + link


def translation(said: Sequence[Said], words: Words) -> str:
    """Say how many of an article's blocks a person translated, how many a machine, how many nobody."""
    human, machine = (sum(one.origin == origin for one in said) for origin in ("human", "machine"))
    none = sum(bool(one.lang) for one in said)
    if not human + machine:
        return words.say("untranslated", n=none)
    if none:
        return words.say("part-translated", human=human, machine=machine, n=none)
    if not (human and machine):
        return words.say("translated-human" if human else "translated-machine")
    return words.say("translated", human=human, machine=machine)
