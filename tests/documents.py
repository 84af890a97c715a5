"""Documents written for the tests: a block for each text, each printed on a line of its own."""

from jianbao import align
from jianbao.model import Block, Document, Meta, Section

TITLED = Meta("题")


def document(*texts: str, ident: str = "a", meta: Meta = TITLED) -> Document:
    """Make a document of paragraphs, in one section."""
    blocks = tuple(Block(f"p{n}", "para", text, align.align(text, text, n)) for n, text in enumerate(texts, 1))
    return Document(ident, meta, blocks, (Section("s0", "", tuple(block.id for block in blocks)),))
