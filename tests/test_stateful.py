"""Random lives of an archive: after every change, interrupted or not, an incremental build equals a clean one.

For longer lives: pytest tests/test_stateful.py --hypothesis-profile=long
"""

import contextlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from benchmarks.archives import build, files, small_archive
from benchmarks.faults import breaking, fail
from jianbao.errors import SetupError
from jianbao.pipeline import NotPublishedError, Settings

NAMES = st.sampled_from(["b", "c", "第二篇"])
TEXTS = st.sampled_from(
    [
        "河东县通了自来水\n\n河东县水利局局长周一宁说，全县12个村的3400人喝上了自来水。\n",
        # The name of another text, with a radical in it: what only the whole archive can tell.
        "果园丰收\n\n本报记者 周⼀宁\n\n今年河东县的果园收了50吨苹果，比去年多一成。\n\n果农很高兴。\n",
        "發展經濟\n\n這是一篇用繁體字印的短文，記者周一寧報道。\n",
        " \n",
    ]
)
SIDECARS = st.sampled_from(["issued: 2019-05-01\n", "city: 河东\npaper: 试验日报\n", "city: [不是]\n"])


class Life(RuleBasedStateMachine):
    """An archive that never loses article `a`; every build is interrupted at an operation or runs to its end."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.settings = small_archive(self.folder / "one")
        self.settings.translations.joinpath("en").mkdir(parents=True)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def first(self) -> None:
        build(self.settings)

    @rule(name=NAMES, text=TEXTS)
    def add_or_edit(self, name: str, text: str) -> None:
        (self.settings.seeds / f"{name}.txt").write_text(text, "utf-8")

    @rule(name=NAMES, to=NAMES)
    def rename(self, name: str, to: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            (self.settings.seeds / f"{name}.txt").rename(self.settings.seeds / f"{to}.txt")

    @rule(name=NAMES, why=st.sampled_from(["", "withdrawn: 试验\n"]))
    def withdraw(self, name: str, why: str) -> None:
        (self.settings.seeds / f"{name}.txt").unlink(missing_ok=True)
        (self.settings.seeds / f"{name}.yml").unlink(missing_ok=True)
        if why:
            (self.settings.seeds / f"{name}.yml").write_text(why, "utf-8")

    @rule(name=NAMES, text=SIDECARS)
    def say_of(self, name: str, text: str) -> None:
        (self.settings.seeds / f"{name}.yml").write_text(text, "utf-8")

    @rule(english=st.sampled_from(["A trial", "Another trial", "broken"]))
    def translate(self, english: str) -> None:
        entry = f'msgctxt "p1"\nmsgid "试验一则"\nmsgstr "{english}"\n' if english != "broken" else "msgid ill"
        (self.settings.translations / "en" / "a.po").write_text(entry, "utf-8")

    @rule(at=st.integers(1, 250))
    def interrupt(self, at: int) -> None:
        before = files(self.settings)
        with breaking(at, fail) as seen, contextlib.suppress(SetupError, OSError):
            build(self.settings)
        if len(seen) >= at and files(self.settings) != before:
            self.incremental_equals_clean()

    @invariant()
    def incremental_equals_clean(self) -> None:
        if self.settings.site.exists():
            clean, before = self.folder / "clean", files(self.settings)
            # What a site made before keeps its addresses, so a clean build is told of it.
            shutil.copytree(self.settings.site / "data", clean / "before")
            places = replace(self.settings, docs=clean / "docs", site=clean / "site", cache=clean / "cache")
            places = replace(places, before=clean / "before")
            assert _published(self.settings) == _published(places)
            assert files(self.settings) == (files(places) if places.site.exists() else before)
            shutil.rmtree(clean)


def _published(settings: Settings) -> bool:
    """Build, and tell whether there was anything to publish: an editor may spoil the only article."""
    try:
        build(settings)
    except NotPublishedError:
        return False
    return True


TestLife = Life.TestCase
if settings.get_current_profile_name() != "long":
    TestLife.settings = settings(
        settings.get_profile("short"), suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
    )
