"""Who a byline or the credit of a picture names, and for what."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from jianbao import hanzi, lexicon
from jianbao.model import Block, Byline

_NAMES = re.compile(r"[^ 、，,/／·]+(?:·[^ 、，,/／]+)*")
_EDGES = "：:（）()〔〕【】□■◎●○◆ "
_SLASHES = str.maketrans("／", "/")
_AGENCY = re.compile(r"(?<=.)[（(][^（）()]*[)）]$")


@dataclass(frozen=True)
class Words:
    """The words before names in a byline, longest first, and the role each stands for."""

    roles: Mapping[str, str]
    pattern: re.Pattern[str]
    noise: re.Pattern[str]
    photographer: re.Pattern[str]


@functools.cache
def words() -> Words:
    """Compile the words that ship with the program."""
    roles = {row["word"]: row["role"] for row in lexicon.table("sections/bylines")}
    named = lexicon.any_of(word for word, role in roles.items() if role not in ("none", "report"))
    photographer = lexicon.any_of(word for word, role in roles.items() if role == "photographer")
    # `记者张山／青石报道`: what stands between the slash and the word is a place.
    report = f"(?:/[^/ ]{{0,4}})?(?:{lexicon.any_of(word for word, role in roles.items() if role == 'report')})"
    noise = f"{report}|{lexicon.any_of(word for word, role in roles.items() if role == 'none')}"
    return Words(roles, re.compile(f"({named})"), re.compile(noise), re.compile(photographer))


def people(blocks: Sequence[Block], known: Words) -> tuple[Byline, ...]:
    """Give who is named for the work, by role: those of the bylines first, then those who stand only in the credits."""
    lines = [line for block in blocks if block.role == "byline" for line in bylines(block.text, known)]
    lines += [Byline("photographer", photographers(b.text, known)) for b in blocks if b.role == "credit"]
    names: dict[str, list[str]] = {}
    for line in lines:
        names.setdefault(line.role, []).extend(name for name in line.names if name not in names.get(line.role, []))
    return tuple(Byline(role, tuple(named)) for role, named in names.items() if named)


def bylines(text: str, known: Words | None = None) -> tuple[Byline, ...]:
    """Read the people and their roles out of a byline.

    >>> bylines("（本报记者 张三 通讯员 李四 欧阳小五）")
    (Byline(role='reporter', names=('张三',)), Byline(role='correspondent', names=('李四', '欧阳小五')))
    >>> bylines("晚报全媒体记者 张三 文/图")
    (Byline(role='reporter', names=('张三',)), Byline(role='photographer', names=('张三',)))
    """
    known = known or words()
    plain = _folded(text)  # one for one, so that words found in it stand at the same place in the text
    bare = list(text)
    for noise in known.noise.finditer(plain):
        bare[noise.start() : noise.end()] = " " * len(noise[0])
    spoken = list(known.pattern.finditer(plain))
    found: list[Byline] = []
    for word, after in zip_longest(spoken, spoken[1:]):
        role = known.roles[word[0]]
        rest = "".join(bare[word.end() : after.start() if after else len(text)])
        # `摄` and `文/图` stand after the names they speak of; every other word stands before.
        names = tuple(_names(rest)) or (found[-1].names if found and role == "photographer" else ())
        found += [Byline(role, names)] if names else []
    return tuple(found)


def photographers(text: str, known: Words | None = None) -> tuple[str, ...]:
    """Read the names out of the credit of a picture; what an office supplied names nobody.

    >>> photographers("本报记者 王小山 摄"), photographers("李大河摄（影像中国）"), photographers("县水利局供图")
    (('王小山',), ('李大河',), ())
    """
    known = known or words()
    plain = _folded(text)
    agency = _AGENCY.search(plain)
    plain = plain[: agency.start()] if agency else plain
    if not known.photographer.search(plain):
        return ()
    bare = list(text)
    for word in (*known.pattern.finditer(plain), *known.noise.finditer(plain)):
        bare[word.start() : word.end()] = " " * len(word[0])
    return tuple(_names("".join(bare[: len(plain)])))


def _folded(text: str) -> str:
    return hanzi.fold(text).translate(_SLASHES)


def _names(text: str) -> Iterator[str]:
    """Yield the names in a list; a name of two characters may be printed with a space between them."""
    parts = _NAMES.findall(text.strip(_EDGES))
    at = 0
    while at < len(parts):
        spaced = len(parts[at]) == 1 and at + 1 < len(parts) and len(parts[at + 1]) == 1
        yield parts[at] + parts[at + 1] if spaced else parts[at]
        at += 2 if spaced else 1
