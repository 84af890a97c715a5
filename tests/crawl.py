"""Reads a built site as a crawler would: every page parsed, every link and fragment looked up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

ORIGIN = "http://site.test/"


@dataclass
class Parsed(HTMLParser):
    """The ids, links and text of a page."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "action") and value is not None:
                self.links.append(value)
            elif name == "src" and value is not None:
                self.sources.append(value)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def pages(files: Mapping[str, bytes]) -> dict[str, Parsed]:
    """Parse every HTML file of a site, by path."""
    out = {}
    for path, data in files.items():
        if path.endswith(".html"):
            out[path] = Parsed()
            out[path].feed(data.decode("utf-8"))
    return out


def broken(files: Mapping[str, bytes]) -> Iterator[str]:
    """Give every link, source or fragment that leads nowhere, with the page it stands on."""
    parsed = pages(files)
    for path, page in parsed.items():
        if path == "404.html":  # served at any depth, so its links start at the root of the server
            continue
        for link in page.links + page.sources:
            target = urlsplit(urljoin(ORIGIN + path, link))
            if target.scheme in ("mailto", "data"):
                continue
            file = unquote(target.path.lstrip("/")) or "index.html"
            file += "index.html" if file.endswith("/") else ""
            if f"{target.scheme}://{target.netloc}/" != ORIGIN:
                yield f"{path}: {link} is on another host"
            elif file not in files:
                yield f"{path}: {link} leads to no file"
            elif target.fragment and file in parsed and unquote(target.fragment) not in parsed[file].ids:
                yield f"{path}: {link} has no such fragment"
