"""Where the conversion was a choice, for editors to look at."""

import functools
from collections.abc import Iterable

from jianbao import lexicon
from jianbao.editions.opencc import convert, fit
from jianbao.editions.traditional import Tables, conversion, styled, tables
from jianbao.model import Ambiguity


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
    out, plain = ours.text, styled(convert("s2tw", clean), around or tables())
    decided = {at: (form, reason) for at, form, reason in ours.decided}
    why = {at: "alone" for at in _alone(ours.words) if at not in decided}
    if out != plain:
        why |= {at: "words" for at, (one, other) in enumerate(zip(out, plain, strict=True)) if one != other}
    # Where a rule says what OpenCC says as well, there is nothing to look at.
    why |= {at: reason for at, (form, reason) in decided.items() if reason == "name" or form != plain[at]}
    return tuple(Ambiguity(at, at + 1, text[at], out[at], why[at]) for at in sorted(why))


def _alone(words: Iterable[str]) -> Iterable[int]:
    single = doubtful()
    if single.isdisjoint(words):
        return
    at = 0
    for word in words:
        if word in single:
            yield at
        at += len(word)
