"""The query language, as the client of the site reads it: spaces mean all, quotes exact, `-` without, `OR` either."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.folding import Folding, fold
from jianbao.search.parts import IDEOGRAPHS, WORD

_CLOSING = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂", "„": "“", "«": "»"}
_MINUS = "-－"
_IDEOGRAPH = re.compile(f"[{chr(IDEOGRAPHS)}-\U0010ffff]")


@dataclass(frozen=True)
class Phrase:
    """What must stand side by side: its folded text. `exact` was typed in quotes: an English word ends with it."""

    text: str
    exact: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Give its English words, the last of which may go on unless it was typed in quotes or something follows it."""
        return tuple(WORD.findall(self.text))

    @property
    def ideographs(self) -> tuple[str, ...]:
        """Give the pairs in it that have an ideograph: by these it is found in an English text that quotes Chinese."""
        pairs = (self.text[at : at + 2] for at in range(len(self.text) - 1))
        return tuple(pair for pair in pairs if _IDEOGRAPH.search(pair) and " " not in pair)

    @property
    def runs_on(self) -> bool:
        """Tell whether its last word may be the beginning of a longer one. A single letter may not."""
        return not self.exact and self.text.endswith(self.words[-1:]) and len(self.words[-1]) > 1

    def in_chinese(self, folded: str) -> bool:
        """Tell whether a folded Chinese text has it."""
        return self.text in folded

    def in_english(self, folded: str) -> bool:
        """Tell whether a folded English text has it, from the start of a word and, unless it runs on, to the end."""
        # What has no word is found in English only where it is all ideographs: marks alone are not indexed there.
        if not self.words and not all(_IDEOGRAPH.match(char) for char in self.text if char != " "):
            return False
        before = "(?<![a-z0-9])" if WORD.match(self.text) else ""
        after = "(?![a-z0-9])" if WORD.match(self.text[-1]) and not self.runs_on else ""
        return re.search(before + re.escape(self.text) + after, folded) is not None


@dataclass(frozen=True)
class Query:
    """What an article must have: one phrase of every clause, and none of the excluded."""

    clauses: tuple[tuple[Phrase, ...], ...]
    excluded: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class _Token:
    text: str
    quoted: bool
    minus: bool


def parse(query: str, table: Folding | None = None) -> Query:
    """Read a query. A lone dash means nothing; a query that would only exclude is taken as it stands.

    >>> parse('脱贫 -"扶貧 车间"')
    Query(clauses=((Phrase(text='脱贫', exact=False),),), excluded=(Phrase(text='扶贫 车间', exact=True),))
    """
    clauses: list[tuple[Phrase, ...]] = []
    excluded = []
    alternative = False
    # Whatever folds to white space parts words: also what cannot be seen.
    for token in _tokens("".join(" " if fold(char, table) == " " else char for char in query)):
        phrase = Phrase(fold(token.text, table).strip(), token.quoted)
        if phrase == Phrase("-"):
            continue
        if token == _Token("OR", quoted=False, minus=False) and clauses and not alternative:
            alternative = True
        elif phrase.text and token.minus:
            excluded.append(phrase)
            alternative = False
        elif phrase.text:
            clauses.append((*(clauses.pop() if alternative else ()), phrase))
            alternative = False
    whole = fold(query, table).strip()
    if not clauses and whole:
        return Query(((Phrase(whole),),))
    return Query(tuple(clauses), tuple(excluded))


def _tokens(query: str) -> Iterator[_Token]:
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        minus = query[at] in _MINUS and not query[at + 1 : at + 2].isspace() and at + 1 < len(query)
        at += minus
        end = _closing(query, at)
        quoted = end > at + 1
        if not quoted:
            end = next((place for place in range(at, len(query)) if query[place].isspace()), len(query))
        yield _Token(query[at + quoted : end], quoted, minus)
        at = end + quoted


def _closing(query: str, start: int) -> int:
    """Find the mark that closes the quotation at `start` and ends the word; -1 when there is none."""
    mark = _CLOSING.get(query[start])
    ends = (at for at in range(start + 1, len(query)) if query[at] == mark)
    return next((at for at in ends if at + 1 == len(query) or query[at + 1].isspace()), -1) if mark else -1
