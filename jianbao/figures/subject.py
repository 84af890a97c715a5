"""Tells whose a figure is: the name, of a place or a body, that its sentence gives before it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jianbao.figures.openings import Name, opening, setting, topical
from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.hanzi import fold
from jianbao.model import Mention
from jianbao.numerals.found import Found

_BACK = 12
_FAR = 12
_REACH = 60
_HALF = 0.5
_BODIES = ("place", "organisation")
_KINDS = ("place", "organisation", "person")


class Scene(NamedTuple):
    """A text with its clauses, from `begins` to `ends`, and the names in it, in order, with their `starts`."""

    words: Words
    begins: Sequence[int]
    ends: Sequence[int]
    names: Sequence[Name]
    starts: Sequence[int]


class Cast(NamedTuple):
    """Who a document is about: full names by short ones, and the name to fall back on, with its share of all names."""

    full: Mapping[str, str]
    main: str
    known: frozenset[str]
    share: float

    def headed(self, headline: str) -> "Cast":
        """Give up the name to fall back on where neither the headline nor half of all names are that name."""
        heading = fold(headline)
        names = [self.main, *(short for short, full in self.full.items() if full == self.main)]
        sure = self.share >= _HALF or any(name in heading for name in names)
        return self if sure else self._replace(main="")


def cast(
    named: Sequence[Sequence[Name]], mentions: Sequence[Mention], texts: Mapping[str, str], tables: Tables
) -> Cast:
    """Count the names of a document, `tagged` in each text: full names by short ones, and the one named most.

    Mentions are looked up in their `texts`, by block: those that only report do not count.
    """
    bodies = [m for m in mentions if m.kind in _BODIES]
    counts = Counter(m.name for m in bodies if not tables.reported.match(texts.get(m.block, ""), m.end))
    if not counts:
        reporting = {name for m in bodies for name in (m.name, m.surface)}
        counts = Counter(name.text for names in named for name in names if name.text not in reporting)
    full: dict[str, str] = {}
    for name, _ in counts.most_common():
        if name[-1] in tables.labels["place_ends"]:
            full.setdefault(name[:-1], name)
            for own in tables.labels["own_by_end"].get(name[-1], ()):
                full.setdefault(own, name)
    merged: Counter[str] = Counter()
    for name, count in counts.items():
        merged[full.get(name, name)] += count
    main = merged.most_common(1)[0] if merged else ("", 0)
    seen = Counter(name.text for names in named for name in names)
    ends = tables.labels["place_ends"]
    known = frozenset(name for name, n in seen.items() if n > 1 or name[-1] in ends or name in full)
    repeated = main[1] > 1 or len(merged) == 1
    return Cast(full, main[0] if repeated else "", known, main[1] / max(1, merged.total()))


def names_of(known: Sequence[Name], mentions: Sequence[Mention], whole: Cast, tables: Tables) -> list[Name]:
    """Give the names in a text, in order: those that were recognised, and elsewhere those the segmenter knows.

    Of the places among these only those that recur in the document, or end like one, can be trusted.
    """
    named = sorted(Name(m.start, m.name, m.end, m.kind == "place") for m in mentions if m.kind in _KINDS)
    out = list(named)
    for name in known:
        i = bisect_right(named, (name.end,))
        if (not i or named[i - 1].end <= name.start) and (not name.place or name.text in whole.known):
            out.append(name._replace(text=tables.labels["own_names"].get(name.text, name.text)))
    return sorted(out)


def subjects(scene: Scene, found: Sequence[Found], whole: Cast, tables: Tables) -> list[str]:
    """Give the subject of each quantity: whom its clause, or one before it, is about; or the last one told."""
    out: list[str] = []
    last, at, done = whole.main, -1, -1
    for i, this in enumerate(found):
        here = bisect_right(scene.begins, this.start) - 1
        for k in range(max(done + 1, here - _BACK), here + 1):
            subject = _opening(scene, k, (0, this.start), tables)
            if subject:
                last, at = subject, k
        done = max(done, at, here - 1)
        subject = _owner(scene, this.start, tables)
        told = at >= 0 and scene.begins[at] >= scene.words.sentence(this.start)[0]
        dated = not told and this.form in ("date", "when")
        if dated or (not subject and not last and _named_ahead(scene, this.end)):
            subject = _ahead(scene, found, i, here, tables)
        if not subject and not told:
            subject = _setting(scene, this.start, here, tables)
        if not subject:
            subject = last if told or not _new_topic(scene, this.start, tables) else whole.main or last
        out.append(whole.full.get(subject, tables.labels["own_names"].get(subject, subject)))
    return out


def _setting(scene: Scene, start: int, here: int, tables: Tables) -> str:
    """Find the place that the clauses before a figure name in its sentence, where they only say when and where."""
    low = scene.words.sentence(start)[0]
    for k in range(here, max(-1, here - _BACK), -1):
        if scene.begins[k] < low:
            break
        begin, end = scene.begins[k], min(scene.ends[k], start)
        names = scene.names[bisect_left(scene.starts, begin) : bisect_left(scene.starts, end)]
        found = setting(scene.words, (begin, end), scene.ends[k], names, tables)
        if found:
            return found
    return ""


def _new_topic(scene: Scene, start: int, tables: Tables) -> bool:
    """Tell whether a sentence opens with a noun of its own: it is no longer about whom the last one was."""
    begin = scene.words.sentence(start)[0]
    return topical(scene.words, (begin, min(start, begin + _REACH)), tables)


def _owner(scene: Scene, start: int, tables: Tables) -> str:
    """Find the name right before a figure: `卢氏县`4家医院."""
    i = bisect_left(scene.starts, start) - 1
    if i < 0:
        return ""
    name = scene.names[i]
    return name.text if scene.words.text[name.end : start] in tables.labels["owns"] else ""


def _named_ahead(scene: Scene, end: int) -> bool:
    """Tell whether a name stands behind a figure in its sentence."""
    i = bisect_left(scene.starts, end)
    return i < len(scene.starts) and scene.starts[i] < scene.words.sentence(end - 1)[1]


def _ahead(scene: Scene, found: Sequence[Found], i: int, here: int, tables: Tables) -> str:
    """Find whom the clauses behind a date are about, up to the next figure: 2月9日，`公司`捐赠."""
    text = scene.words.text
    others = (this.start for this in found[i + 1 : i + 1 + _FAR] if this.quantity.kind not in ("date", "duration"))
    limit = min(next(others, len(text)), scene.words.sentence(found[i].start)[1])
    clauses = range(here, min(bisect_left(scene.begins, limit), here + _FAR))
    return next(filter(None, (_opening(scene, k, (found[i].end, limit), tables) for k in clauses)), "")


def _opening(scene: Scene, k: int, within: tuple[int, int], tables: Tables) -> str:
    """Tell whom a clause is about, by the part of it that lies in a range."""
    start, end = max(scene.begins[k], within[0]), min(scene.ends[k], within[1])
    if start >= end:
        return ""
    end = min(end, start + _REACH)
    names = scene.names[bisect_left(scene.starts, start) : bisect_left(scene.starts, end)]
    return opening(scene.words, (start, end), scene.ends[k], names, tables)


def tagged(words: Words, tables: Tables) -> list[Name]:
    """Find what the segmenter knows as a name of a place or body, and words such as 我市."""
    labels = tables.labels
    sure, tags, own, ends = labels["sure_tags"], labels["subject_tags"], labels["own"], labels["place_ends"]
    none = labels["no_names"]
    return [
        Name(start, word, start + len(word), tag == "ns")
        for word, tag, start in zip(words.words, words.tags, words.starts, strict=False)
        if word in own or (tag in tags and len(word) > 1 and word not in none and (tag in sure or word[-1] in ends))
    ]
