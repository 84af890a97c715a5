"""Archives in folders of their own, which benchmarks and tests build again and again."""

import shutil
from pathlib import Path
from typing import Any

from jianbao import pipeline
from jianbao.pipeline import Settings

OLD = "试验一则\n\n这是一篇用来试验的短文，只有一段。\n"
NEW = "试验一则\n\n这是一篇用来试验的短文，有两段。\n\n第二段在这里。\n"


def draft(number: int) -> str:
    """Write NEW as one of its drafts has it: text without any doubt, so that no page of its own is left behind."""
    return f"{NEW.rstrip()}这是第{number}次改。\n"


def laid_out(folder: Path, **more: Any) -> Settings:
    """Give the settings of an archive that lies in one folder, with others than the usual ones where said."""
    return Settings(
        seeds=folder / "seeds",
        translations=folder / "translations",
        docs=folder / "docs",
        site=folder / "site",
        cache=folder / "cache",
        **more,
    )


def small_archive(folder: Path) -> Settings:
    """Lay out an archive of one article, to be built in one edition."""
    made = laid_out(folder, editions=("en",), allow_removal=True)
    made.seeds.mkdir(parents=True)
    (made.seeds / "a.txt").write_text(OLD, "utf-8")
    return made


def build(settings: Settings) -> None:
    """Build here and silently."""
    pipeline.build(settings, None, lambda *_: None)


def well_used(settings: Settings) -> None:
    """Build an archive often enough that its next build is made of a tree that nobody reads any more."""
    for text in (draft(1), draft(2), OLD):
        (settings.seeds / "a.txt").write_text(text, "utf-8")
        build(settings)


def files(settings: Settings) -> dict[str, bytes]:
    """Give every file that readers see, by its path."""
    site = settings.site.resolve()
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def restore(settings: Settings, saved: Path) -> None:
    """Put an archive back as it was saved, where it was: the cache knows its builds by their place."""
    shutil.rmtree(settings.seeds.parent)
    shutil.copytree(saved, settings.seeds.parent, symlinks=True)
