"""What an entity is, in one line: the words of a link's note."""

from collections.abc import Mapping

from jianbao.interface import Words
from jianbao.model import Entity, EntityKey, VoicesOf

FARTHEST = 3  # places that tell where something is: village, county and province are enough
Known = Mapping[EntityKey, tuple[Entity, tuple[str, ...]]]


def gloss(entity: Entity, beyond: str, words: Words, voices: VoicesOf) -> str:
    """Say what an entity is and where it belongs; in English also its whole name, where it has one.

    A note has no language of its own, so an English one holds no Chinese.

    `beyond` is what there is to say besides its name and its kind. Who has a role is told by that.
    """
    name = voices.name(entity)
    whole = name.text if words.edition == "en" and not name.lang else ""
    kind = "" if _role(entity, voices) else words.say(f"of-kind-{entity.kind}")
    return " · ".join(filter(None, (whole, kind, beyond)))


def beyond(entity: Entity, known: Known, words: Words, voices: VoicesOf) -> str:
    """Say what a list of names by their kind does not say of an entity: a role, places; empty where that is all.

    `known` holds the places over it, as far as they are known.
    """
    return " · ".join(filter(None, (_role(entity, voices), where(entity, known, words, voices))))


def _role(entity: Entity, voices: VoicesOf) -> str:
    role = voices.chinese(entity.note) if entity.kind == "person" and entity.note else None
    return role.text if role and not role.lang else ""


def where(entity: Entity, known: Known, words: Words, voices: VoicesOf) -> str:
    """Name the places that an entity lies in: the largest first in Chinese, the nearest first in English."""
    line: list[str] = []
    while len(line) < FARTHEST and ("place", entity.parent) in known:
        entity = known["place", entity.parent][0]
        name = voices.name(entity)
        line += [] if name.lang else [name.text]
    return ", ".join(line) if words.edition == "en" else "".join(reversed(line))
