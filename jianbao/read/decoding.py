"""Bytes into text: strict, by a mark, as UTF-8, or by the one legacy encoding that makes Chinese of them."""

import re
from dataclasses import dataclass

import charset_normalizer

from jianbao.errors import SeedError
from jianbao.read.tables import Tables

_BINARY, _ENCODING = "BINARY", "ENCODING"

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32-be"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
# GB2312 and GBK are read as GB18030, which holds both: Python's own gb2312 gives other characters for the dash and
# the dot. Big5 is Microsoft's, which wrote nearly all of it, or else Hong Kong's.
_LEGACY = (("gb18030",), ("cp950", "big5hkscs"), ("utf-16-le",), ("utf-16-be",))
_BYTEWISE = ("utf-8", "gb18030", "cp950")  # in these the byte of a line feed is nothing else
_SEVEN_BIT = (
    ("hz", "HZ", re.compile(rb"~\{[!-~]+~\}")),
    ("utf-7", "UTF-7", re.compile(rb"\+[A-Za-z0-9+/]{4,}")),
)
_ISO_2022 = re.compile(rb"\x1b\$[)*+]?[@A-G]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
# CNS 11643 leaves empty the rows 8 to 35, where GB2312 has a third of its common characters; 8E leads further planes.
_EUC_TW = re.compile(rb"\x8e[\xa1-\xb0][\xa1-\xfe]{2}|[\xa1-\xfe]{2}|[\x00-\x7f]")
_TWO_BYTES = re.compile(rb"[\xa1-\xfe]{2}")
_GB_ONLY = re.compile(rb"[\xa8-\xc1]")
_CUT = re.compile("unexpected end|incomplete|truncated")
_SAVE = "save the file as UTF-8"


@dataclass(frozen=True)
class Decoded:
    """A text without its byte-order mark, and the Python name of the encoding that gives it back with the mark."""

    text: str
    encoding: str


@dataclass(frozen=True)
class _Trial:
    """What an encoding makes of bytes: the text up to the first invalid byte, which stands at `fault` (-1: none).

    `cut` tells that the bytes there begin a character and then end.
    """

    encoding: str
    text: str
    fault: int
    cut: bool
    share: float
    letters: int


def decode(data: bytes, tables: Tables) -> Decoded:
    """Decode a seed's bytes, without replacing or dropping any.

    Raises SeedError: BINARY names the kind of file found; ENCODING gives the guess, and line and byte of the fault.
    """
    _refuse_kinds(data, tables)
    decoded = _decoded(data, tables)
    nuls = decoded.text.count("\0")
    if nuls > tables.limits.nul:
        raise SeedError(_BINARY, f"is no text: it holds {nuls} NUL characters; take its text out and {_SAVE}")
    return decoded


def share(text: str, tables: Tables) -> tuple[float, int]:
    """Give the share of common Chinese characters among the letters outside ASCII, and the number of those letters."""
    letters = [char for char in text if char > "\x7f" and (char.isalpha() or "\ue000" <= char <= "\uf8ff")]
    return sum(char in tables.common for char in letters) / max(len(letters), 1), len(letters)


def _decoded(data: bytes, tables: Tables) -> Decoded:
    for mark, name, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, encoding, len(mark)), name)
    if data.isascii():
        _refuse_seven_bit(data, tables)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, tables)
    _refuse_wide_ascii(data)
    return Decoded(text, "utf-8")


def _refuse_kinds(data: bytes, tables: Tables) -> None:
    for kind in tables.kinds:
        if data.startswith(kind.magic, kind.offset) and (kind.alone or b"\0" in data[:512]):
            raise SeedError(_BINARY, f"is {kind.name}, not text; take its text out and {_SAVE}")


def _strictly(data: bytes, encoding: str, start: int) -> str:
    trial = _try(data[start:], encoding)
    if trial.fault >= 0:
        raise _fault(trial, start, f"although it begins with the mark of {encoding}")
    return trial.text


def _refuse_seven_bit(data: bytes, tables: Tables) -> None:
    if _ISO_2022.search(data):
        raise SeedError(_ENCODING, f"is written in ISO-2022, which is not read; {_SAVE}")
    for encoding, name, pattern in _SEVEN_BIT:
        if pattern.search(data):
            trial = _try(data, encoding, tables)
            if trial.fault < 0 and trial.letters >= tables.score.line_letters and trial.share >= tables.score.right:
                raise SeedError(_ENCODING, f"is written in {name}, which is not read; {_SAVE}")


def _refuse_wide_ascii(data: bytes) -> None:
    nuls = data.count(b"\0")
    if nuls and len(data) == 2 * nuls and max(data[::2].count(0), data[1::2].count(0)) == nuls:
        raise SeedError(_ENCODING, f"seems to be UTF-16 without a byte-order mark; {_SAVE}")


def _legacy(data: bytes, tables: Tables) -> Decoded:
    score = tables.score
    trials = [_first(data, family, tables) for family in _LEGACY]
    good = [trial for trial in trials if trial.fault < 0 and _is_chinese(trial, len(data), tables)]
    best = max(good, key=lambda trial: trial.share, default=None)
    if best is None:
        raise _unread(data, trials, tables)
    for other in good:
        if other is not best and best.share - other.share < score.margin:
            reason = f"may be {best.encoding} or {other.encoding}: too little text to tell; {_SAVE}"
            raise SeedError(_ENCODING, reason)
    _refuse_mixture(data, best.encoding, tables)
    return Decoded(best.text, best.encoding)


def _is_chinese(trial: _Trial, size: int, tables: Tables) -> bool:
    score = tables.score
    enough = trial.letters >= score.file_letters and trial.letters >= score.density * size
    return enough and trial.share >= score.right


def _refuse_mixture(data: bytes, encoding: str, tables: Tables) -> None:
    score, offset = tables.score, 0
    if encoding.startswith("utf-16"):
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.isascii() and _try(line, encoding, tables).share < score.wrong:
            for other in _BYTEWISE:
                trial = _try(line, other, tables)
                if trial.fault < 0 and trial.letters >= score.line_letters and trial.share >= score.right:
                    reason = f"is {encoding} but for this line (byte {offset}), which is {other}; {_SAVE}"
                    raise SeedError(_ENCODING, reason, number)
        offset += len(line) + 1


def _unread(data: bytes, trials: list[_Trial], tables: Tables) -> SeedError:
    """Find the reason that helps most: where a text that is nearly right goes wrong, else what it may be."""
    utf8 = _try(data, "utf-8", tables)
    spared = _try(data.decode("utf-8", "ignore").encode(), "utf-8", tables)
    nearly = [trial for trial in trials if trial.fault >= 0 and _is_chinese(trial, trial.fault, tables)]
    if _is_chinese(spared, len(data), tables):
        _refuse_mixture(data, "utf-8", tables)
        return _fault(utf8, 0, "although most of the text is")
    if nearly:
        best = max(nearly, key=lambda trial: trial.fault)
        _refuse_mixture(data, best.encoding, tables)
        return _fault(best, 0, "although the text before it is")
    if len(_CONTROL.findall(data)) > tables.score.binary * len(data):
        return SeedError(_BINARY, f"is no text: it is full of control bytes; take its text out and {_SAVE}")
    reason = f"is not UTF-8 at byte {utf8.fault} and no other encoding makes Chinese of it{_guess(data)}; {_SAVE}"
    return SeedError(_ENCODING, reason, data.count(b"\n", 0, utf8.fault) + 1)


def _guess(data: bytes) -> str:
    if not _EUC_TW.sub(b"", data) and not any(map(_GB_ONLY.match, _TWO_BYTES.findall(data))):
        return " (it may be EUC-TW)"
    guess = charset_normalizer.from_bytes(data[:20000]).best()
    return f" (it may be {guess.encoding})" if guess else ""


def _first(data: bytes, family: tuple[str, ...], tables: Tables) -> _Trial:
    trials = [_try(data, encoding, tables) for encoding in family]
    return next((trial for trial in trials if trial.fault < 0), trials[0])


def _try(data: bytes, encoding: str, tables: Tables | None = None) -> _Trial:
    fault, cut = -1, False
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        fault, cut = error.start, _CUT.search(error.reason) is not None
        text = data[:fault].decode(encoding, "ignore")
    return _Trial(encoding, text, fault, cut, *(share(text, tables) if tables else (0.0, 0)))


def _fault(trial: _Trial, start: int, beside: str) -> SeedError:
    what = "ends in the middle of a character" if trial.cut else f"is not {trial.encoding}"
    line = re.sub("\r\n?", "\n", trial.text).count("\n") + 1
    return SeedError(_ENCODING, f"{what} at byte {start + trial.fault}, {beside}; mend it or {_SAVE}", line)
