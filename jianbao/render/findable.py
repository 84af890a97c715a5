"""Which editions of an article search engines are led to."""

from collections.abc import Iterable


def findable(editions: Iterable[str], translated: int) -> tuple[str, ...]:
    """Give those of the editions in which an article says something in their language: English where there is some.

    >>> findable(("zh-Hans", "en"), 0), findable(("zh-Hans", "en"), 12)
    (('zh-Hans',), ('zh-Hans', 'en'))
    """
    return tuple(edition for edition in editions if edition != "en" or translated)
