"""Every id and anchor: what an article, a block, a figure is called. They come from the seed, which never changes."""

import hashlib
import re
import unicodedata

_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
# Windows cannot hold files of these names, and an archive is copied about; the last two are the page of a
# folder to MkDocs, whatever stands in them.
_TAKEN = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|index|readme)")


def article_id(stem: str) -> str:
    """Make the id of an article from its file's stem: the stem itself where it is safe, else a hash of its name.

    >>> article_id("Seed_004"), article_id("剪报")
    ('seed_004', 'xb6d59ab8a234ff68')
    """
    lower = stem.lower()
    if _SAFE_ID.fullmatch(lower) and not _TAKEN.fullmatch(lower):
        return lower
    name = unicodedata.normalize("NFC", stem).encode("utf-8", "surrogateescape")
    return "x" + hashlib.sha256(name).hexdigest()[:16]


def block_id(line: int, start: int = 0, *, first: bool = True) -> str:
    """Make the id of a block from the place of its first character: `p7`, or `p7-22` when not the first on its line."""
    return f"p{line}" if first else f"p{line}-{start}"


def line_anchor(line: int) -> str:
    """Give the anchor that any block keeps for each line it holds."""
    return f"p{line}"


def section_id(line: int) -> str:
    """Make the id of a section from the line of its heading; 0 for what stands before the first."""
    return f"s{line}"


def figure_id(line: int, start: int) -> str:
    """Make the id of a figure from the place of its first character."""
    return f"f{line}-{start}"


def row_id(figure: str) -> str:
    """Give the anchor of a figure's row in its table, beside the figure's own anchor in the text."""
    return f"r{figure[1:]}"


def name_anchor(kind: str, slug: str) -> str:
    """Give the anchor of an entity among the names of an article."""
    return f"{kind}-{slug}"


def trial_anchor(sentence: str) -> str:
    """Give the anchor of such a sentence, which stays while the sentence is in the list."""
    return f"t{hashlib.sha256(sentence.encode('utf-8')).hexdigest()[:8]}"


def seed_line(line: int) -> str:
    """Give the anchor of a line of the seed, on the evidence page."""
    return f"L{line}"


def order_anchor(block: str) -> str:
    """Give the anchor of a block in the list of reading order, on the evidence page."""
    return f"o-{block}"
