"""The public regression list: sentences that the conversion to Traditional is held to, and how it does on them."""

import functools

from jianbao import lexicon
from jianbao.editions.opencc import convert
from jianbao.editions.traditional import Tables, default, styled, to_traditional
from jianbao.model import Trial


@functools.cache
def trials(around: Tables | None = None) -> tuple[Trial, ...]:
    """Convert every sentence of the table `regression`, in its order. A second or so with cold tables, once a process.

    >>> trial = next(trial for trial in trials() if trial.kind == "surname")
    >>> len(trial.text) == len(trial.expected) == len(trial.ours) == len(trial.plain)
    True
    """
    around = around or default()
    return tuple(
        Trial(
            kind=row["class"],
            text=row["text"],
            expected=row["expected"],
            ours=to_traditional(row["text"], (), around),
            plain=styled(convert("s2tw", row["text"]), around),
        )
        for row in lexicon.table("editions/regression")
    )
