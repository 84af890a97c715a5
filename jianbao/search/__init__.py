"""Search: every Chinese string of any block, typed in either script, on a static site.

`article`   an Analysis -> what the search knows of it
`part`      an article or an entity -> what the index needs of it; pure, to be kept by its key
`passages`  an article -> the file its hits are verified against and excerpted from
`bundle`    some parts -> bytes
`index`     all parts -> the files of the index, shared by the editions; `merged` makes it of bundles

The files are described in FORMAT.md. `reader` answers queries from them as the client of the site does.
"""

from jianbao.search.articles import Sayings, article, entity
from jianbao.search.merge import bundle, index, merged
from jianbao.search.parts import part
from jianbao.search.passages import passages

__all__ = ["Sayings", "article", "bundle", "entity", "index", "merged", "part", "passages"]
