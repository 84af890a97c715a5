"""Every value that passes between stages. Frozen, without logic; the stages import all of them from here.

`text`   from a seed's bytes to a Document
`facts`  what is lifted out of a Document: quantities, figures, mentions, the whole Analysis
`site`   from Cards to Pages and Outputs
"""

from jianbao.model.facts import Analysis, Entity, Figure, Framework, Mention, Part, Quantity
from jianbao.model.site import Card, Corpus, Output, Page
from jianbao.model.text import (
    Block,
    Byline,
    Correction,
    Dating,
    Document,
    Dropped,
    Fact,
    Fix,
    Join,
    Line,
    Meta,
    Problem,
    Run,
    Section,
    Seed,
    Series,
    Sidecar,
    Source,
    Span,
)

__all__ = [
    "Analysis",
    "Block",
    "Byline",
    "Card",
    "Corpus",
    "Correction",
    "Dating",
    "Document",
    "Dropped",
    "Entity",
    "Fact",
    "Figure",
    "Fix",
    "Framework",
    "Join",
    "Line",
    "Mention",
    "Meta",
    "Output",
    "Page",
    "Part",
    "Problem",
    "Quantity",
    "Run",
    "Section",
    "Seed",
    "Series",
    "Sidecar",
    "Source",
    "Span",
]
