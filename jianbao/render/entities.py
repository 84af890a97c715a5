"""The views of the pages about places, organisations, programmes and people."""

from collections.abc import Iterator

from markupsafe import Markup

from jianbao import addresses
from jianbao.interface import Words
from jianbao.model import Card, Corpus, Entity, Page, Said, VoicesOf
from jianbao.render.inline import escaped
from jianbao.render.lists import card_view
from jianbao.render.tables import row
from jianbao.render.views import EntitiesView, EntityLink, EntityView, GatheredView, Link, PhotoView


def listed(page: Page, corpus: Corpus, voices: VoicesOf) -> EntitiesView:
    """Make the view of the list of a kind of entity, the most named first."""
    words = Words(page.edition)
    ordered = sorted(corpus.entities.values(), key=lambda pair: (-len(pair[1]), pair[0].slug))
    links = tuple(
        EntityLink(
            addresses.relative(addresses.entity(page.edition, entity.kind, entity.slug), page.address),
            voices.name(entity),
            voices.chinese(entity.name),
            words.say("articles-n", n=len(ids)),
        )
        for entity, ids in ordered
    )
    return EntitiesView(words.say(page.subject), words.say(f"{page.subject}-lead"), links)


def page(page: Page, corpus: Corpus, voices: VoicesOf) -> EntityView:
    """Make the view of an entity: its names, what it is, and every place where the archive names it."""
    words = Words(page.edition)
    kind, _, slug = page.subject.partition("/")
    entity = corpus.entities[kind, slug][0]
    name = voices.name(entity)
    mentions = sum(len(one.places) for card in corpus.cards for one in card.names)
    return EntityView(
        title=name,
        description=f"{words.say(f'of-kind-{kind}')} · {words.say('mentions-n', n=mentions)}",
        names=tuple(_names(entity, voices, name)),
        facts=tuple(_facts(entity, corpus, page, voices)),
        articles=tuple((card_view(card, page, voices), _gathered(card, page, voices)) for card in corpus.cards),
    )


def _names(entity: Entity, voices: VoicesOf, shown: Said) -> Iterator[Said]:
    """Give the names in the other scripts, each with its language."""
    hant = voices.traditional(entity.name)
    for said in (Said(entity.name, "zh-Hans"), Said(hant, "zh-Hant"), Said(entity.english, "en")):
        if said.text and said.text != shown.text:
            yield said


def _facts(entity: Entity, corpus: Corpus, page: Page, voices: VoicesOf) -> Iterator[Markup]:
    words = Words(page.edition)
    yield escaped(words.say(f"of-kind-{entity.kind}"))
    parent = corpus.entities.get(("place", entity.parent))
    if parent:
        href = addresses.relative(addresses.entity(page.edition, "place", entity.parent), page.address)
        name = voices.name(parent[0])
        shown = (
            Markup('<span lang="{}">{}</span>').format(name.lang, escaped(name.text))
            if name.lang
            else escaped(name.text)
        )
        yield escaped(words.say("belongs-to")) + Markup(" [{}]({})").format(shown, href)
    if entity.adcode:
        yield escaped(words.say("adcode", code=entity.adcode))
    aliases = [alias for alias in entity.aliases if alias != entity.name]
    if aliases and page.edition != "en":
        yield escaped(words.say("also-called", names=words.listed(voices.chinese(a).text for a in aliases)))


def _gathered(card: Card, page: Page, voices: VoicesOf) -> GatheredView:
    """Gather from an article the sentences, figures and photos about an entity."""
    voice = voices.of(card)
    href = addresses.relative(addresses.article(page.edition, card.id), page.address)
    photos = tuple(
        PhotoView(f"{href}#{caption.block}", voice.text(caption.text), voice.text(caption.credit))
        for caption in card.captions
    )
    photographed = {caption.block for caption in card.captions}
    return GatheredView(
        id=f"a-{card.id}",
        href=href,
        headline=voice.text(card.headline),
        sentences=tuple(
            Link(f"{href}#{block}", voice.text(sentence).text, lang=voice.text(sentence).lang)
            for named in card.names
            for block, sentence in named.places
            if block not in photographed
        ),
        figures=tuple(row(one.figure, voice, Words(page.edition), f"{card.id}-", href) for one in card.figures),
        photos=photos,
    )
