"""Where the conversion was a choice, for editors to look at."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from jianbao import lexicon
from jianbao.editions.opencc import convert, fit
from jianbao.editions.traditional import Tables, conversion, default, styled
from jianbao.hanzi import HAN
from jianbao.model import Ambiguity

_WORDS = re.compile(f"[{HAN}]+")


@functools.cache
def doubtful() -> frozenset[str]:
    """Load the characters that are doubtful where they stand alone."""
    return frozenset(row["char"] for row in lexicon.table("editions/doubtful"))


def ambiguities(text: str, known: Iterable[str] = (), around: Tables | None = None) -> tuple[Ambiguity, ...]:
    """Find where the conversion was a choice, in the order of the text.

    `why` is `name` (taken for a person's name), `rule` (decided by its neighbours, and not as OpenCC alone would),
    `words` (OpenCC alone would have matched a phrase across two words, or chosen otherwise) or `alone` (a word of one
    character, left as usual).

    >>> [(a.printed, a.converted, a.why) for a in ambiguities("养羊200只。国家具有")]
    [('只', '隻', 'rule'), ('家', '家', 'words'), ('具', '具', 'words')]
    """
    clean = fit(text)
    ours = conversion(clean, tuple(known), around)
    out, plain = ours.text, styled(convert("s2tw", clean), around or default())
    decided = {at: (form, reason) for at, form, reason in ours.decided}
    why = {at: "alone" for at in _alone(ours.words) if at not in decided}
    if out != plain:
        why |= {at: "words" for at, (one, other) in enumerate(zip(out, plain, strict=True)) if one != other}
    # Where a rule says what OpenCC says as well, there is nothing to look at.
    why |= {at: reason for at, (form, reason) in decided.items() if reason == "name" or form != plain[at]}
    places = tuple(_places(ours.words))
    return tuple(Ambiguity(at, at + 1, text[at], out[at], why[at], *_word(at, places, text, out)) for at in sorted(why))


def _places(words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Give where each word begins and ends."""
    ends = tuple(accumulate(map(len, words)))
    return zip((0, *ends), ends, strict=False)


def _word(at: int, places: Sequence[tuple[int, int]], text: str, out: str) -> tuple[str, str]:
    """Give the word that a character stands in, as printed and as converted; of one alone, with the word before it."""
    number = bisect_right(places, at, key=lambda place: place[0]) - 1
    start, end = places[number]
    if end - start == 1 and number and _WORDS.fullmatch(text[slice(*places[number - 1])]):
        start = places[number - 1][0]
    return text[start:end], out[start:end]


def _alone(words: Iterable[str]) -> Iterable[int]:
    single = doubtful()
    if single.isdisjoint(words):
        return
    at = 0
    for word in words:
        if word in single:
            yield at
        at += len(word)
