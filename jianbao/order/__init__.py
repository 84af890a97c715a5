"""Pieces -> blocks in reading order: what continues what, which flow comes first, where headings belong."""

from jianbao.order.arrange import Tables, arrange, compiled, default

__all__ = ["Tables", "arrange", "compiled", "default"]
