"""Set real articles in narrow columns, print the columns mixed, and count the paragraphs that come back.

    python -m benchmarks.columns CORPUS [--ngrams held.bin --part 7/10] [--pages 20]

Forms: `lines` of the columns by turns; `slipped`, the same with a headline above, columns of different length and
width, headings and blank lines within a column; `gutter`, all columns in one line, parted by spaces or a tab;
`blocks`, one column after the other; `single`, one column, as a control. Widths are 14 to 36 characters; half of the
pages indent their paragraphs, half hold one article that goes on from column to column, half an article a column.

Counted are the paragraphs that stand whole in a block, and those of them that stand in order. With `--ngrams` the table
is one that did not count the articles measured (`count_ngrams --part`).
"""

import argparse
import random
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product, zip_longest
from pathlib import Path

from benchmarks import corpus
from jianbao import clean, lexicon, ngrams, order, read, roles, sections, wrap
from jianbao.model import Sidecar

FORMS = ("lines", "slipped", "gutter", "blocks", "single")
WIDTHS = (14, 18, 22, 28, 36)
INDENT = "\u3000\u3000"
BREAK = "，。、；：？！”’）》"  # may begin no line
Rows = list[str | None]  # the lines of a column, None where it has a blank one
WIDE = "WFA"


@dataclass(frozen=True)
class Setting:
    """How a page is set. `flowing`: one article goes on from column to column."""

    form: str
    width: int
    columns: int
    indent: str
    flowing: bool


def settings() -> Iterator[Setting]:
    """Give every way to set a page: three columns where two would be no narrower."""
    for form, width, indent, flowing in product(FORMS, WIDTHS, (INDENT, ""), (True, False)):
        for columns in (1,) if form == "single" else (2, 3) if width <= 22 else (2,):  # noqa: PLR2004
            yield Setting(form, width, columns, indent, flowing)


def wrapped(paragraph: str, width: int, indent: str) -> list[str]:
    """Cut a paragraph at a width; a mark that may begin no line takes the character before it along."""
    text, out = indent + paragraph, list[str]()
    while text:
        at = width
        while at < len(text) and text[at] in BREAK and at > width - 3:
            at -= 1
        out.append(text[:at])
        text = text[at:]
    return out


def page(articles: Sequence[Sequence[str]], setting: Setting, rng: random.Random) -> tuple[list[str], list[str]]:
    """Set articles as a page; give its lines and its paragraphs in reading order."""
    slipped = setting.form == "slipped"
    widths = [setting.width] * setting.columns
    if slipped and rng.random() < 0.5:  # noqa: PLR2004
        widths[-1] += rng.choice((-2, 4))
    columns = _flowed(articles[0], setting, rng) if setting.flowing else _beside(articles, widths, setting)
    wanted = list(articles[0]) if setting.flowing else [text for one in articles[: setting.columns] for text in one]
    if slipped:
        columns = [_slipped(column, rng) for column in columns]
        cut = rng.randint(0, 8)
        columns[0][:0] = [None] * (cut if rng.random() < 0.5 else 0)  # noqa: PLR2004
    return _printed(columns, setting, rng), wanted


def _beside(articles: Sequence[Sequence[str]], widths: Sequence[int], setting: Setting) -> list[Rows]:
    return [
        [line for text in article for line in wrapped(text, width, setting.indent)]
        for article, width in zip(articles, widths, strict=False)
    ]


def _flowed(article: Sequence[str], setting: Setting, rng: random.Random) -> list[Rows]:
    lines: Rows = [line for text in article for line in wrapped(text, setting.width, setting.indent)]
    size = -(-len(lines) // setting.columns)
    if setting.form == "slipped":
        size += rng.randint(0, size // 3)
    return [lines[at : at + size] for at in range(0, len(lines), size)]


def _slipped(column: Rows, rng: random.Random) -> Rows:
    """Put a blank line above some lines that begin a paragraph."""
    out: Rows = []
    for at, line in enumerate(column):
        if at and line and rng.random() < 0.25 and (column[at - 1] or "").endswith(("。", "”")):  # noqa: PLR2004
            out.append(None)
        out.append(line)
    return out


def _printed(columns: Sequence[Rows], setting: Setting, rng: random.Random) -> list[str]:
    head = ["青石县的春天来了", ""] if setting.form == "slipped" else []
    if setting.form in ("blocks", "single"):
        return [line or "" for column in columns for line in column]
    rows = zip_longest(*columns)
    if setting.form == "gutter":
        return [*head, *_beside_one_another(list(rows), rng.choice(("spaces", "columns", "tab")))]
    return [*head, *(line for row in rows for line in row if line is not None)]


def _beside_one_another(rows: Sequence[tuple[str | None, ...]], how: str) -> list[str]:
    """Print rows as lines: each column but the last filled up to its width, in characters or as a terminal counts."""
    if how == "tab":
        return ["\t".join(line or "" for line in row).rstrip() for row in rows]
    size = _on_terminal if how == "columns" else len
    widths = [max(size(line or "") for line in column) for column in zip(*rows, strict=True)]
    return [
        "".join((line or "") + " " * (width + 4 - size(line or "")) for line, width in zip(row, widths, strict=True))
        for row in rows
    ]


def _on_terminal(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in WIDE) for char in text)


def come_back(
    lines: Sequence[str], wanted: Sequence[str], tables: tuple[wrap.Tables, order.Tables]
) -> tuple[float, float]:
    """Repair a page; give the shares of its paragraphs that stand whole, and in order. Raises where text is lost."""
    seed = read.read("page.txt", "\n".join(lines).encode(), Sidecar())
    cleaned, _ = clean.clean(seed)
    cleaned, _ = wrap.unwrapped(cleaned, seed.lines, tables[0])
    arranged = order.arrange(roles.roles(cleaned), (), tables[1])
    sections.prove(seed.lines, arranged)
    place = {_bare(block.text): at for at, block in enumerate(arranged.blocks)}
    longest: list[int] = []  # of paragraphs in order: where the best row of each length ends
    whole = [place[text] for text in map(_bare, wanted) if text in place]
    for at in whole:
        longest[(found := bisect_left(longest, at)) : found + 1] = [at]
    return len(whole) / len(wanted), len(longest) / len(wanted)


def _bare(text: str) -> str:
    return "".join(text.split())


def articles_of(path: Path, part: str) -> list[list[str]]:
    """Read the articles to measure: those of the part that was not counted, of a length that fits a few columns."""
    counted, rest = corpus.parted([*corpus.read(path)], part)
    found = [corpus.paragraphs(one) for one in rest or counted]
    return [one for one in found if len(one) > 3 and 500 < sum(map(len, one)) < 1500]  # noqa: PLR2004


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--ngrams", type=Path)
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--pages", type=int, default=10, help="of each setting")
    args = parser.parse_args()
    table = ngrams.unpack(args.ngrams.read_bytes()) if args.ngrams else ngrams.load()
    tables = (replace(wrap.default(), ngrams=table), order.compiled(lexicon.settings("order/weights"), table))
    rng, scores = random.Random(7), defaultdict[tuple[str, str, str], list[tuple[float, float]]](list)  # noqa: S311
    articles = articles_of(args.corpus, args.part)
    for setting in settings():
        for _ in range(args.pages):
            lines, wanted = page(rng.sample(articles, 3), setting, rng)
            key = (setting.form, "indented" if setting.indent else "flush", "one" if setting.flowing else "several")
            scores[key].append(come_back(lines, wanted, tables))
    print("| form | paragraphs | articles | pages | whole | in order |\n|---|---|---|---|---|---|")
    for key, some in scores.items():
        means = (f"{sum(column) / len(some):.3f}" for column in zip(*some, strict=True))
        print("|", " | ".join(key), "|", len(some), "|", " | ".join(means), "|")


if __name__ == "__main__":
    main()
