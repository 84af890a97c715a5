"""The work that runs beside itself: per seed, per batch of pages. What goes in and comes out is small and pickles.

Every function here may run in another process or on another machine: it takes values, returns values, and writes
nothing. The parent keeps what comes back.

`seeds`  a seed -> all that is kept of it
`pages`  a page and what it shows -> its Markdown
"""

from jianbao.pipeline.jobs.pages import Batch, PageJob, reference_of, render_batch
from jianbao.pipeline.jobs.seeds import Analysed, SeedJob, analyse_batch, analysis_of, dossier_of, trio

__all__ = [
    "Analysed",
    "Batch",
    "PageJob",
    "SeedJob",
    "analyse_batch",
    "analysis_of",
    "dossier_of",
    "reference_of",
    "render_batch",
    "trio",
]
