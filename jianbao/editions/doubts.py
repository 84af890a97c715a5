"""Where the conversion was a choice, for editors to look at."""

import functools
from collections.abc import Iterable

from jianbao import lexicon
from jianbao.editions.opencc import convert, fit
from jianbao.editions.traditional import Tables, decided, styled, tables, to_traditional
from jianbao.editions.words import Cut
from jianbao.model import Ambiguity


@functools.cache
def doubtful() -> frozenset[str]:
    """Load the characters that are doubtful where they stand alone."""
    return frozenset(row["char"] for row in lexicon.table("editions/doubtful"))


def ambiguities(text: str, known: Iterable[str] = (), around: Tables | None = None) -> tuple[Ambiguity, ...]:
    """Find where the conversion was a choice, in the order of the text.

    `why` is `name` (taken for a person's name), `rule` (decided by its neighbours), `words` (OpenCC alone would have
    matched a phrase across two words, or chosen otherwise) or `alone` (a word of one character, left as usual).

    >>> [(a.printed, a.converted, a.why) for a in ambiguities("他吃面。国家具有")]
    [('面', '麵', 'rule'), ('家', '家', 'words'), ('具', '具', 'words')]
    """
    around, clean, known = around or tables(), fit(text), tuple(known)
    out, plain = to_traditional(clean, known, around), styled(convert("s2tw", clean), around)
    cut = Cut(clean)
    why = dict.fromkeys(_alone(cut), "alone")
    why |= {at: "words" for at, (ours, theirs) in enumerate(zip(out, plain, strict=True)) if ours != theirs}
    why |= {at: reason for at, _, reason in decided(cut, clean, known, around)}
    return tuple(Ambiguity(at, at + 1, text[at], out[at], why[at]) for at in sorted(why))


def _alone(cut: Cut) -> Iterable[int]:
    at = 0
    for word in cut.words:
        if word in doubtful():
            yield at
        at += len(word)
