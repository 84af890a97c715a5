"""What machines follow: the Atom feed of each edition, the sitemap, and the word to robots."""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from jianbao import addresses, escape
from jianbao.interface import Words
from jianbao.keys import digest
from jianbao.model import Corpus, Output, Page, Said

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
FEED_LENGTH = 50  # entries: a reader that comes back once a month misses nothing at a rate of ten a week


def feed(edition: str, corpus: Corpus, titles: Mapping[str, Said], site_url: str) -> Output:
    """Make the Atom feed of an edition: its newest articles.

    Args:
        edition: the edition.
        corpus: all the archive; Cards in order.
        titles: article id -> its headline in this edition; an article without one is left out.
        site_url: the address of the site with a final slash; without one, links are relative to the feed.
    """
    words = Words(edition)
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": edition})
    address = addresses.feed(edition)
    _text(root, "id", site_url + address or address)
    _text(root, "title", words.say("newest-feed"))
    cards = [card for card in corpus.cards if card.id in titles][:FEED_LENGTH]
    _text(root, "updated", _timestamp(max((card.dated for card in cards), default="")))
    for card in cards:
        entry = ET.SubElement(root, f"{{{ATOM}}}entry")
        link = _link(addresses.article(edition, card.id), address, site_url)
        _text(entry, "id", link if site_url else f"urn:sha256:{digest(edition, card.id)}")
        _text(entry, "title", titles[card.id].text)
        _text(entry, "updated", _timestamp(card.dated))
        ET.SubElement(entry, f"{{{ATOM}}}link", {"href": link})
        author = ET.SubElement(entry, f"{{{ATOM}}}author")
        writers = (byline.names for byline in card.bylines if byline.role not in ("photographer", "editor"))
        names = dict.fromkeys(name for names in writers for name in names)
        _text(author, "name", words.listed(list(names)) or words.say("site"))
        _text(entry, "summary", card.lead)
    return Output(address, _xml(root))


def sitemap(pages: Iterable[Page], site_url: str) -> Output:
    """Make the sitemap: every page with its other editions; empty when the address of the site is not known."""
    ET.register_namespace("", SITEMAP)
    ET.register_namespace("xhtml", XHTML)
    root = ET.Element(f"{{{SITEMAP}}}urlset")
    known = {page.address for page in pages} if site_url else set()
    for address in sorted(known):
        url = ET.SubElement(root, f"{{{SITEMAP}}}url")
        ET.SubElement(url, f"{{{SITEMAP}}}loc").text = site_url + address
        for edition in addresses.EDITIONS:
            other = addresses.in_edition(address, edition)
            if other in known:
                _alternate(url, edition, site_url + other)
        _alternate(url, "x-default", site_url + addresses.in_edition(address, addresses.DEFAULT))
    return Output("sitemap.xml", _xml(root))


def robots(site_url: str) -> Output:
    """Welcome every robot, and show it the sitemap when the address of the site is known."""
    sitemap_line = f"Sitemap: {site_url}sitemap.xml\n" if site_url else ""
    return Output("robots.txt", f"User-agent: *\nAllow: /\n{sitemap_line}".encode())


def _link(target: str, page: str, site_url: str) -> str:
    return site_url + target if site_url else addresses.relative(target, page)


def _alternate(parent: ET.Element, language: str, href: str) -> None:
    ET.SubElement(parent, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": language, "href": href})


def _timestamp(iso: str) -> str:
    return (iso + "-01-01")[:10] + "T00:00:00Z" if iso else "1970-01-01T00:00:00Z"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{tag}").text = escape.visible(text)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"
