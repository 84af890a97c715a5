"""The flow of a build: seeds -> Cards -> Corpus -> pages -> site. Here it begins; `making` is the rest on one screen.

Everything is kept by the key of what it was made from, so a build does only what changed; and the only step that
changes what readers see is the last, when the link `site` turns to the new folder.
"""

from concurrent.futures import Executor

from jianbao import read
from jianbao.cache import Cache
from jianbao.keys import digest
from jianbao.model import SeedFolder
from jianbao.pipeline import sources, standing, withdrawal
from jianbao.pipeline.runner import Runner
from jianbao.pipeline.settings import Built, NotPublishedError, Settings, Tell

__all__ = ["Built", "NotPublishedError", "Settings", "Tell", "build"]


def build(settings: Settings, pool: Executor | None, tell: Tell) -> Built:
    """Build the site.

    Args:
        settings: where to read and write, and what to make.
        pool: runs the jobs, or None to run them here, one after the other. The bytes are the same.
        tell: called with a stage, how much of it is done, and of how much.

    Raises:
        SetupError: when nothing could be published, or a seed is gone without a word; the site that was there is
            untouched.
    """
    with Cache(settings.cache) as cache:
        folder = read.scan(settings.seeds)
        before = withdrawal.published_before(settings)
        _check_nothing_is_lost(folder, before, settings)
        # A site that stands has the pages that its own manifest asks for; another manifest may ask for more.
        asked = sorted(before.pages) if settings.before else ()
        whole = digest(sources.everything(folder, settings), *asked)
        if stands := standing.standing(whole, cache, settings):
            return stands
        # What makes a site takes two seconds to load, and one that stands needs none of it.
        from jianbao.pipeline import making  # noqa: PLC0415 see above

        return making.make(making.Order(folder, before, whole, settings), cache, Runner(pool, tell))


def _check_nothing_is_lost(folder: SeedFolder, before: withdrawal.Before, settings: Settings) -> None:
    if settings.allow_removal:
        return
    if lost := tuple(withdrawal.removed(folder, before.seeds)):
        message = f"{settings.seeds}: what was published is gone or different, see above; the site stays as it is"
        raise NotPublishedError(message, lost)
