"""Who is meant: the lasting slug, the full name and the description of what a mention stands for."""

from typing import NamedTuple

from jianbao.entities.passage import Found
from jianbao.entities.slugs import slug
from jianbao.entities.tables import Place, Tables, ancestors, default
from jianbao.model import Entity, Mention


class Identity(NamedTuple):
    """What a mention says of its entity."""

    slug: str
    name: str
    adcode: str = ""
    parent: str = ""


def identify(found: Found, surface: str, tables: Tables) -> Identity:
    """Give the identity of what was found; without a slug where its meaning is in doubt."""
    if found.keys:
        key = found.keys[0]
        if key in tables.places:
            place = tables.places[key]
            return Identity(place.slug, place.name, key, parent_slug(place, tables))
        entry = tables.listed[key]
        return Identity(entry.slug, entry.name, "", _listed_parent(entry.parent, tables))
    name = found.name or surface
    if found.kind == "place" and not found.name:
        return Identity("", name)
    within = found.inside
    return Identity(slug(found.kind, name, within), name, "", within)


def parent_slug(place: Place, tables: Tables) -> str:
    """Give the slug of the place right over a division: its prefecture, else its province, else nothing."""
    for code in ancestors(place.code):
        if code != place.code and code in tables.places:
            return tables.places[code].slug
    return ""


def _listed_parent(name: str, tables: Tables) -> str:
    return next((e.slug for e in tables.listed.values() if name and e.name == name), "")


def entity(mention: Mention, tables: Tables | None = None) -> Entity:
    """Describe the entity of a mention from the tables; what no table knows has only what the mention says."""
    known = tables or default()
    place = known.places.get(mention.adcode)
    if place:
        aliases = (place.short, *place.aliases) if place.short else place.aliases
        return Entity(
            mention.entity,
            "place",
            place.name,
            place.english,
            mention.parent,
            place.code,
            place.longitude,
            place.latitude,
            aliases,
        )
    entry = known.listed.get(f"{mention.kind}:{mention.entity}")
    if entry:
        aliases = tuple(alias.lstrip("?") for alias in entry.aliases)
        return Entity(
            entry.slug, mention.kind, entry.name, entry.english, mention.parent, aliases=aliases, note=entry.note
        )
    return Entity(mention.entity, mention.kind, mention.name, parent=mention.parent, note=mention.role)
