"""The view of an entity's page: what it is, where it stands, and what the archive says of it."""

from collections.abc import Iterator

from markupsafe import Markup

from jianbao import addresses, routes
from jianbao.model import Card, Corpus, Page, VoicesOf
from jianbao.render import years
from jianbao.render.entities.here import Here
from jianbao.render.entities.kin import NEWEST, over, where
from jianbao.render.entities.locator import Spot, locator
from jianbao.render.entities.schemes import schemes
from jianbao.render.entities.views import AboutView, BesideView, EntityView, NameLink
from jianbao.render.facts import card_facts
from jianbao.render.inline import escaped
from jianbao.render.views import BarView

INSIDE = 60  # places that lie right in one: a screen of names
NO_MAP = Markup("")


def page(page: Page, corpus: Corpus, voices: VoicesOf) -> EntityView:
    """Make the view of an entity, or of what the articles of one period say of it."""
    kind, slug, period = (*page.subject.split("/"), "")[:3]
    entity, ids = corpus.entities[kind, slug]
    here = _Own(page, corpus, voices, entity)
    inside = here.inside() if not period else ()
    words = here.words
    # The page of a period speaks of it alone, so that it stays when an article of another one comes.
    count = words.say("articles-n", n=len(corpus.years[period] if period else ids))
    return EntityView(
        title=voices.name(entity),
        description=f"{words.say(f'of-kind-{kind}')} · {count}",
        names=tuple(here.names()),
        path=tuple(here.link(one) for one in reversed(tuple(over(entity, corpus)))),
        facts=(escaped(words.say(f"of-kind-{kind}")), escaped(count), *here.facts()),
        notices=tuple(here.notices(len(ids))),
        map=here.map() if not period else NO_MAP,
        map_note=words.say("map-note"),
        schemes=() if period else schemes(page, corpus, voices, entity),
        inside=inside[:INSIDE],
        more_inside=words.say("more-n", n=len(inside) - INSIDE) if len(inside) > INSIDE else "",
        years=() if period else here.years(),
        other_years=years.links(corpus.years, lambda one: addresses.entity(page.edition, kind, slug, one), page, words)
        if period
        else (),
        heading=words.say("year-articles", year=years.said(period, words)) if period else words.say("entity-articles"),
        articles=tuple(here.about(card) for card in corpus.cards),
        more=words.say("newest-n", n=NEWEST) if not period and len(ids) > NEWEST else "",
        beside=() if period else tuple(here.beside()),
    )


class _Own(Here):
    """An entity on its own page."""

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
        kind, slug = self.entity.key
        links = {
            year: routes.relative(addresses.entity(self.page.edition, kind, slug, year), self.page.address)
            if cut
            else f"#a-{ids[0]}"
            for year, ids in self.corpus.years.items()
        }
        return years.bars(counts, links, self.words)

    def about(self, card: Card) -> AboutView:
        """Gather what an article says of the entity, and the places in it that the article names."""
        inside = [one.entity for one in card.names if one.entity.key != self.entity.key]
        named = tuple(self.link(one) for one in inside)
        facts = tuple(card_facts(card, self.voices.of(card), self.words))
        return AboutView(facts, self.gathered(card), named)

    def beside(self) -> Iterator[BesideView]:
        """Give what occurs together with the entity, by kind, the most often first."""
        own = {self.entity.key, *(one.key for one in over(self.entity, self.corpus))}
        for kind in addresses.ENTITIES:
            some = [
                (one, len(ids))
                for key, (one, ids) in self.corpus.entities.items()
                if key[0] == kind and ids and key not in own and one.parent != self.entity.slug
            ]
            ordered = sorted(some, key=lambda pair: (-pair[1], pair[0].slug))
            if ordered:
                yield BesideView(self.words.say(kind), tuple(self.link(one, n) for one, n in ordered))
