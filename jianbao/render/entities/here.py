"""What every place that speaks of an entity shares: where it stands, its names and facts, what an article says."""

from collections.abc import Iterator

from markupsafe import Markup

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Entity, Page, Said, VoicesOf
from jianbao.render import inline
from jianbao.render.entities.views import NameLink
from jianbao.render.gathered import gathered
from jianbao.render.inline import escaped
from jianbao.render.views import GatheredView


def stands(page: Page, corpus: Corpus, entity: Entity) -> str:
    """Give the address where an entity stands, in the edition of a page."""
    return addresses.standing(page.edition, *entity.key, corpus.homes.get(entity.key, ""))


class Here:
    """An entity on a page: its links, its names, what is known of it, what an article says of it."""

    def __init__(self, page: Page, corpus: Corpus, voices: VoicesOf, entity: Entity) -> None:
        """Say which entity, on which page; `corpus` is the page's own part of the archive."""
        self.page, self.corpus, self.voices, self.entity = page, corpus, voices, entity
        self.words = Words(page.edition)

    def link(self, entity: Entity, count: int = 0) -> NameLink:
        """Link an entity by its name; `count` says how often."""
        address = stands(self.page, self.corpus, entity)
        said = self.words.number(count) if count > 1 else ""
        return NameLink(routes.relative(address, self.page.address), self.voices.name(entity), said)

    def names(self) -> Iterator[Said]:
        """Give the names in the other scripts, each with its language."""
        english = self.entity.english or self.entity.by_rule
        hant = self.voices.traditional(self.entity.name)
        seen = {self.voices.name(self.entity).text.casefold()}
        for said in (Said(self.entity.name, "zh-Hans"), Said(hant, "zh-Hant"), Said(english, "en")):
            if said.text and said.text.casefold() not in seen:
                seen.add(said.text.casefold())
                yield said

    def facts(self) -> Iterator[Markup]:
        """Say what is known of the entity besides its names and what it lies in."""
        entity, words = self.entity, self.words
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
        if entity.reading not in ("", entity.by_rule) and not entity.english:
            yield escaped(words.say("reading", reading=entity.reading))

    def _said(self, key: str, said: Said) -> Markup:
        return escaped(self.words.say(key, names="")) + inline.said(said)

    def notices(self, articles: int) -> Iterator[str]:
        """Say what a reader should be careful of."""
        if self.entity.by_rule and not self.entity.english:
            yield self.words.say("named-by-rule", name=self.entity.by_rule)
        if self.entity.kind == "person" and articles > 1 and not self.entity.english:
            yield self.words.say("same-name")

    def gathered(self, card: Card) -> GatheredView:
        """Gather what an article says of the entity; of the figures and photos of a Card it is given the right ones."""
        photographed = {caption.block for caption in card.captions}
        own = (place for one in card.names if one.entity.key == self.entity.key for place in one.places)
        sentences = tuple((block, sentence) for block, sentence in own if block not in photographed)
        return gathered(card, self.page, self.voices, sentences)
