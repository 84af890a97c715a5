"""What the pages for editors say of a problem: in the language of the page where its form is known, and in English."""

import re
from functools import cache

from jianbao import lexicon
from jianbao.model import Contradiction
from jianbao.render.both import Both, Tongues


def said(code: str, message: str, tongues: Tongues) -> Both:
    """Say the message of a problem as `interface/problems` has it; one of another form as it is.

    >>> said("TR-NUMBER", "p7: the English lacks 12", Tongues("zh-Hans"))
    Both(text='p7：英文缺数字 12', english='p7: the English lacks 12')
    """
    for pattern, key in _forms().get(code, ()):
        if found := pattern.fullmatch(message):
            groups = {name: _part(name, text, tongues) for name, text in found.groupdict().items()}
            both = tongues.say(key, **groups)
            return Both(both.text.strip(), both.english.strip())
    return Both(message)


def _part(name: str, text: str, tongues: Tongues) -> object:
    """Say a part of a message: the kind of a name, a message within the message, or the words as they are."""
    if name == "kind":
        return tongues.say(f"problem-{text}")
    if name == "quote":
        return Both(text)  # a whole sentence of the article: once is enough
    return said(name.upper(), text, tongues) if name.upper() in _forms() else text


def contradiction(found: Contradiction, tongues: Tongues) -> Both:
    """Say why figures of an article contradict one another, and which."""
    surfaces = tongues.listed([figure.surface for figure in found.figures])
    return tongues.say("review-figure", why=tongues.say(f"contradiction-{found.why}"), figures=surfaces)


@cache
def _forms() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """Give by code the patterns of its messages, each with the key of the message that says the same."""
    forms: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    for row in lexicon.settings("interface/problems"):
        forms[row["code"]] = (*forms.get(row["code"], ()), (re.compile(row["pattern"]), row["says"]))
    return forms
