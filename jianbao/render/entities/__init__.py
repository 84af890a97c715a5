"""The pages about places, organisations, programmes and people.

`sketches`  which of them there are
`slices`    the part of the Corpus that one is made from
`listed`    the lists of a kind
`page`      an entity: what it is, where it stands, and what the archive says of it
`names`     the names of one article, each with what `here` has of it
`locator`   the map of a place
`gloss`     what an entity is, in one line
"""

from jianbao.render.entities.gloss import beyond, gloss
from jianbao.render.entities.listed import listed
from jianbao.render.entities.names import names
from jianbao.render.entities.page import page
from jianbao.render.entities.sketches import card_keys, sketches, told
from jianbao.render.entities.slices import TEMPLATES, narrow

__all__ = ["TEMPLATES", "beyond", "card_keys", "gloss", "listed", "names", "narrow", "page", "sketches", "told"]
