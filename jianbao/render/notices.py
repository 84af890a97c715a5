"""How an edition of an article came about, where it is not the printed text: converted, translated, or neither yet."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Document, Said
from jianbao.render.inline import escaped


def notices(said: Sequence[Said], edition: str, document: Document, address: str) -> Iterator[Markup]:
    """Say how the text of a page came about. `said` are the article's blocks, `address` that of the page."""
    words = Words(edition)
    if edition == "en":
        yield escaped(translation(said, words))
    elif any(one.origin == "converted" for one in said):
        original = addresses.article("zh-Hans" if edition == "zh-Hant" else "zh-Hant", document.id)
        read = escaped(words.say("read-original"))
        link = Markup("[{}]({})").format(read, routes.relative(original, address))
        yield escaped(words.say("converted" if edition == "zh-Hant" else "converted-simplified")) + link


def translation(said: Sequence[Said], words: Words) -> str:
    """Say how many of an article's blocks a person translated, how many a machine, how many nobody."""
    human, machine = (sum(one.origin == origin for one in said) for origin in ("human", "machine"))
    none = sum(bool(one.lang) for one in said)
    if not human + machine:
        return words.say("untranslated", n=none)
    key = "part-translated" if none else "translated"
    return words.say(key, human=human, machine=machine, **({"n": none} if none else {}))
