"""The way out of MkDocs: the same `docs/` and `mkdocs.yml` built by others, and compared with the site page by page.

    python -m benchmarks.exit --zensical ENV/bin/zensical --properdocs ENV/bin/properdocs

Builds every edition with each program, and compares what a page shows, its ids and its links with those of the site
that was built here. Each program lives in an environment of its own; ProperDocs wants `mkdocs-material` in it, too.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import click

from jianbao import addresses

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {"zensical": ("build", "--clean"), "properdocs": ("build", "--quiet")}
FOLDERS = ("zensical",)  # programs that take a link for one from the source file, which must then lie at its address
UNSEEN = frozenset(("script", "style", "title"))
SHOWN = 60  # characters of a difference


@dataclass
class Seen:
    """What a page is to a reader, in order: the pieces of its text, its ids, and the addresses that it links."""

    text: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the body of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.seen, self._address = Seen(), address
        self._unseen, self._body = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._body |= tag == "body"
        self._unseen = tag if tag in UNSEEN else self._unseen
        given = dict(attrs)
        if self._body and given.get("id"):
            self.seen.ids.append(given["id"] or "")
        if self._body and tag == "a" and given.get("href"):
            self.seen.links.append(urljoin(self._address, given["href"]).removeprefix(self._address))

    def handle_endtag(self, tag: str) -> None:
        self._unseen = "" if tag == self._unseen else self._unseen

    def handle_data(self, data: str) -> None:
        if self._body and not self._unseen and (text := " ".join(data.split())):
            self.seen.text.append(text)


def seen(html: str, address: str) -> Seen:
    """Read what a page shows that stands at an address."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return reader.seen


def build(program: str, path: Path, edition: str, folder: Path) -> Path:
    """Build an edition with another program in `folder`, and give the site. Raises CalledProcessError."""
    shutil.copytree(ROOT / "templates" / "theme", folder / "templates" / "theme")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for source, address in sources(edition):
        target = folder / "docs" / (address / "index.md" if program in FOLDERS else source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "docs" / source, target)
    settings = {"DOCS_DIR": "docs", "SITE_DIR": "out", "EDITION": edition, "MOUNTED": "true", "SEARCH": "true"}
    environment = os.environ | {f"JB_{name}": value for name, value in settings.items()}
    command = [str(path.absolute()), *COMMANDS[program], "--config-file", "mkdocs.yml"]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return folder / "out"


def sources(edition: str) -> Iterator[tuple[Path, Path]]:
    """Give the pages of an edition: the path of each below `docs/`, and its address below the root of the site."""
    for name in (edition, *(addresses.SHARED if edition == addresses.DEFAULT else ())):
        for path in sorted((ROOT / "docs" / name).rglob("*.md")):
            source = path.relative_to(ROOT / "docs")
            yield source, source.parent if source.name == "index.md" else source.with_suffix("")


def differing(ours: list[str], theirs: list[str]) -> Iterator[str]:
    """Give what one list has and the other has not, each with its sign."""
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (f"- {one}" for one in ours[a:b])
            yield from (f"+ {one}" for one in theirs[c:d])


def compare(site: Path, other: Path, edition: str) -> Mapping[str, Counter[str]]:
    """Count, for text, ids and links, on how many pages each difference stands; `pages` and `same` count pages."""
    found: dict[str, Counter[str]] = {what: Counter() for what in ("pages", "same", "text", "ids", "links")}
    for path in (address / "index.html" for _, address in sources(edition)):
        found["pages"]["all"] += 1
        if not (other / path).is_file():
            found["pages"]["missing"] += 1
            continue
        ours, theirs = (seen((root / path).read_text("utf-8"), f"/{path.parent}/") for root in (site, other))
        for what in ("text", "ids", "links"):
            differences = set(differing(getattr(ours, what), getattr(theirs, what)))
            found[what].update(differences)
            found["same"][what] += not differences
    return found


@click.command()
@click.option("--site", type=click.Path(path_type=Path), default=ROOT / "site", help="The site that was built here.")
@click.option("--zensical", type=click.Path(path_type=Path), help="The program, in an environment of its own.")
@click.option("--properdocs", type=click.Path(path_type=Path), help="The same.")
@click.option("--most", default=12, show_default=True, help="Differences to show of each kind.")
def main(site: Path, most: int, **programs: Path | None) -> None:
    """Build docs/ with other programs and say what differs from the site."""
    for program, path in programs.items():
        total: dict[str, Counter[str]] = {}
        start = time.perf_counter()
        for edition in addresses.EDITIONS if path else ():
            with tempfile.TemporaryDirectory() as folder:
                try:
                    other = build(program, path or Path(), edition, Path(folder))
                except subprocess.CalledProcessError as error:
                    raise click.ClickException(f"{program}: {error.stderr.strip().splitlines()[-1:]}") from error
                for what, counted in compare(site, other, edition).items():
                    total.setdefault(what, Counter()).update(counted)
        if total:
            _tell(program, total, most)
            click.echo(f"  {time.perf_counter() - start:.1f} s with the comparison")


def _tell(program: str, total: Mapping[str, Counter[str]], most: int) -> None:
    click.echo(f"{program}: {total['pages']['all']} pages, {total['pages']['missing']} missing")
    for what in ("text", "ids", "links"):
        click.echo(f"  {what}: the same on {total['same'][what]}")
        for one, count in total[what].most_common(most):
            click.echo(f"    {count:5} {one[:SHOWN]}")


if __name__ == "__main__":
    main()
