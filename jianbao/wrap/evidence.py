"""How well lines go on in others, by what usually follows what."""

from collections.abc import Iterable

from jianbao import ngrams
from jianbao.ngrams import Ngrams

CLOSED = tuple("。！？!?”’）")
_BEFORE, _AFTER = 4, 2  # characters on either side of a cut that tell whether it reads on


def gain(lines: Iterable[tuple[str, str, str]], table: Ngrams) -> float:
    """Weigh how much better lines go on in a second one than in a third, in nats a line; 0 where none can tell.

    Only lines cut in mid-sentence can.
    """
    cut = [(a[-_BEFORE:], b[:_AFTER], c[:_AFTER]) for a, b, c in lines if not a.endswith(CLOSED)]
    pairs = [(a + b, a + c) for a, b, c in cut if len(a) == _BEFORE and len(b) == len(c) == _AFTER]
    if not pairs:
        return 0.0
    on, past = (table.log_prob(ngrams.encode(some), _BEFORE) for some in zip(*pairs, strict=True))
    return float((on - past).mean())
