"""For editors: what is doubtful in an article, each with what to copy; and where in the archive to look.

An article with anything doubtful has a page of its own. The first page of all lists the articles with the most of it,
and the years lead to the rest, so that no page grows with the archive.

`doubts`  what is doubtful in an article, and the corrections an editor may answer with
`views`   the values that the templates print
`pages`   the page of an article, and the lists
"""

from jianbao.render.review.doubts import counts, doubts, gravity, has_page, with_alike
from jianbao.render.review.pages import review_view, reviews_view, totals

__all__ = ["counts", "doubts", "gravity", "has_page", "review_view", "reviews_view", "totals", "with_alike"]
