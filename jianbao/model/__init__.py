"""Every value that passes between stages. Frozen, without logic; the stages import all of them from here.

`text`   from a seed's bytes to a Document
`facts`  what is lifted out of a Document: quantities, figures, mentions, the whole Analysis
`site`   from Cards to Pages and Outputs
"""

from jianbao.model.facts import Analysis, Figure, Mention, Quantity
from jianbao.model.site import (
    Card,
    Corpus,
    Output,
    Page,
    SearchArticle,
    SearchBlock,
    SearchEntity,
    SearchLabel,
    SearchPart,
    Trio,
)
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
    "Fact",
    "Figure",
    "Fix",
    "Join",
    "Line",
    "Mention",
    "Meta",
    "Output",
    "Page",
    "Problem",
    "Quantity",
    "Run",
    "SearchArticle",
    "SearchBlock",
    "SearchEntity",
    "SearchLabel",
    "SearchPart",
    "Section",
    "Seed",
    "Series",
    "Sidecar",
    "Source",
    "Span",
    "Trio",
]
