"""The view of an entity's page: what it is, where it stands, and what the archive says of it."""

from collections.abc import Iterator

from markupsafe import Markup

from jianbao import addresses
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Entity, Page, Said, VoicesOf
from jianbao.render.bars import bars, year_said
from jianbao.render.entities.kin import NEWEST, over, where
from jianbao.render.entities.locator import Spot, locator
from jianbao.render.entities.schemes import schemes
from jianbao.render.entities.views import AboutView, BesideView, EntityView, NameLink
from jianbao.render.inline import escaped
from jianbao.render.lists import card_view
from jianbao.render.tables import row
from jianbao.render.views import BarView, GatheredView, Link, PhotoView

INSIDE = 60  # places that lie right in one: a screen of names
NO_MAP = Markup("")


def page(page: Page, corpus: Corpus, voices: VoicesOf) -> EntityView:
    """Make the view of an entity, or of what the articles of one year say of it."""
    kind, slug, year = (*page.subject.split("/"), "")[:3]
    entity, ids = corpus.entities[kind, slug]
    here = _Here(page, corpus, voices, entity)
    inside = here.inside() if not year else ()
    words = here.words
    return EntityView(
        title=voices.name(entity),
        description=f"{words.say(f'of-kind-{kind}')} · {words.say('articles-n', n=len(ids))}",
        names=tuple(here.names()),
        path=tuple(here.link(one) for one in reversed(tuple(over(entity, corpus)))),
        facts=tuple(here.facts(len(ids))),
        notices=tuple(here.notices(len(ids))),
        map=here.map() if not year else NO_MAP,
        map_note=words.say("map-note"),
        schemes=() if year else schemes(page, corpus, voices, entity),
        inside=inside[:INSIDE],
        more_inside=words.say("more-n", n=len(inside) - INSIDE) if len(inside) > INSIDE else "",
        years=here.years(),
        heading=words.say("of-year", year=year_said(year, words)) if year else words.say("entity-articles"),
        articles=tuple(here.about(card) for card in corpus.cards),
        more=words.say("newest-n", n=NEWEST) if not year and len(ids) > NEWEST else "",
        beside=() if year else tuple(here.beside()),
    )


class _Here:
    """What the parts of one entity's page share."""

    def __init__(self, page: Page, corpus: Corpus, voices: VoicesOf, entity: Entity) -> None:
        self.page, self.corpus, self.voices, self.entity = page, corpus, voices, entity
        self.words = Words(page.edition)
        self.own = (entity.kind, entity.slug)

    def link(self, entity: Entity, count: int = 0) -> NameLink:
        address = addresses.entity(self.page.edition, entity.kind, entity.slug)
        said = self.words.number(count) if count > 1 else ""
        return NameLink(addresses.relative(address, self.page.address), self.voices.name(entity), said)

    def names(self) -> Iterator[Said]:
        """Give the names in the other scripts, each with its language."""
        english = self.entity.english or self.entity.by_rule
        hant = self.voices.traditional(self.entity.name)
        seen = {self.voices.name(self.entity).text.casefold()}
        for said in (Said(self.entity.name, "zh-Hans"), Said(hant, "zh-Hant"), Said(english, "en")):
            if said.text and said.text.casefold() not in seen:
                seen.add(said.text.casefold())
                yield said

    def facts(self, articles: int) -> Iterator[Markup]:
        entity, words = self.entity, self.words
        yield escaped(words.say(f"of-kind-{entity.kind}"))
        yield escaped(words.say("articles-n", n=articles))
        if entity.kind == "person" and entity.note:
            yield self._said("role-of", self.voices.chinese(entity.note))
        if entity.adcode:
            yield escaped(words.say("adcode", code=entity.adcode))
        if entity.longitude and entity.latitude:
            yield escaped(words.say("coordinates", longitude=entity.longitude, latitude=entity.latitude))
        aliases = [alias for alias in entity.aliases if alias != entity.name]
        if aliases:
            listed = words.listed(self.voices.chinese(alias).text for alias in aliases)
            yield self._said("also-called", Said(listed, self.voices.chinese(aliases[0]).lang))
        if entity.reading and not entity.english:
            yield escaped(words.say("reading", reading=entity.reading))

    def _said(self, key: str, said: Said) -> Markup:
        lang = Markup('<span lang="{}">{}</span>').format(said.lang, escaped(said.text))
        return escaped(self.words.say(key, names="")) + (lang if said.lang else escaped(said.text))

    def notices(self, articles: int) -> Iterator[str]:
        """Say what a reader should be careful of."""
        if self.entity.by_rule and not self.entity.english:
            yield self.words.say("named-by-rule", name=self.entity.by_rule)
        if self.entity.kind == "person" and articles > 1 and not self.entity.english:
            yield self.words.say("same-name")

    def map(self) -> Markup:
        """Draw the map of a place; of what no gazetteer holds, that of the county that it lies in."""
        code = where(self.entity, self.corpus) if self.entity.kind == "place" else ""
        spots = {
            one.adcode: Spot(self.link(one).href, len(ids))
            for one, ids in self.corpus.entities.values()
            if one.adcode and one.slug != self.entity.slug
        }
        return locator(code, spots, self.voices, self.words) if code else NO_MAP

    def inside(self) -> tuple[NameLink, ...]:
        """Give what lies right in a place, places first, each with how many articles name it."""
        own = [
            (one, len(ids))
            for one, ids in self.corpus.entities.values()
            if self.entity.kind == one.kind == "place" and one.parent == self.entity.slug
        ]
        return tuple(self.link(one, n) for one, n in sorted(own, key=lambda pair: (-pair[1], pair[0].slug)) if n)

    def years(self) -> tuple[BarView, ...]:
        """Give the years of its articles; each leads to its page, or to its first article on this one."""
        counts = {year: len(ids) for year, ids in self.corpus.years.items()}
        cut = sum(counts.values()) > NEWEST
        kind, slug = self.own
        links = {
            year: addresses.relative(addresses.entity(self.page.edition, kind, slug, year), self.page.address)
            if cut
            else f"#a-{ids[0]}"
            for year, ids in self.corpus.years.items()
        }
        return bars(counts, links, self.words)

    def about(self, card: Card) -> AboutView:
        """Gather what an article says of the entity, and the places in it that the article names."""
        inside = [one.entity for one in card.names if (one.entity.kind, one.entity.slug) != self.own]
        named = tuple(self.link(one) for one in inside)
        return AboutView(card_view(card, self.page, self.voices), self._gathered(card), named)

    def _gathered(self, card: Card) -> GatheredView:
        voice = self.voices.of(card)
        href = addresses.relative(addresses.article(self.page.edition, card.id), self.page.address)
        photographed = {caption.block for caption in card.captions}
        own = [one for one in card.names if (one.entity.kind, one.entity.slug) == self.own]
        said = [
            (block, voice.text(sentence)) for one in own for block, sentence in one.places if block not in photographed
        ]
        return GatheredView(
            id=f"a-{card.id}",
            href=href,
            headline=voice.text(card.headline),
            sentences=tuple(Link(f"{href}#{block}", one.text, lang=one.lang) for block, one in dict.fromkeys(said)),
            figures=tuple(row(one.figure, voice, self.words, f"{card.id}-", href) for one in card.figures),
            photos=tuple(
                PhotoView(f"{href}#{caption.block}", voice.text(caption.text), voice.text(caption.credit))
                for caption in card.captions
            ),
        )

    def beside(self) -> Iterator[BesideView]:
        """Give what occurs together with the entity, by kind, the most often first."""
        line = {("place", one.slug) for one in over(self.entity, self.corpus)}
        for kind in addresses.ENTITIES:
            some = [
                (one, len(ids))
                for key, (one, ids) in self.corpus.entities.items()
                if key[0] == kind and ids and key != self.own and key not in line and one.parent != self.entity.slug
            ]
            ordered = sorted(some, key=lambda pair: (-pair[1], pair[0].slug))
            if ordered:
                yield BesideView(self.words.say(kind), tuple(self.link(one, n) for one, n in ordered))
