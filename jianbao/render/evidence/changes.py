"""A line as it was printed, with marks where cleaning changed it.

A mark holds the printed characters; what they became is an attribute that the style sheet shows, so that the text of
the page is the text of the seed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jianbao import escape
from jianbao.align import align, is_ink
from jianbao.model import Block, Dropped, Fix, Run
from jianbao.render.inline import unmarked

CUT = Markup('<i class="cut"></i>')  # between two parts of a line; the style sheet draws it
SPACE, NOTHING = "␣", "∅"

# line -> character -> the text it stands in now, and where
Whereabouts = Mapping[int, Mapping[int, tuple[str, int]]]


@dataclass(frozen=True)
class Change:
    """Characters `start` to `end` of a line, what they became, and by which rules."""

    start: int
    end: int
    after: str
    rules: tuple[str, ...]


def whereabouts(lines: Sequence[str], blocks: Iterable[Block], dropped: Iterable[Dropped]) -> Whereabouts:
    """Find where each printed character stands now: in a block, or in what was set aside."""
    texts: list[tuple[str, tuple[Run, ...]]] = [(block.text, block.runs) for block in blocks]
    for one in dropped:
        printed = lines[one.span.line - 1][one.span.start : one.span.end]
        texts.append((one.text, align(printed, one.text, one.span.line, one.span.start)))
    out: defaultdict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
    for text, runs in texts:
        for run in runs:
            out[run.line].update((run.start + i, (text, run.at + i)) for i in range(run.size))
    return out


def changes(lines: Sequence[str], fixes: Iterable[Fix], where: Whereabouts) -> dict[int, list[Change]]:
    """Give the changes of each line that has any, in its order. A place that several rules changed is one change."""
    rules: defaultdict[tuple[int, int, int], list[str]] = defaultdict(list)
    for fix in fixes:
        for span in fix.places:
            rules[span.line, span.start, span.end].append(fix.rule)
    out: defaultdict[int, list[Change]] = defaultdict(list)
    for (line, start, end), names in sorted(rules.items()):
        after = _after(lines[line - 1], where.get(line, {}), start, end)
        out[line].append(Change(start, end, after, tuple(names)))
    return out


def _after(printed: str, where: Mapping[int, tuple[str, int]], start: int, end: int) -> str:
    """Give what stands now in place of some characters; of white space, what is left between its neighbours."""
    if any(map(is_ink, printed[start:end])):
        return "".join(text[at] for text, at in (where[i] for i in range(start, end) if i in where))
    left, right = where.get(start - 1), where.get(end)
    return left[0][left[1] + 1 : right[1]] if left and right and left[0] is right[0] else ""


def marked(printed: str, changed: Iterable[Change], cuts: Iterable[int], names: Mapping[str, str]) -> Markup:
    """Put the marks of its changes into a line, and a mark where a new part of it begins.

    Args:
        printed: the line.
        changed: its changes.
        cuts: where another part begins.
        names: what each rule does, for the tooltip.
    """
    marks = [(change.start, change.end, change) for change in changed] + [(at, at, None) for at in cuts]
    out, at = Markup(""), 0
    for start, end, change in sorted(marks, key=lambda mark: mark[:2]):
        if start < at:
            continue  # inside a mark that is there already
        out += unmarked(printed[at:start])
        out += CUT if change is None else _mark(printed[start:end], change, names)
        at = end
    return out + unmarked(printed[at:])


def _mark(printed: str, change: Change, names: Mapping[str, str]) -> Markup:
    after = change.after.replace(" ", SPACE) or NOTHING
    title = "; ".join(names[rule] for rule in change.rules)
    to, said = (Markup(escape.attribute(text)) for text in (after, title))  # noqa: S704 escaped here
    return Markup('<mark data-to="{}" title="{}">{}</mark>').format(to, said, unmarked(printed))
