"""From the Corpus to the pages of `docs/`: what pages there are, and the Markdown of each.

`plan`      every page with the key of what it is made from
`slices`    the part of the Corpus that a page shows
`article`, `evidence`, `review`, `lists`, `entities`, `collections`, `conversion`: the views of
            each kind of page, chosen in `pages`
`views`     the values that templates print; all text as the edition says it
`inline`    a block's text with its marks, as Markdown
`markdown`  a template and a view -> an Output
"""

from jianbao.render.markdown import Templates, render
from jianbao.render.pages import view
from jianbao.render.plan import OF_ARTICLE, Fingerprints, beside, plan
from jianbao.render.slices import narrow

__all__ = ["OF_ARTICLE", "Fingerprints", "Templates", "beside", "narrow", "plan", "render", "view"]
