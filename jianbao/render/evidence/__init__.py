"""The evidence: the seed's lines beside what was made of each, and how sure that is.

`views`    the values that the template prints
`changes`  a line as it was printed, with marks where cleaning changed it
`made`     what each line became: its fragments, their blocks, their joins
`chart`    the drawing of lines, blocks and what leads from the ones to the others
`page`     all of it together
"""

from jianbao.render.evidence.page import evidence_view
from jianbao.render.evidence.views import EvidenceView

__all__ = ["EvidenceView", "evidence_view"]
