"""The view of the names of an article: an entry for every entity, where it stands that has no page of its own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from jianbao import addresses, ids, routes
from jianbao.interface import Words
from jianbao.model import Card, Corpus, FigureRow, NamedIn, Page, VoicesOf
from jianbao.render.entities.gloss import beyond
from jianbao.render.entities.here import Here
from jianbao.render.entities.kin import over
from jianbao.render.entities.schemes import schemes
from jianbao.render.entities.views import ElsewhereView, EntryView, NamesOfKindView, NamesOfView
from jianbao.render.findable import findable
from jianbao.render.views import Link


def names(page: Page, corpus: Corpus, voices: VoicesOf) -> NamesOfView:
    """Make the view of the names of an article. One that has a page of its own is told there, and here only linked."""
    (card,) = corpus.cards
    words, headline = Words(page.edition), voices.of(card).text(card.headline)
    href = routes.relative(addresses.article(page.edition, card.id), page.address)
    own = [one.entity for one in card.names if one.entity.key in corpus.homes]
    alternates = findable(addresses.EDITIONS, card.translated)
    return NamesOfView(
        title=words.say("names-of", title=headline.text),
        description=words.say("names-of-lead"),
        noindex=page.edition not in alternates,
        alternates=alternates,
        notice=words.say("names-by-rule") if any(one.by_rule and not one.english for one in own) else "",
        article=Link(href, headline.text, lang=headline.lang),
        kinds=tuple(_kinds(page, corpus, voices)),
    )


def _kinds(page: Page, corpus: Corpus, voices: VoicesOf) -> Iterator[NamesOfKindView]:
    (card,) = corpus.cards
    figures = _by_entity(card)
    for kind, anchor in addresses.ENTITIES.items():
        entries, elsewhere = list[EntryView](), list[ElsewhereView]()
        for one in card.names:
            here = Here(page, corpus, voices, one.entity)
            if one.entity.kind != kind:
                continue
            if one.entity.key in corpus.homes:
                entries.append(_entry(one, here, figures.get(one.entity.slug, ())))
            else:
                elsewhere.append(_elsewhere(here))
        if entries or elsewhere:
            yield NamesOfKindView(anchor, Words(page.edition).say(kind), tuple(entries), tuple(elsewhere))


def _by_entity(card: Card) -> Mapping[str, list[FigureRow]]:
    """Give the figures of the sentences that name an entity, by its slug."""
    out: dict[str, list[FigureRow]] = defaultdict(list)
    for row in card.figures:
        for slug in row.entities:
            out[slug].append(row)
    return out


def _elsewhere(here: Here) -> ElsewhereView:
    entity = here.entity
    gloss = beyond(entity, here.corpus.entities, here.words, here.voices)
    return ElsewhereView(ids.name_anchor(*entity.key), here.voices.name(entity), here.link(entity).href, gloss)


def _entry(one: NamedIn, here: Here, figures: Sequence[FigureRow]) -> EntryView:
    page, corpus, voices, entity = here.page, here.corpus, here.voices, here.entity
    (card,) = corpus.cards
    blocks = {block for block, _ in one.places}
    about = replace(
        card,
        names=(one,),
        figures=tuple(figures),
        captions=tuple(caption for caption in card.captions if caption.block in blocks),
    )
    return EntryView(
        id=ids.name_anchor(*entity.key),
        name=voices.name(entity),
        names=tuple(here.names()),
        path=tuple(here.link(place) for place in reversed(tuple(over(entity, corpus)))),
        facts=tuple(here.facts()),
        schemes=schemes(page, corpus, voices, entity) if entity.kind == "programme" else (),
        gathered=here.gathered(about),
    )
