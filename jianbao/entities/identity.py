"""Who is meant: the lasting slug, the full name and the description of what a mention stands for."""

from collections.abc import Mapping
from typing import NamedTuple

from jianbao.entities.passage import Found
from jianbao.entities.tables import Place, Tables, ancestors, default
from jianbao.model import Entity, Mention
from jianbao.slugs import slug


class Identity(NamedTuple):
    """What a mention says of its entity."""

    slug: str
    name: str
    adcode: str = ""
    parent: str = ""


def identify(found: Found, surface: str, tables: Tables) -> Identity:
    """Give the identity of what was found; without a slug where its meaning is in doubt."""
    if found.keys:
        return _listed(found.keys[0], tables)
    if found.kind == "place" and not found.inside and (found.body or not found.name):
        return Identity("", found.name or surface)
    place = tables.places.get(found.within[0]) if found.within else None
    if found.body and place:
        name = full_name(tables.bodies[found.body], place)
        return Identity(slug(found.kind, name, place.slug), name, "", place.slug)
    name = found.name or surface
    parent = place.slug if place else found.inside if found.kind == "place" else ""
    return Identity(slug(found.kind, name, found.inside or parent), name, "", parent)


def _listed(key: str, tables: Tables) -> Identity:
    if key in tables.places:
        place = tables.places[key]
        return Identity(place.slug, place.name, key, parent_slug(place, tables))
    entry = tables.listed[key]
    # Lists name a country, or give the slug of a place of the gazetteer.
    parent = entry.parent if entry.parent.isascii() else tables.by_name.get(entry.parent, "")
    return Identity(entry.slug, entry.name, "", parent)


def full_name(body: Mapping[str, str], place: Place, column: str = "full") -> str:
    """Give the full name of a place's body, or its English one.

    >>> from types import SimpleNamespace
    >>> full_name({"full": "中共{}委员会"}, SimpleNamespace(name="郑州市"))
    '中共郑州市委员会'
    """
    known = place.name if column == "full" else place.english
    pattern = body[column]
    return pattern.replace("{}", known) if "{}" in pattern else f"{known}{' ' * (column != 'full')}{pattern}"


def parent_slug(place: Place, tables: Tables) -> str:
    """Give the slug of the place right over a division: its prefecture, else its province, else nothing."""
    over = (code for code in ancestors(place.code) if code != place.code and code in tables.places)
    return next((tables.places[code].slug for code in over), "")


def entity(mention: Mention, tables: Tables | None = None) -> Entity:
    """Describe the entity of a mention from the tables; what no table knows has only what the mention says."""
    known = tables or default()
    place = known.places.get(mention.adcode)
    entry = known.listed.get(f"{mention.kind}:{mention.entity}")
    if place:
        return _entity_of_place(mention.entity, mention.parent, place)
    if entry:
        aliases = tuple(alias.lstrip("?") for alias in entry.aliases)
        return Entity(
            mention.entity, mention.kind, entry.name, entry.english, mention.parent, aliases=aliases, note=entry.note
        )
    english = _english_of_body(mention, known) if mention.kind == "organisation" else ""
    return Entity(mention.entity, mention.kind, mention.name, english, mention.parent, note=mention.role)


def country(name: str, tables: Tables | None = None) -> str:
    """Give the English of a listed place by its name alone, which no word of the article need be: 中国, of 我国.

    >>> country("中国"), country("无此国")
    ('China', '')
    """
    known = tables or default()
    entry = known.listed.get(f"place:{known.by_name.get(name, '')}")
    return entry.english if entry and entry.name == name else ""


def lineage(mention: Mention, tables: Tables | None = None) -> tuple[Entity, ...]:
    """Describe the entity of a mention and, of a place, those of the gazetteer that it lies in, the nearest first."""
    known = tables or default()
    line = [entity(mention, known)]
    while mention.kind == "place" and (place := known.by_slug.get(line[-1].parent)) is not None:
        line.append(_entity_of_place(place.slug, parent_slug(place, known), place))
    return tuple(line)


def _entity_of_place(slug_: str, parent: str, place: Place) -> Entity:
    return Entity(
        slug=slug_,
        kind="place",
        name=place.name,
        english=place.english,
        parent=parent,
        adcode=place.code,
        longitude=place.longitude,
        latitude=place.latitude,
        aliases=tuple(name for name in (place.short, *place.aliases) if name),
    )


def _english_of_body(mention: Mention, tables: Tables) -> str:
    """Give the English of a place's body: Pingdingshan City Audit Bureau."""
    place = tables.by_slug.get(mention.parent)
    if place is None:
        return ""
    named = (body for body in tables.bodies.values() if full_name(body, place) == mention.name)
    return next((full_name(body, place, "english") for body in named), "")
