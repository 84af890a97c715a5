"""What the pages that all editions share say: in the language of the edition they are dressed as, and in English."""

from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.interface import Words
from jianbao.model import Join, Section

SURE = 99  # percent: a probability is never a certainty


@dataclass(frozen=True)
class Both:
    """A text in the language of the page, and the same in English (empty: the page is in English)."""

    text: str
    english: str = ""


@dataclass(frozen=True)
class Tongues:
    """The words of a page that all editions share, dressed as one of them."""

    edition: str

    def say(self, key: str, **values: object) -> Both:
        """Give a message twice. A value that is `Both` goes in each half in its own language.

        >>> Tongues("zh-Hans").say("photos-n", n=2)
        Both(text='2 张图片', english='2 photos')
        """
        own = {name: value.text if isinstance(value, Both) else value for name, value in values.items()}
        other = {name: value.english if isinstance(value, Both) else value for name, value in values.items()}
        said = Words(self.edition).say(key, **own)
        return Both(said, "" if self.edition == "en" else Words("en").say(key, **other))

    def listed(self, texts: Sequence[str]) -> Both:
        """List texts that are the same in both languages."""
        return Both(*(Words(edition).listed(texts) for edition in dict.fromkeys((self.edition, "en"))))

    def sure(self, key: str, one: Join | Section, **values: object) -> Both:
        """Give a message that says how sure something is, and why."""
        return self.say(key, percent=percent(one.confidence), why=self.reason(one.why), **values)

    def reason(self, code: str) -> Both:
        """Give the words of a reason twice; the code itself, once, where it has none."""
        said, english = Words(self.edition).reason(code), Words("en").reason(code)
        return Both(said, "" if said == english else english)


def percent(confidence: float) -> int:
    """Write a probability as a whole percentage, never as a certainty.

    >>> percent(0.72), percent(0.997)
    (72, 99)
    """
    return min(SURE, round(100 * confidence))
