"""The views of the lists of entities."""

from jianbao import addresses, letters, routes
from jianbao.interface import Words
from jianbao.model import Corpus, Entity, Page, Said, VoicesOf
from jianbao.render.entities.gloss import where
from jianbao.render.entities.here import stands
from jianbao.render.entities.views import EntitiesView, EntityLink
from jianbao.render.views import Link


def listed(page: Page, corpus: Corpus, voices: VoicesOf) -> EntitiesView:
    """Make the view of the list of a kind of entity, or of those that begin alike: the most named first."""
    words = Words(page.edition)
    kind, _, letter = page.subject.partition("/")
    links = tuple(_link(entity, len(ids), page, corpus, voices) for entity, ids in corpus.entities.values())
    rows = tuple(tuple(_letter(one, kind, letter, page) for one in row) for row in letters.rows(corpus.years, letter))
    title = words.say("letter-of", kind=words.say(kind), letter=_shown(letter)) if letter else words.say(kind)
    description = words.say("most-named", n=len(links)) if rows and not letter else words.say(f"{kind}-lead")
    return EntitiesView(title, description, links, rows)


def _link(entity: Entity, articles: int, page: Page, corpus: Corpus, voices: VoicesOf) -> EntityLink:
    words = Words(page.edition)
    name = voices.name(entity)
    chinese = voices.chinese(entity.name)
    return EntityLink(
        href=routes.relative(stands(page, corpus, entity), page.address),
        name=name,
        chinese=chinese if chinese.text != name.text else Said(""),
        count=words.say("articles-n", n=articles).replace(" ", "\N{NO-BREAK SPACE}"),  # in narrow columns
        where=where(entity, corpus.entities, words, voices),
    )


def _letter(one: str, kind: str, own: str, page: Page) -> Link:
    """Link the list of a letter, or of several; to itself there is no link."""
    address = addresses.entities(page.edition, kind, one)
    return Link("" if one == own else routes.relative(address, page.address), _shown(one))


def _shown(letter: str) -> str:
    return "#" if letter == "0" else letter.capitalize()
