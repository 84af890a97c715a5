"""Seeds: from a folder of files to decoded lines. `scan` is the edge that reads files; `read` is pure."""

import hashlib
from pathlib import PurePath

from jianbao import escape, ids
from jianbao.errors import SeedError
from jianbao.model import Seed, Sidecar, Source
from jianbao.read.decoding import decode
from jianbao.read.folder import scan
from jianbao.read.suspicion import problems
from jianbao.read.tables import Limits, Tables, default

_EMPTY, _TOO_LARGE = "EMPTY", "TOO-LARGE"

__all__ = ["read", "scan"]


def read(name: str, data: bytes, sidecar: Sidecar, tables: Tables | None = None) -> Seed:
    """Read a seed from its bytes. `name` is its file's name in the seeds folder.

    CR LF and CR become LF, and the text is split at LF only, so a final line end gives an empty last line. Doubtful
    text is read and named in `problems`. Raises SeedError (EMPTY, BINARY, ENCODING, TOO-LARGE) for what is refused.
    """
    tables = tables or default()
    _refuse_size(len(data), tables.limits)
    decoded = decode(data, tables)
    if not any(_shows(char) for char in set(decoded.text)):
        raise SeedError(_EMPTY, "holds nothing but white space; write the article into it or delete it")
    lines = tuple(decoded.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    _refuse_shape(lines, tables)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(escape.visible(name), digest, decoded.encoding, len(lines), len(decoded.text))
    return Seed(ids.article_id(PurePath(name).stem), source, lines, sidecar, problems(lines, tables))


def _shows(char: str) -> bool:
    return not char.isspace() and escape.visible(char) == char


def _refuse_size(size: int, limits: Limits) -> None:
    if size > limits.seed_bytes:
        raise SeedError(_TOO_LARGE, f"has {size:,} bytes, more than {limits.seed_bytes:,}; cut it into its articles")


def _refuse_shape(lines: tuple[str, ...], tables: Tables) -> None:
    limits = tables.limits
    if len(lines) > limits.lines:
        raise SeedError(_TOO_LARGE, f"has {len(lines):,} lines, more than {limits.lines:,}; cut it into its articles")
    for number, line in enumerate(lines, 1):
        if len(line) > limits.line_characters:
            reason = f"has {len(line):,} characters in one line, more than {limits.line_characters:,}; break the line"
            raise SeedError(_TOO_LARGE, reason, number)
    numerals = sum(len(tables.numeral.findall(line)) for line in lines)
    if numerals > limits.numerals:
        reason = f"has {numerals:,} numbers, more than {limits.numerals:,}; cut it into its articles"
        raise SeedError(_TOO_LARGE, reason)
