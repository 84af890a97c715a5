"""Every value that passes between stages. Frozen, without logic; the stages import all of them from here.

`files`  the seeds folder: what was found there
`text`   from a seed's bytes to a Document
`facts`  what is lifted out of a Document: quantities, figures, mentions, the whole Analysis
`site`   from Cards to Pages and Outputs
`translation`  the editions: English entries, doubtful conversions
"""

from jianbao.model.facts import (
    Analysis,
    Figure,
    Mention,
    Quantity,
)
from jianbao.model.files import (
    IgnoredFile,
    RefusedFile,
    SeedFile,
    SeedFolder,
    SidecarFile,
)
from jianbao.model.site import (
    Card,
    Corpus,
    Output,
    Page,
    Said,
    Voice,
)
from jianbao.model.text import (
    UNDATED,
    UNKNOWN,
    Arrangement,
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
    Piece,
    Placed,
    Problem,
    Role,
    Run,
    Section,
    Seed,
    Series,
    Sidecar,
    Source,
    Span,
)
from jianbao.model.translation import (
    Ambiguity,
    Coverage,
    Entry,
    Origin,
)

__all__ = [
    "UNDATED",
    "UNKNOWN",
    "Ambiguity",
    "Analysis",
    "Arrangement",
    "Block",
    "Byline",
    "Card",
    "Corpus",
    "Correction",
    "Coverage",
    "Dating",
    "Document",
    "Dropped",
    "Entry",
    "Fact",
    "Figure",
    "Fix",
    "IgnoredFile",
    "Join",
    "Line",
    "Mention",
    "Meta",
    "Origin",
    "Output",
    "Page",
    "Piece",
    "Placed",
    "Problem",
    "Quantity",
    "RefusedFile",
    "Role",
    "Run",
    "Said",
    "Section",
    "Seed",
    "SeedFile",
    "SeedFolder",
    "Series",
    "Sidecar",
    "SidecarFile",
    "Source",
    "Span",
    "Voice",
]
