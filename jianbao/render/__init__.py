"""From the Corpus to the pages of `docs/`: what pages there are, and the Markdown of each.

**Which pages**
`plan`      every page with the key of what it is made from; `left`: those at addresses that the build before had
`slices`    the part of the Corpus that a page shows

**What each shows**: `pages` knows which module makes the view of a template
`article`, `parallel`, `evidence`, `review`   the pages of one article; `related`, `citing`: what stands beside its text
`lists`, `chronicle`, `collections`, `contradictions`, `entities`   those of many
`conversion`, `gone`   how well the conversion does; what a withdrawn article left behind
`browse`    what the page of figures loads on demand

**What they share**
`views`     the values that templates print; all text as the edition says it
`inline`    a block's text with its marks, as Markdown
`facts`, `notices`, `gathered`   the facts of an article, how its text came about, its part of a page of many
`years`     a year, or the undated
`quantities`, `tables`, `plots`   a figure in words, as a row, as a bar
`findable`  the editions of an article that search engines are led to
`both`, `problems`   the pages that all editions share speak twice; so do problems
`markdown`  a template and a view -> bytes
"""

from jianbao.render.findable import findable
from jianbao.render.markdown import Templates, render
from jianbao.render.pages import view
from jianbao.render.plan import OF_ARTICLE, Fingerprints, beside, plan
from jianbao.render.slices import narrow, parts

__all__ = ["OF_ARTICLE", "Fingerprints", "Templates", "beside", "findable", "narrow", "parts", "plan", "render", "view"]
