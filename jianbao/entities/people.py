"""People: names by their characters, weighed with what stands around them."""

import re
from collections.abc import Iterator, Sequence

from jianbao.entities.passage import Found, Passage, edge, is_word
from jianbao.entities.tables import Tables

DOT = "·・•－-"


def people(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find people in a passage; those not `sure` count only where the article supports them."""
    taken = {i for found in known for i in range(found.start, found.end)}
    out: list[Found] = []
    titles = dict((end, start) for start, end in passage.endings.get("title", ()))
    says = {start for start, _ in passage.endings.get("says", ())}
    busy = 0
    for start, sizes in _candidates(passage, tables):
        if start < busy or start in taken:
            continue
        best = max((_weigh(passage, start, size, titles, says, out, tables) for size in sizes), default=(0.0, 0, ""))
        if best[0] >= tables.rules["person_alone"]:
            out.append(Found(start, best[1], "person", role=best[2]))
            busy = best[1]
    out += _foreign(passage, taken, titles, says, tables)
    return out


def _candidates(passage: Passage, tables: Tables) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give the places where a surname stands, and the lengths that a name there may have."""
    text = passage.text
    for start, char in enumerate(text):
        if text[start : start + 2] in tables.surnames:
            yield start, (4, 3)
        elif char in tables.surnames and start + 1 < len(text) and text[start + 1] in tables.given:
            yield start, (3, 2)


def _weigh(
    passage: Passage,
    start: int,
    size: int,
    titles: dict[int, int],
    says: set[int],
    before: Sequence[Found],
    tables: Tables,
) -> tuple[float, int, str]:
    """Weigh a span as a name: its characters, its edges, and the words around it."""
    text = passage.text
    end = start + size
    name = text[start:end]
    compound = name[:2] in tables.surnames
    given = name[2 if compound else 1 :]
    if end > len(text) or any(c not in tables.given for c in given) or name in tables.rules["never_person"]:
        return (0.0, 0, "")
    left, right = edge(passage, start, tables), edge(passage, end, tables)
    role = ""
    weight = min(4.5, tables.surnames[name[:2] if compound else name[0]]) + sum(tables.given[c] for c in given)
    if len(given) == 1:
        weight += tables.given[given] * 0.5 - tables.rules["pair_penalty"]
    context = 0.0
    if start in titles:
        context += 4.5
        role = text[titles[start] : start]
    elif before and text[before[-1].end : start] in ("、", "和", " ", "　"):
        context += 3.5
        role = before[-1].role
    if end in says:
        context += 3.0
    if is_word(name, tables.segmenter) and not _tagged_person(passage, start, end):
        weight -= 6
    if not left:
        weight -= 6
    if not right:
        weight -= 4
    return (weight + context, end, role)


def _tagged_person(passage: Passage, start: int, end: int) -> bool:
    index = passage.ends.get(end)
    return index is not None and passage.tokens[index].start == start and passage.tokens[index].tag.startswith("nr")


def _foreign(passage: Passage, taken: set[int], titles: dict[int, int], says: set[int], tables: Tables) -> list[Found]:
    """Find transliterated names: with a dot, after a title or before a verb of saying, or long enough alone."""
    out = []
    chars = tables.rules["transliteration"]
    for match in re.finditer(f"[{chars}{DOT}]{{2,}}", passage.text):
        start, end = match.span()
        while start < end and (start in taken or not edge(passage, start, tables) or passage.text[start] in DOT):
            start += 1
        while end > start and (end - 1 in taken or not edge(passage, end, tables) or passage.text[end - 1] in DOT):
            end -= 1
        size = end - start
        cued = (start in titles) + (end in says)
        if size < 2 or any(i in taken for i in range(start, end)):
            continue
        name = passage.text[start:end]
        if is_word(name, tables.segmenter) and not cued:
            continue
        if any(dot in name for dot in DOT) or size >= tables.rules["foreign_alone"] or (cued and size > 1):
            role = passage.text[titles[start] : start] if start in titles else ""
            out.append(Found(start, end, "person", role=role))
    return out
