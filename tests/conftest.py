"""What tests share: goldens that can be rewritten, and two sites, each built once."""

from pathlib import Path

import pytest
from archive import Archive, new_archive, whole_archive
from hypothesis import settings

# Lives of archives in test_stateful.py; here, since the command line asks for a profile before any test is loaded.
settings.register_profile("short", max_examples=2, stateful_step_count=5, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=25, stateful_step_count=30, deadline=None)


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
