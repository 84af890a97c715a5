"""What is kept between builds, and the only writer of files.

A `Cache` holds two things under one folder, both of which may be deleted at any time without changing a byte of output:

`memo.sqlite`   small values by kind and key: Cards, Analyses, which Markdown and HTML a page's key led to
`objects/`      the bytes of every file of the site and of `docs/`, by their SHA-256, read-only, never rewritten

The tree of a site is made of hard links to objects (`trees`).

Everything is written beside its place first and renamed into it, so that a reader sees the old file or the new one.
"""

from jianbao.cache.files import held, locked, mirror, point, write
from jianbao.cache.memo import Cache, fingerprint
from jianbao.cache.trees import Older, assemble

__all__ = ["Cache", "Older", "assemble", "fingerprint", "held", "locked", "mirror", "point", "write"]
