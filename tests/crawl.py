"""Reads a built site as a crawler would: every page and feed parsed, every link and fragment looked up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

ORIGIN = "http://site.test/"
REFRESH = "0; url="


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
            elif name == "content" and value and value.startswith(REFRESH):  # a page that sends its reader on
                self.links.append(value.removeprefix(REFRESH))

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


def broken(files: Mapping[str, bytes], base: str = ORIGIN) -> Iterator[str]:
    """Give every link, source or fragment that leads nowhere, with the file it stands in.

    Looks into pages, feeds, sitemaps, the file for robots, and what modules import.

    Args:
        files: the site.
        base: the address that it was built for, with a final slash.
    """
    parsed = pages(files)
    for path, links in _links(files, parsed):
        for link in links:
            address = urljoin(base + path, link)
            target = urlsplit(address.removeprefix(base))
            if target.scheme in ("mailto", "data"):
                continue
            file = unquote(target.path)
            file += "index.html" if file.endswith("/") or not file else ""
            if not address.startswith(base):
                yield f"{path}: {link} is on another host"
            elif file not in files:
                yield f"{path}: {link} leads to no file"
            elif target.fragment and file in parsed and unquote(target.fragment) not in parsed[file].ids:
                yield f"{path}: {link} has no such fragment"


def _links(files: Mapping[str, bytes], parsed: Mapping[str, Parsed]) -> Iterator[tuple[str, list[str]]]:
    """Give the addresses that each file names."""
    for path, data in files.items():
        if path in parsed:
            yield path, parsed[path].links + parsed[path].sources
        elif path.endswith(".xml"):
            found = list(ET.fromstring(data).iter())  # noqa: S314 of our own making
            yield path, [href for one in found if (href := one.get("href") or (one.tag.endswith("}loc") and one.text))]
        elif path == "robots.txt":
            yield path, re.findall(r"Sitemap: (\S+)", data.decode("utf-8"))
        elif path.endswith(".js"):
            yield path, re.findall(r"(?:from |import\()\"(\.[^\"]+)\"", data.decode("utf-8"))
