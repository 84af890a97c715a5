"""What tests share: goldens that can be rewritten, and two sites, each built once."""

from pathlib import Path

import pytest
from archive import Archive, new_archive, whole_archive


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the goldens, and remove those without a test")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return new_archive(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture archive, built. Tests only read it."""
    one = new_archive(tmp_path_factory.mktemp("built"))
    one.build()
    return one


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive with a page of every kind, built. Tests only read it."""
    one = whole_archive(tmp_path_factory.mktemp("whole"))
    one.build()
    return one
