"""What machines follow: the Atom feed of each edition, the sitemap, and the word to robots."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from xml.etree import ElementTree as ET

from jianbao import addresses, escape, routes
from jianbao.interface import Words
from jianbao.keys import digest
from jianbao.model import Card, Corpus, Output, Page, Voice, VoicesOf

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# Addresses in a sitemap: under the 50,000 and the 50 MB of the protocol, with five of 250 characters for each page.
URLS = 40_000
FEED_LENGTH = 50  # entries: a reader that comes back once a month misses nothing at a rate of ten a week


def feed(edition: str, corpus: Corpus, voices: VoicesOf, site_url: str) -> Output:
    """Make the Atom feed of an edition: its newest articles, but for those whose headline it cannot say.

    Args:
        edition: the edition.
        corpus: all the archive; Cards in order.
        voices: how the edition says the texts of an article.
        site_url: the address of the site with a final slash; without one, links are relative to the feed.
    """
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": edition})
    address = addresses.feed(edition)
    _text(root, "id", site_url + address if site_url else f"urn:sha256:{digest(edition)}")
    _text(root, "title", Words(edition).say("newest-feed"))
    _linked(root, "self", "application/atom+xml", _link(address, address, site_url))
    _linked(root, "alternate", "text/html", _link(addresses.home(edition), address, site_url))
    # A headline in English alone makes no English article.
    there = (card for card in corpus.cards if edition != "en" or card.translated)
    said = (card for card in there if not voices.of(card).text(card.headline).lang)
    cards = list(islice(said, FEED_LENGTH))
    _text(root, "updated", _timestamp(max((card.dated for card in cards), default="")))
    for card in cards:
        _entry(ET.SubElement(root, f"{{{ATOM}}}entry"), card, voices.of(card), site_url)
    return Output(address, _xml(root))


def _entry(entry: ET.Element, card: Card, voice: Voice, site_url: str) -> None:
    address, words = addresses.feed(voice.edition), Words(voice.edition)
    link = _link(addresses.article(voice.edition, card.id), address, site_url)
    _text(entry, "id", link if site_url else f"urn:sha256:{digest(voice.edition, card.id)}")
    _text(entry, "title", voice.text(card.headline).text)
    _text(entry, "updated", _timestamp(card.dated))
    _linked(entry, "alternate", "text/html", link)
    _linked(entry, "alternate", "text/markdown", _link(addresses.twin(voice.edition, card.id), address, site_url))
    writers = (byline.names for byline in card.bylines if byline.role not in ("photographer", "editor"))
    names = dict.fromkeys(voice.text(name).text for names in writers for name in names)
    _text(ET.SubElement(entry, f"{{{ATOM}}}author"), "name", words.listed(list(names)) or words.say("site"))
    lead = voice.text(card.lead)
    _text(entry, "summary", lead.text, {"xml:lang": lead.lang} if lead.lang else {})


def sitemaps(pages: Iterable[Page], site_url: str, most: int = URLS) -> Iterator[Output]:
    """Make the sitemap: every page with its other editions. Beyond `most` of them, an index and the maps it names.

    It is empty when the address of the site is not known.
    """
    ET.register_namespace("", SITEMAP)
    ET.register_namespace("xhtml", XHTML)
    known = {page.address for page in pages} if site_url else set()
    every = sorted(known)
    parts = [every[at : at + most] for at in range(0, len(every), most)] or [[]]
    if len(parts) == 1:
        yield Output(addresses.SITEMAP, _xml(_urlset(parts[0], known, site_url)))
        return
    index = ET.Element(f"{{{SITEMAP}}}sitemapindex")
    for number, part in enumerate(parts, 1):
        one = ET.SubElement(index, f"{{{SITEMAP}}}sitemap")
        ET.SubElement(one, f"{{{SITEMAP}}}loc").text = site_url + addresses.sitemap_part(number)
        yield Output(addresses.sitemap_part(number), _xml(_urlset(part, known, site_url)))
    yield Output(addresses.SITEMAP, _xml(index))


def _urlset(part: Iterable[str], known: set[str], site_url: str) -> ET.Element:
    root = ET.Element(f"{{{SITEMAP}}}urlset")
    for address in part:
        url = ET.SubElement(root, f"{{{SITEMAP}}}url")
        ET.SubElement(url, f"{{{SITEMAP}}}loc").text = site_url + address
        for edition in addresses.EDITIONS:
            other = routes.in_edition(address, edition)
            if other in known:
                _alternate(url, edition, site_url + other)
        default = routes.in_edition(address, addresses.DEFAULT)
        if default in known:
            _alternate(url, "x-default", site_url + default)
    return root


def robots(site_url: str) -> Output:
    """Welcome every robot, and show it the sitemap when the address of the site is known."""
    sitemap_line = f"Sitemap: {site_url}{addresses.SITEMAP}\n" if site_url else ""
    return Output("robots.txt", f"User-agent: *\nAllow: /\n{sitemap_line}".encode())


def _link(target: str, page: str, site_url: str) -> str:
    return site_url + target if site_url else routes.relative(target, page)


def _alternate(parent: ET.Element, language: str, href: str) -> None:
    ET.SubElement(parent, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": language, "href": href})


def _timestamp(iso: str) -> str:
    return (iso + "-01-01")[:10] + "T00:00:00Z" if iso else "1970-01-01T00:00:00Z"


def _linked(parent: ET.Element, relation: str, kind: str, href: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "type": kind, "href": href})


def _text(parent: ET.Element, tag: str, text: str, attributes: Mapping[str, str] = MappingProxyType({})) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{tag}", dict(attributes)).text = escape.visible(text)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"
