"""What is checked in every finished page, and the security policy that is put into it."""

import base64
import hashlib
import re
from dataclasses import dataclass

from markupsafe import Markup

from jianbao.model import Output

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_HEAD = re.compile(rb"<head>")
_POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905 a list of HTML
_OPTIONAL = frozenset(("li", "p", "path", "rect", "circle", "line"))
_LEADS = frozenset(("href", "src", "action", "formaction", "data", "xlink:href"))
# Elements whose text is no HTML, up to their end.
_RAW = re.compile(r"(<(script|style|textarea|title)\b[^>]*>).*?(?=</\2|\Z)", re.DOTALL | re.IGNORECASE)
# Attributes of which nothing can be wrong: they are passed over, since most tags have no other.
_HARMLESS = r"""(?:\s(?:(?:class|lang|title|scope|x|y|d|cx|cy|r|aria-[a-z]+|data-[a-z-]+)="[^"]*"|href="[^":]*"))*"""
_TAG = re.compile(
    r"""<!--.*?-->|<![a-zA-Z][^>]*>|"""  # a comment, a declaration
    rf"""<(/?)([a-zA-Z][^\s/<>]*){_HARMLESS}([^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)>|"""
    r"""(<[a-zA-Z/!?].{0,18})""",  # what only begins like a tag
    re.DOTALL,
)
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
    policy = _POLICY.format(hashes="".join(f" '{h}'" for h in hashes))
    meta = Markup('<head><meta http-equiv="Content-Security-Policy" content="{}">').format(policy)
    return Output(output.path, _HEAD.sub(lambda _: meta.encode("utf-8"), output.data, count=1))


def page_faults(html: str) -> list[str]:
    """List what is wrong with a finished page: an id twice, an inline style, what runs, elements that do not close."""
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
    for name, quoted in _ATTRIBUTE.findall(attributes):
        value = quoted.strip("\"'")
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
    return "sha256-" + base64.b64encode(hashlib.sha256(script).digest()).decode("ascii")
