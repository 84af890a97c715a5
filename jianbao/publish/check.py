"""What is checked in every finished page, and the security policy that is put into it."""

import base64
import hashlib
import re
from dataclasses import dataclass

from jianbao.model import Output

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
# Styles and scripts are held to the default; it stands on every page, so it is as short as it can be.
_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905 a list of HTML
_OPTIONAL = frozenset(("li", "p", "path", "rect", "circle", "line"))
_LEADS = frozenset(("href", "src", "action", "formaction", "data", "xlink:href"))
# Elements whose text is no HTML, up to their end.
_RAW = re.compile(r"(<(script|style|textarea|title)\b[^>]*>).*?(?=</\2|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(
    r"""<!--.*?-->|<![a-zA-Z][^>]*>|"""  # a comment, a declaration
    r"""<(/?)([a-zA-Z][^\s/<>]*)([^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)>|"""
    r"""(<[a-zA-Z/!?].{0,18})""",  # what only begins like a tag
    re.DOTALL,
)
# A tag as our templates write them: attributes of which none is a fault by its name, values in double quotes. What
# closes itself has no name here.
_ATTRIBUTES = r"""(?: (?!(?i:on|style)|iD)[a-z][a-zA-Z0-9:-]*+(?:="[^"<]*+")?+)*+"""
_PLAIN_TAG = re.compile(rf"""<(?:(/?[a-z][a-zA-Z0-9]*+){_ATTRIBUTES}>|[a-z]++{_ATTRIBUTES} ?/>|!doctype html>)""")
_PLAIN_ID = re.compile(r' id="([^"]*)"')
_MAY_RUN = re.compile(r'="\s*[jJvV][^":]*:')  # `javascript:`, `vbscript:` and some words
_ATTRIBUTE = re.compile(r"""([^\s=/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


@dataclass(frozen=True)
class Broken:
    """A page that came out broken: its path and its first faults."""

    path: str
    faults: str


def finish(output: Output) -> Output | Broken:
    """Put the security policy into a page, and check that the page is whole. Other files pass as they are."""
    if not output.path.endswith(".html"):
        return output
    faults = page_faults(output.data.decode("utf-8"))
    if faults:
        return Broken(output.path, "; ".join(faults[:3]))
    hashes = sorted({_source_hash(script) for script in _INLINE_SCRIPT.findall(output.data)})
    scripts = f"script-src 'self' {' '.join(hashes)}; " if hashes else ""
    meta = f'<head><meta http-equiv="Content-Security-Policy" content="{scripts}{_POLICY}">'
    return Output(output.path, output.data.replace(b"<head>", meta.encode("utf-8"), 1))


def page_faults(html: str) -> list[str]:
    """List what is wrong with a finished page: an id twice, an inline style, what runs, elements that do not close."""
    return [] if is_plain(html) else faults_of(html)


def faults_of(html: str) -> list[str]:
    """List what is wrong with a page that may be anything."""
    faults: list[str] = []
    still_open: list[str] = []
    ids: set[str] = set()
    for closing, written, attributes, odd in _TAG.findall(_RAW.sub(r"\1", html)):
        name = written.lower()
        if closing:
            faults += _close(name, still_open)
        elif name:
            if attributes and attributes != "/":
                faults += _attribute_faults(name, attributes, ids)
            if name not in _VOID and not attributes.endswith("/"):
                still_open.append(name)
        elif odd:
            faults.append(f"“{odd}” is no tag")
    return faults + [f"<{name}> is not closed" for name in still_open]


def is_plain(html: str) -> bool:
    """Tell whether a page is made of plain tags alone, one within the other: then nothing is wrong with it.

    Nearly every page is, and is told in half the time that it takes to look at each of its tags.
    """
    tags, ids = _PLAIN_TAG.findall(html), _PLAIN_ID.findall(html)
    if len(tags) != html.count("<") or len(set(ids)) != len(ids) or _MAY_RUN.search(html):
        return False
    still_open: list[str] = []
    for tag in tags:
        if tag[:1] == "/":
            if not still_open or still_open.pop() != tag[1:]:
                return False
        elif tag and tag not in _VOID:
            still_open.append(tag)
    return not still_open


def _close(name: str, still_open: list[str]) -> list[str]:
    """Take an element off those that are open; the ends of some may be left out."""
    while still_open and still_open[-1] != name and still_open[-1] in _OPTIONAL:
        still_open.pop()
    if still_open and still_open[-1] == name:
        still_open.pop()
    elif name not in _VOID:
        return [f"</{name}> closes nothing"]
    return []


def _attribute_faults(tag: str, attributes: str, ids: set[str]) -> list[str]:
    """List what is wrong with attributes; the page's `ids` so far are added to."""
    faults = []
    for written, quoted in _ATTRIBUTE.findall(attributes):
        name, value = written.lower(), quoted.strip("\"'")
        if name == "id" and value in ids:
            faults.append(f"the id {value} stands twice")
        elif name == "id":
            ids.add(value)
        elif name == "style":
            faults.append(f"<{tag}> has an inline style")
        elif name.startswith("on"):
            faults.append(f"<{tag}> has an inline {name}")
        elif name in _LEADS and value.lower().lstrip().startswith(("javascript:", "vbscript:")):
            faults.append(f"<{tag}> runs its {name}")
    return faults


def _source_hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode('ascii')}'"
