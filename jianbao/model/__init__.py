"""Every value that passes between stages. Frozen, without logic; the stages import all of them from here.

`files`  the seeds folder: what was found there
`text`   from a seed's bytes to a Document
`facts`  what is lifted out of a Document: quantities, figures, mentions, the whole Analysis
`site`   from Cards to Pages and Outputs
"""

from jianbao.model.facts import Analysis, Figure, Mention, Quantity
from jianbao.model.files import IgnoredFile, RefusedFile, SeedFile, SeedFolder, SidecarFile
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
    "Fact",
    "Figure",
    "Fix",
    "IgnoredFile",
    "Join",
    "Line",
    "Mention",
    "Meta",
    "Output",
    "Page",
    "Problem",
    "Quantity",
    "RefusedFile",
    "Run",
    "Section",
    "Seed",
    "SeedFile",
    "SeedFolder",
    "Series",
    "Sidecar",
    "SidecarFile",
    "Source",
    "Span",
]
