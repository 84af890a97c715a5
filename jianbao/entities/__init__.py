"""Names: the places, organisations, programmes and people of a Document, every mention of each.

Found by tables (one automaton over gazetteer and lists) and by rules, resolved by the article's own context.
"""

from jianbao.entities.identity import country, entity, lineage
from jianbao.entities.mentions import candidates, mentions
from jianbao.entities.tables import Tables, default

__all__ = ["Tables", "candidates", "country", "default", "entity", "lineage", "mentions"]
