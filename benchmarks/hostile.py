"""Plants hostile strings as body, headline, file name and in sidecars; says what is alive or lost in the built site.

    python -m benchmarks.hostile STRINGS.json...

A file holds a list of strings, or of objects with a `payload`, or with its bytes in Base64 as `payload_b64`. Every
string gets a seed of its own. The exit code is 1 when anything is wrong. Expect a second or so for every ten strings.
"""

import argparse
import base64
import contextlib
import csv
import io
import json
import re
import sys
import tempfile
import xml.parsers.expat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import html5lib
import yaml

from benchmarks.archives import files, laid_out
from jianbao import escape, hanzi, read, sidecar
from jianbao.errors import SeedError
from jianbao.pipeline import Settings
from scripts.build_pages import Crew, build_site

LINKS = ("href", "src", "action", "formaction", "data", "poster", "srcset")
ALIVE = ("iframe", "object", "embed", "base", "applet", "frame", "marquee")
# What no page may hold as it is: controls, and what turns the direction of the text around it.
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufffe\uffff]")
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.])")
LINE = re.compile(r"seeds/[^\x00-\x1f\x7f]+?(:\d+)?: [A-Z-]+ [^\x00-\x1f\x7f]+")  # file, line, code, what to do
NOTED = re.compile(r"\w+: done|\.\.\. and \d+ more: .*")  # how far the build is, and how many doubts it did not tell
FAILED = ": FAILED "  # the program itself broke on a seed, which is refused for no fault of its own
LONGEST = 180  # bytes of a file name, with room for its ending


def main() -> None:
    """Plant the strings of all files and print what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("strings", nargs="+", type=Path)
    strings: list[str] = []
    for path in parser.parse_args().strings:
        strings += map(_string, json.loads(path.read_text("utf-8")))
    with tempfile.TemporaryDirectory() as scratch:
        settings = planted(strings, Path(scratch))
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            code = build_site(settings, Crew(1, ""))
        found = sorted({*faults(settings), *answer_faults(settings, code, said.getvalue().splitlines())})
        refused = len(_report(settings)["refused"])
    print("\n".join(found))
    print(f"{len(strings)} strings as body, headline, file name and in sidecars: exit code {code}", end=", ")
    print(f"{refused} refused by name, {len(found) or 'no'} faults")
    sys.exit(1 if found else 0)


def _string(one: str | Mapping[str, str]) -> str:
    """Give the string of an entry; what is no UTF-8 has surrogates, which `planted` writes as they were."""
    if isinstance(one, str):
        return one
    return one["payload"] if "payload" in one else base64.b64decode(one["payload_b64"]).decode("utf-8", "surrogatepass")


def planted(strings: Sequence[str], folder: Path) -> Settings:
    """Lay out an archive with a seed for each string: its name, its headline and its body."""
    settings = laid_out(folder, editions=("zh-Hans",))
    settings.seeds.mkdir()
    (settings.seeds / "plain.txt").write_text("一篇短文\n\n这是一篇平常的短文。\n", "utf-8")
    for number, text in enumerate(strings):
        stem = f"{number:03} {text}"
        name = stem.replace("/", "⁄").replace("\0", "").encode("utf-8", "surrogatepass")[:LONGEST]
        path = settings.seeds / f"{name.decode('utf-8', 'ignore')}.txt"
        line = " ".join(text.split("\n"))
        path.write_bytes(f"{line}\n\n前面一段。{text}\n\n后面一段。\n".encode("utf-8", "surrogatepass"))
        _plant_beside(path.with_suffix(".yml"), text)
    return settings


def _plant_beside(path: Path, text: str) -> None:
    """Let the editor say the string, too, where a sidecar may hold it: one that may not would refuse its seed."""
    said = {"paper": text, "city": text, "series": {"name": text, "number": 1}, "english": {"headline": text}}
    written = yaml.safe_dump(said, allow_unicode=True).encode("utf-8", "surrogatepass")
    with contextlib.suppress(SeedError):
        sidecar.parse(path.name, written)
        path.write_bytes(written)


def faults(settings: Settings) -> Iterator[str]:
    """Name everything in a built site that is alive, broken or lost."""
    made = files(settings)
    pages = {path: data.decode("utf-8") for path, data in made.items() if path.endswith(".html")}
    for path, page in pages.items():
        yield from page_faults(path, page)
    yield from _data_faults(made)
    yield from _lost(settings, pages)


def answer_faults(settings: Settings, code: int, said: Sequence[str]) -> Iterator[str]:
    """Name what is wrong with the answer of a build: its exit code, a line that is none, a file refused in silence."""
    refused = set(_report(settings)["refused"])
    if code != (3 if refused else 0):
        yield f"exit code {code}, with {len(refused)} files refused"
    lines = [line for line in said if not NOTED.fullmatch(line)]
    yield from (f"no line of a report: {escape.log(line)[:80]}" for line in lines if not LINE.fullmatch(line))
    yield from (line for line in lines if FAILED in line)
    for name in refused:
        if not any(re.match(rf"seeds/{re.escape(name)}(:\d+)?: ", line) for line in lines):
            yield f"{name}: refused, and not named"


def _report(settings: Settings) -> Any:
    return json.loads((settings.site / "data" / "report.json").read_text("utf-8"))


def page_faults(path: str, page: str) -> Iterator[str]:
    """Name what is alive on a page."""
    if "http-equiv" not in page or "unsafe-inline" in page or "unsafe-eval" in page:
        yield f"{path}: no security policy"
    raw = RAW.search(page)
    if raw:
        yield f"{path}: holds U+{ord(raw[0]):04X} as it is"
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        attributes = {str(name).lower(): value for name, value in element.attrib.items()}
        if element.tag in ALIVE:
            yield f"{path}: <{element.tag}>"
        if element.tag == "script" and (element.text or "").strip() and attributes.get("type") != "application/ld+json":
            yield f"{path}: a script in the page"
        if attributes.get("http-equiv", "").lower() == "refresh":
            yield f"{path}: a refresh"
        yield from _attribute_faults(path, element.tag, attributes)


def _attribute_faults(path: str, tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        if name.startswith("on") or name == "style":
            yield f"{path}: <{tag} {name}>"
        elif name in LINKS and re.match(r"\s*(//|[a-z][a-z0-9+.-]*:)", value, re.IGNORECASE):
            yield f"{path}: <{tag} {name}={escape.log(value)[:40]}>"


def _data_faults(made: Mapping[str, bytes]) -> Iterator[str]:
    for path, data in made.items():
        try:
            if path.endswith(".json"):
                json.loads(data)
            elif path.endswith(".jsonl"):
                list(map(json.loads, data.decode("utf-8").splitlines()))
            elif path.endswith((".xml", ".svg")):
                xml.parsers.expat.ParserCreate().Parse(data, True)  # noqa: FBT003 the library's
            elif path.endswith(".csv"):
                yield from _cell_faults(path, data.decode("utf-8-sig"))
        except (ValueError, xml.parsers.expat.ExpatError) as error:
            yield f"{path}: {error}"


def _cell_faults(path: str, text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            if FORMULA.match(cell):
                yield f"{path}: the cell {escape.log(cell)[:40]} is a formula"


def _lost(settings: Settings, pages: Mapping[str, str]) -> Iterator[str]:
    """Name the seeds that were neither refused nor shown as they were printed, character for character."""
    refused = set(_report(settings)["refused"])
    articles = (settings.site / "data" / "articles.jsonl").read_text("utf-8").splitlines()
    published = {json.loads(line)["id"] for line in articles}
    shown = {path: "".join(_text(page).split()) for path, page in pages.items() if path.startswith("evidence/")}
    for found in read.scan(settings.seeds).seeds:
        name = escape.visible(found.name)
        if found.id not in published and name not in refused:
            yield f"{name}: neither published nor refused"
        elif found.id in published:
            page = shown[f"evidence/{found.id}/index.html"]
            missing = [line for line in _printed(found.data) if line not in page]
            yield from (f"{name}: does not show {escape.log(line)[:60]}" for line in missing[:1])
            # In Simplified characters, whatever was printed.
            article = hanzi.fold("".join(_text(pages[f"zh-Hans/articles/{found.id}/index.html"]).split()))
            record = json.loads((settings.site / "data" / "articles" / f"{found.id}.json").read_text("utf-8"))
            said = [block["text"] for block in record["blocks"]] + [record["meta"].get("paper") or ""]
            missing = [text for text in said if hanzi.fold("".join(escape.visible(text).split())) not in article]
            yield from (f"{name}: the article lacks {escape.log(text)[:60]}" for text in missing[:1])


def _printed(data: bytes) -> Iterable[str]:
    """Give the lines of a seed as a page shows them, without white space."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return ("".join(escape.visible(line).split()) for line in text.split("\n") if line.strip())


def _text(page: str) -> str:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return "".join(tree.itertext())


if __name__ == "__main__":
    main()
