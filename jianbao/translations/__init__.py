"""English, block by block: the PO files, their upkeep as texts change, and their checks.

`po`       Entry <-> the bytes of a PO file
`upkeep`   a Document and what was translated before -> what there is to translate now
`checks`   numbers, glossary terms, left-over Chinese
`machine`  optional machine translation; the only part that can reach a network, never called in a plain build
"""

from jianbao.translations.checks import check, coverage
from jianbao.translations.machine import Endpoint, Engine, EngineError, fill
from jianbao.translations.po import lines, read_po, write_po
from jianbao.translations.upkeep import labels, sync

__all__ = [
    "Endpoint",
    "Engine",
    "EngineError",
    "check",
    "coverage",
    "fill",
    "labels",
    "lines",
    "read_po",
    "sync",
    "write_po",
]
