"""What the tests need from outside Python: where it is, and what becomes of a test where it is missing."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

MODULES = Path(__file__).parent.parent / "node_modules"


def missing(what: str) -> NoReturn:
    """Skip the test and name what is missing; under continuous integration, where nothing may be, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}; .ci/run installs it")
    pytest.skip(what)


def program(*names: str) -> str:
    """Find a program by the first of its names that is known."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or missing(f"{names[0]} is not installed")


def from_npm(path: str) -> Path:
    """Find a file of a package that `npm ci` brings."""
    file = MODULES / path
    return file if file.is_file() else missing(f"{path.partition('/')[0]} is missing: npm ci fetches it")
