"""What tests share: goldens that can be rewritten, and the fixture site, built once."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from jianbao import pipeline
from jianbao.pipeline import Built, Settings

FIXTURES = Path(__file__).parent / "fixtures"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the goldens, and remove those without a test")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@dataclasses.dataclass(frozen=True)
class Archive:
    """A small archive in a folder of its own, to be built as often as a test likes."""

    folder: Path
    settings: Settings

    def build(self) -> Built:
        return pipeline.build(self.settings, None, lambda *_: None)

    def files(self) -> dict[str, bytes]:
        """Give every file of the site by its path."""
        site = self.settings.site.resolve()
        return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def new_archive(folder: Path) -> Archive:
    """Copy the fixture seeds into a folder."""
    shutil.copytree(FIXTURES / "seeds", folder / "seeds")
    shutil.copytree(FIXTURES / "translations", folder / "translations")
    places = {name: folder / name for name in ("seeds", "translations", "docs", "site", "cache")}
    return Archive(folder, Settings(**places))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return new_archive(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture archive, built. Tests only read it."""
    one = new_archive(tmp_path_factory.mktemp("built"))
    one.build()
    return one
