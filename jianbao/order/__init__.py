"""Pieces -> blocks in reading order: what continues what, which flow comes first, where headings belong."""

from jianbao.order.arrange import arrange

__all__ = ["arrange"]
