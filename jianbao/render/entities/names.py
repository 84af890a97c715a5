"""The view of the names of an article: an entry for every entity, where it stands that has no page of its own."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from jianbao import addresses, ids, routes
from jianbao.interface import Words
from jianbao.model import Card, Corpus, FigureRow, NamedIn, Page, VoicesOf
from jianbao.render.entities.gloss import described
from jianbao.render.entities.here import Here
from jianbao.render.entities.kin import over
from jianbao.render.entities.schemes import schemes
from jianbao.render.entities.views import EntryView, NamesOfKindView, NamesOfView
from jianbao.render.findable import findable
from jianbao.render.views import Link


def names(page: Page, corpus: Corpus, voices: VoicesOf) -> NamesOfView:
    """Make the view of the names of an article. One that has a page of its own is told there, and here in one line."""
    (card,) = corpus.cards
    words, headline = Words(page.edition), voices.of(card).text(card.headline)
    href = routes.relative(addresses.article(page.edition, card.id), page.address)
    figures, by_rule = _by_entity(card), any(one.entity.by_rule and not one.entity.english for one in card.names)
    alternates = findable(addresses.EDITIONS, card.translated)
    kinds = {kind: words.say(kind) for kind in addresses.ENTITIES}
    return NamesOfView(
        title=words.say("names-of", title=headline.text),
        description=words.say("names-of-lead"),
        noindex=page.edition not in alternates,
        alternates=alternates,
        notice=words.say("names-by-rule") if by_rule else "",
        article=Link(href, headline.text, lang=headline.lang),
        kinds=tuple(
            NamesOfKindView(addresses.ENTITIES[kind], title, entries)
            for kind, title in kinds.items()
            if (
                entries := tuple(
                    _entry(one, page, corpus, voices, figures) for one in card.names if one.entity.kind == kind
                )
            )
        ),
    )


def _by_entity(card: Card) -> Mapping[str, list[FigureRow]]:
    """Give the figures of the sentences that name an entity, by its slug."""
    out: dict[str, list[FigureRow]] = defaultdict(list)
    for row in card.figures:
        for slug in row.entities:
            out[slug].append(row)
    return out


def _entry(
    one: NamedIn, page: Page, corpus: Corpus, voices: VoicesOf, figures: Mapping[str, list[FigureRow]]
) -> EntryView:
    here, entity = Here(page, corpus, voices, one.entity), one.entity
    own = EntryView(
        id=ids.name_anchor(*entity.key),
        name=voices.name(entity),
        gloss=described(entity, corpus.entities, here.words, voices),
    )
    if entity.key not in corpus.homes:
        return replace(own, href=here.link(entity).href)
    (card,) = corpus.cards
    blocks = {block for block, _ in one.places}
    about = replace(
        card,
        names=(one,),
        figures=tuple(figures.get(entity.slug, ())),
        captions=tuple(caption for caption in card.captions if caption.block in blocks),
    )
    return replace(
        own,
        names=tuple(here.names()),
        path=tuple(here.link(place) for place in reversed(tuple(over(entity, corpus)))),
        facts=tuple(here.facts()),
        schemes=schemes(page, corpus, voices, entity) if entity.kind == "programme" else (),
        gathered=here.gathered(about),
    )
