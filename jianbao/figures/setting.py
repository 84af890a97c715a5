"""What naming one figure looks at."""

from typing import NamedTuple

from jianbao.figures.clauses import Clause
from jianbao.figures.phrases import join, nameless, telling, without_preposition
from jianbao.figures.tables import Tables
from jianbao.figures.words import Word
from jianbao.model import Quantity

TAIL = 10  # characters that a name takes from behind the noun phrase


class Setting(NamedTuple):
    """All that naming one figure looks at: the trimmed words before, the noun phrase behind and what follows it."""

    quantity: Quantity
    clause: Clause
    left: list[Word]
    before: list[Word]
    noun: str
    rest: list[Word]
    base: str
    lead: str
    tables: Tables

    @property
    def name(self) -> str:
        """Join the words before the number."""
        return join(self.before)

    def tail(self) -> str:
        """Join the first of the words behind the noun phrase, up to a word of change."""
        out = ""
        if self.clause.right[1] < self.clause.end:
            return ""
        change, level = self.tables.labels["change"], self.tables.labels["level"]
        words = _before_list(self.rest, self.tables)
        if words and words[0].text in self.tables.labels["prepositions"]:
            words = nameless(without_preposition(words, self.tables), self.tables)
        for word in words:
            if word.text in change or word.text in level or word.text in self.tables.labels["reporting"]:
                break
            if out and word.text in self.tables.labels["prepositions"]:  # 新入职的电工`在师傅带领下`
                break
            if len(out) + len(word.text) > TAIL:
                break
            out += word.text
        return out

    def label(self, key: str) -> str:
        """Give a word of the tables."""
        return str(self.tables.labels[key])


def _before_list(words: list[Word], tables: Tables) -> list[Word]:
    """Take the telling words up to a list that goes on: `、小型义诊活动90场` is of the next figure."""
    marks = [i for i, w in enumerate(words) if w.text == "、"]
    return telling(words[: marks[0]] if marks else words, tables)
