"""From the Corpus to the pages of `docs/`: what pages there are, and the Markdown of each.

`plan`      every page with the key of what it is made from
`views`     the values that templates print; all text as the edition says it
`inline`    a block's text with its marks, as Markdown
`markdown`  a template and a view -> an Output
"""

from jianbao.render.markdown import Templates, render
from jianbao.render.plan import Fingerprints, plan

__all__ = ["Fingerprints", "Templates", "plan", "render"]
