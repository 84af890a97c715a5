"""What the head of an article's page tells machines: Dublin Core, PRISM and Highwire for Zotero, JSON-LD for search."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Analysis, EntityKey, Host, Reference, Voice

Tags = tuple[tuple[str, str], ...]

MENTIONED = 3  # entities of a kind: what an article is about; the page itself lists more
_TYPES = {"place": "Place", "organisation": "Organization", "programme": "Project", "person": "Person"}


@dataclass(frozen=True)
class Shown:
    """An article as an edition's page shows it: `lang` is that of its text, `translated` whether English exists.

    `homes` are the articles with which entities stand that have no page of their own.
    """

    reference: Reference
    voice: Voice
    host: Host
    title: str
    lang: str
    translated: bool = False
    homes: Mapping[EntityKey, str] = field(default_factory=dict)

    def link(self, target: str) -> str:
        """Give a link to an address of the site: absolute where the site knows its own."""
        page = addresses.article(self.voice.edition, self.reference.id)
        return self.host.url + target if self.host.url else routes.relative(target, page)

    def say(self, text: str) -> str:
        """Say a text in the words of the edition."""
        return self.voice.text(text).text if text else ""


def tags(shown: Shown) -> Tags:
    """Give the names and contents of the `<meta>` tags. There is no journal title: it would make a journal article."""
    reference = shown.reference
    date, paper = reference.issued.date, shown.say(reference.paper)
    authors = [shown.say(name) for name in reference.authors]
    every = (
        ("z:itemType", "newspaperArticle"),
        ("citation_title", shown.title),
        *(("citation_author", name) for name in authors),
        ("citation_date", date.replace("-", "/")),
        ("citation_firstpage", reference.page),
        ("citation_language", shown.lang),
        ("citation_fulltext_html_url", _url(shown)),
        ("DC.type", "Text"),
        ("DC.title", shown.title),
        *(("DC.creator", name) for name in authors),
        ("DC.date", date),
        ("DC.source", paper),
        ("DC.language", shown.lang),
        ("DC.identifier", _url(shown)),
        ("prism.publicationName", paper),
        ("prism.publicationDate", date),
        ("prism.startingPage", reference.page),
        ("prism.alternateTitle", shown.say(reference.kicker)),
    )
    return tuple((name, content) for name, content in every if content)


def linked_data(shown: Shown, analysis: Analysis, description: str) -> dict[str, Any]:
    """Give the JSON-LD of an article's page: the article, and the way to it."""
    return {"@context": "https://schema.org", "@graph": [_article(shown, analysis, description), _way(shown)]}


def _article(shown: Shown, analysis: Analysis, description: str) -> dict[str, Any]:
    reference, edition = shown.reference, shown.voice.edition
    here = shown.link(addresses.article(edition, reference.id))
    twin = shown.link(addresses.twin(edition, reference.id))
    value = {
        "@type": "NewsArticle",
        "@id": f"{here}#article",
        "url": here,
        "mainEntityOfPage": here,
        "identifier": reference.id,
        "headline": shown.title,
        "alternativeHeadline": [shown.say(text) for text in (reference.kicker, reference.subhead) if text],
        "description": description,
        "inLanguage": shown.lang,
        "datePublished": reference.issued.date,
        "author": [{"@type": "Person", "name": shown.say(name)} for name in reference.authors],
        "isPartOf": list(_wholes(shown)),
        "printPage": reference.page,
        "isBasedOn": reference.source_url,
        "isAccessibleForFree": True,
        "encoding": [{"@type": "MediaObject", "encodingFormat": "text/markdown", "contentUrl": twin}],
        "mentions": list(_mentions(shown, analysis)),
    }
    return {name: field for name, field in (value | _translations(shown)).items() if field}


def _wholes(shown: Shown) -> Iterator[dict[str, str]]:
    if shown.reference.paper:
        yield {"@type": "Newspaper", "name": shown.say(shown.reference.paper)}
    if shown.reference.series:
        yield {"@type": "CreativeWorkSeries", "name": shown.say(shown.reference.series)}


def _translations(shown: Shown) -> dict[str, Any]:
    """Tie a translation to its original, and the original to its translation."""
    reference = shown.reference
    if shown.voice.edition == "en" and shown.translated:
        original = shown.link(addresses.article(reference.lang, reference.id))
        return {"translationOfWork": {"@type": "NewsArticle", "@id": f"{original}#article"}}
    if shown.voice.edition == reference.lang and shown.translated:
        english = shown.link(addresses.article("en", reference.id))
        return {"workTranslation": {"@type": "NewsArticle", "@id": f"{english}#article", "inLanguage": "en"}}
    return {}


def _mentions(shown: Shown, analysis: Analysis) -> Iterator[dict[str, str]]:
    """Give the entities of each kind that are most mentioned."""
    for kind, schema in _TYPES.items():
        counted = Counter((m.entity, m.name) for m in analysis.mentions if m.kind == kind and m.entity)
        for (slug, name), _ in counted.most_common(MENTIONED):
            href = shown.link(addresses.standing(shown.voice.edition, kind, slug, shown.homes.get((kind, slug), "")))
            yield {"@type": schema, "name": shown.say(name), "url": href}


def _way(shown: Shown) -> dict[str, Any]:
    edition, words = shown.voice.edition, Words(shown.voice.edition)
    steps = (
        (words.say("site"), addresses.home(edition)),
        (words.say("articles"), addresses.articles(edition)),
        (shown.title, addresses.article(edition, shown.reference.id)),
    )
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": shown.link(address)}
        for at, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _url(shown: Shown) -> str:
    return shown.link(addresses.article(shown.voice.edition, shown.reference.id)) if shown.host.url else ""
