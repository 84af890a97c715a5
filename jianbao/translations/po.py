"""Entries <-> the bytes of a PO file, the format that translators' tools read (Poedit, Weblate, Lokalize).

`msgctxt` is the block's id, `msgid` the Chinese, `msgstr` the English, `# ...` the translator's remarks, and `#. ...`
what we know of the text: its role, who made it, with what, and a digest. A text that no longer fits its digest was
put right by a person, whatever the tool they used kept of our comments, and is a person's text from then on.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

import polib

from jianbao.errors import SeedError
from jianbao.model import Entry

_HEAD = {
    "Project-Id-Version": "Jianbao",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "X-Source-Language": "zh",
}
_WIDTH = 100
# polib cuts a file at every character that Python calls a line end, and so would cut a text in two.
_LINE_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_DIGEST = 12
# PO tools drop what is known of an obsolete entry, but never a remark.
_KEPT = ". "
_OLD = re.compile(r"^#(?:~\s*\|?|\|)\s*")
_CONTEXT = re.compile(r'msgctxt "(.*)"')
_LINE = re.compile(r'#.*|(?:msg\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"|')


def read_po(data: bytes) -> tuple[Entry, ...]:
    """Read a PO file: its entries in the order of the file.

    Raises SeedError (code TRANSLATION) naming the line when the file is no UTF-8 or breaks the PO syntax.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SeedError(code="TRANSLATION", reason="is not UTF-8; save it as UTF-8", line=line) from error
    # polib forgives a missing quotation mark, and takes a character off the text instead.
    for number, written in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(_OLD.sub("", written.strip())):
            raise _broken(number)
    try:
        # The line end in front keeps polib from taking the text for the name of a file.
        parsed = polib.pofile("\n" + text, wrapwidth=_WIDTH)
    except OSError as error:
        found = re.search(r"line (\d+)", str(error))
        raise _broken(int(found.group(1)) - 1 if found else 0) from error
    return tuple(_read(entry) for entry in parsed)


def lines(data: bytes) -> Mapping[str, int]:
    """Give the line of a PO file on which each context first stands, counted from 1."""
    found: dict[str, int] = {}
    for number, line in enumerate(data.decode("utf-8").split("\n"), 1):
        if stands := _CONTEXT.fullmatch(line):
            found.setdefault(stands[1], number)
    return found


def write_po(entries: tuple[Entry, ...]) -> bytes:
    """Write a PO file. The same entries give the same bytes: no dates, obsolete entries last."""
    file = polib.POFile(wrapwidth=_WIDTH)
    file.header = "The English of one article. Any PO editor will do; the lines that begin with #. are the program's."
    file.metadata = dict(_HEAD)
    file.extend(_written(entry) for entry in entries)
    text = _UNFIT.sub("\ufffd", str(file))
    return (text.rstrip("\n") + "\n").encode()


def digest(text: str) -> str:
    """Digest a machine's text, so that a person's change to it shows."""
    return hashlib.sha256(_LINE_ENDS.sub(" ", text).encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _broken(line: int) -> SeedError:
    return SeedError(code="TRANSLATION", reason="breaks the PO syntax; mend this line", line=line)


def _read(raw: polib.POEntry) -> Entry:
    remarks = raw.tcomment.split("\n")
    kept = [line.removeprefix(_KEPT) for line in remarks if line.startswith(_KEPT)]
    said = dict(line.partition(": ")[::2] for line in (*raw.comment.split("\n"), *kept))
    entry = Entry(
        context=raw.msgctxt or "",
        source=raw.msgid,
        text=raw.msgstr,
        role=said.get("role", ""),
        note=" ".join(line for line in remarks if not line.startswith(_KEPT)),
        fuzzy=raw.fuzzy,
        previous=raw.previous_msgid or "",
        obsolete=bool(raw.obsolete),
    )
    if not entry.text:
        return entry
    if said.get("origin") == "machine" and said.get("digest") == digest(entry.text):
        return replace(entry, origin="machine", engine=said.get("engine", ""))
    return replace(entry, origin="human")


def _written(entry: Entry) -> polib.POEntry:
    known = [f"{key}: {_line(value)}" for key, value in _known(entry) if value]
    remarks = [_line(entry.note)] if entry.note else []
    return polib.POEntry(
        msgctxt=_line(entry.context),
        msgid=_line(entry.source),
        msgstr=_line(entry.text),
        comment="" if entry.obsolete else "\n".join(known),
        tcomment="\n".join(remarks + [_KEPT + line for line in known] if entry.obsolete else remarks),
        flags=["fuzzy"] if entry.fuzzy else [],
        previous_msgid=_line(entry.previous) or None,
        obsolete=entry.obsolete,
    )


def _known(entry: Entry) -> tuple[tuple[str, str], ...]:
    machine = entry.origin == "machine"
    return (
        ("role", entry.role),
        ("origin", entry.origin),
        ("engine", entry.engine if machine else ""),
        ("digest", digest(entry.text) if machine else ""),
    )


def _line(text: str) -> str:
    return _LINE_ENDS.sub(" ", text)
