"""Chinese titles and names in Latin letters, in Hanyu Pinyin without tones, as catalogues and style guides ask."""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import rjieba
from pypinyin import lazy_pinyin, load_phrases_dict
from pypinyin.seg.simpleseg import seg

from jianbao import hanzi, lexicon

_HAN = re.compile(f"[{hanzi.HAN}]+")


@dataclass(frozen=True)
class Tables:
    """Surnames, those with a reading of their own, the Latin marks for Chinese ones, what ends the name of a place."""

    surnames: frozenset[str]
    longest_given: int
    readings: dict[str, str]
    marks: dict[str, str]
    divisions: frozenset[str]


@functools.cache
def default() -> Tables:
    """Compile the tables, and teach the readings of words to pypinyin."""
    rows = lexicon.table("cite/readings")
    words = {row["text"]: row["reading"].split() for row in rows if row["in"] == "everywhere"}
    load_phrases_dict({text: [[syllable] for syllable in reading] for text, reading in words.items()})
    rules = lexicon.settings("cite/romanise")
    weights = ((row["character"], row["surname"]) for row in lexicon.table("entities/name_characters"))
    readings = {row["text"]: row["reading"].replace(" ", "") for row in rows if row["in"] == "surname"}
    return Tables(
        surnames=frozenset(char for char, weight in weights if weight and float(weight) >= rules["surname_weight"])
        | readings.keys(),
        longest_given=rules["longest_given"],
        readings=readings,
        marks={row["chinese"]: row["latin"] for row in lexicon.table("cite/marks")},
        divisions=frozenset(rules["divisions"]),
    )


def split(name: str) -> tuple[str, str]:
    """Split a Chinese name into surname and given name; what is no Han name for sure stays whole.

    >>> split("武建玲"), split("欧阳修"), split("买买提·艾力"), split("本报评论员")
    (('武', '建玲'), ('欧阳', '修'), ('买买提·艾力', ''), ('本报评论员', ''))
    """
    known = default()
    for size in (2, 1):
        given = name[size:]
        if _HAN.fullmatch(name) and name[:size] in known.surnames and 1 <= len(given) <= known.longest_given:
            return name[:size], given
    return name, ""


def person(name: str) -> tuple[str, str]:
    """Give a person's surname and given name in Latin letters; the given name is empty where they cannot be told apart.

    >>> person("单晓燕"), person("吕安"), person("Anna Lee")
    (('Shan', 'Xiaoyan'), ('Lü', 'An'), ('Anna Lee', ''))
    """
    family, given = split(name)
    if not given:
        return "·".join(map(title, name.split("·"))), ""
    known = default().readings.get(family)
    return _capital(known or _joined(_syllables(family))), _capital(_joined(_syllables(given)))


def title(text: str, names: Iterable[tuple[str, str]] = ()) -> str:
    """Give a title in Latin letters, word by word. `names` are the surfaces and kinds of names in it, to capitalise.

    >>> title("郑州市全方位帮扶卢氏县", [("郑州市", "place"), ("卢氏县", "place")])
    'Zhengzhou Shi quanfangwei bangfu Lushi Xian'
    """
    kinds = {name: kind for name, kind in names if name in text}  # of all that an article names hardly any
    cut = re.compile(lexicon.any_of(kinds))
    words: list[str] = []
    at = 0
    for found in cut.finditer(text):
        words += [*_words(text[at : found.start()]), _name(found[0], kinds[found[0]])]
        at = found.end()
    words += _words(text[at:])
    return _capital(_spaced(words))


def name(surface: str, kind: str) -> str:
    """Give a name that stands alone in Latin letters: a person's or a place's as such, any other as a title.

    >>> name("武建玲", "person"), name("山口小学", "organisation")
    ('Wu Jianling', 'Shankou xiaoxue')
    """
    return _capital(_spaced([_name(surface, kind)])) if kind in ("person", "place") else title(surface)


def _name(surface: str, kind: str) -> str:
    if kind == "person":
        return " ".join(part for part in person(surface) if part)
    return place(surface)


def place(surface: str) -> str:
    """Give the name of a place in Latin letters, its class apart.

    >>> place("卢氏县"), place("河南")
    ('Lushi Xian', 'Henan')
    """
    if not _HAN.fullmatch(surface):
        return _capital(_spaced(_words(surface)))
    at = len(surface) - (surface[-1] in default().divisions and len(surface) > 1)
    syllables = _syllables(surface)
    return " ".join(_capital(_joined(part)) for part in (syllables[:at], syllables[at:]) if part)


def _words(text: str) -> Iterator[str]:
    """Cut a text into words in Latin letters and marks."""
    at = 0
    for run in _HAN.finditer(text):
        yield from _marks(text[at : run.start()])
        syllables = iter(_syllables(run[0]))
        for word in rjieba.cut(run[0]):
            yield _joined(islice(syllables, len(word)))
        at = run.end()
    yield from _marks(text[at:])


def _marks(text: str) -> Iterator[str]:
    latin = default().marks
    if text.isspace():
        yield ","  # a space between the halves of a headline is a pause
    elif text:
        yield "".join(latin.get(char, char) for char in text)


@functools.lru_cache(maxsize=1 << 12)  # surnames, and what a name's reading and its English have in common
def _syllables(text: str) -> tuple[str, ...]:
    default()
    return tuple(chain.from_iterable(map(_reading, seg(text))))


@functools.lru_cache(maxsize=1 << 14)  # names differ, their characters and words hardly do
def _reading(word: str) -> tuple[str, ...]:
    return tuple(map(str, lazy_pinyin(word, v_to_u=True)))


def _joined(syllables: Iterable[str]) -> str:
    """Write syllables as a word; an apostrophe shows where the next begins with a vowel: Xi'an."""
    out = ""
    for syllable in syllables:
        out += f"’{syllable}" if out and syllable[:1] in "aeo" else syllable
    return out


def _spaced(words: Iterable[str]) -> str:
    """Put spaces between words, and none inside brackets and quotation marks or before a comma."""
    out = " ".join(words)
    out = re.sub(r"\s+", " ", out)
    out = re.sub(r"\s+([,.;:!?)”’%])", r"\1", out)
    return re.sub(r"([(“‘—])\s+", r"\1", out).replace(" —", "—").strip(" ,")


def _capital(text: str) -> str:
    at = next((at for at, char in enumerate(text) if char.isalpha()), 0)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
