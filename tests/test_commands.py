"""Every command and option is documented in both languages, and nothing is documented that does not exist."""

import importlib.util
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import click
import pytest
from archive import ROOT
from click.testing import CliRunner

READMES = ("README.md", "README.zh.md")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = script("build_pages")
MAIN: click.Group = SCRIPT.main
COMMANDS = {"": MAIN, **MAIN.commands}


def rows(readme: str) -> set[str]:
    """The commands and options of the table of the command line."""
    cells = re.findall(r"^\| (`.*?) \|", (ROOT / readme).read_text("utf-8"), re.MULTILINE)
    quoted = [part for cell in cells for part in re.findall(r"`([^`]+)`", cell)]
    return {word for part in quoted for word in re.findall(r"--[a-z-]+|^[a-z]+", part)}


@pytest.mark.parametrize("readme", READMES)
def test_the_table_holds_every_command_and_option_and_no_other(readme: str) -> None:
    known = {
        option for command in COMMANDS.values() for one in command.params for option in one.opts if option[:2] == "--"
    }
    assert rows(readme) == known | set(MAIN.commands)


@pytest.mark.parametrize("readme", READMES)
def test_every_target_of_make_is_named(readme: str) -> None:
    said = (ROOT / readme).read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony is not None
    for target in phony[1].split():
        assert re.search(rf"make {target}\b", said), target


@pytest.mark.parametrize(
    "line",
    [
        "--seeds=a --jobs 1 verify site",
        "verify --seeds=a site --jobs 1",
        "--jobs 1 verify site --seeds a",
        "verify --seeds a --jobs=1 -- site",
    ],
)
def test_options_stand_on_either_side_of_the_command(line: str) -> None:
    context = MAIN.make_context("build_pages.py", line.split())
    assert (context.params["seeds"], context.params["jobs"]) == (Path("a"), 1)
    assert [word for word in (*context._protected_args, *context.args) if word != "--"] == ["verify", "site"]  # noqa: SLF001


def test_what_stands_after_two_dashes_is_no_option() -> None:
    context = MAIN.make_context("build_pages.py", ["analyse", "--", "--seeds=a"])
    assert context.params["seeds"].name == "seeds"


def test_serving_begins_again_when_a_table_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    watched: dict[Path, Callable[[], None]] = {}
    begun: list[str] = []
    monkeypatch.setattr("jianbao.serve.serve", lambda _site, folders, _port: watched.update(folders))
    monkeypatch.setattr(SCRIPT, "build_site", lambda *_: 0)
    monkeypatch.setattr(os, "execv", lambda _program, line: begun.extend(line))
    done = CliRunner().invoke(MAIN, ["serve", f"--seeds={tmp_path}"])
    assert done.exit_code == 0
    assert tmp_path in watched
    watched[ROOT / "jianbao" / "data"]()
    assert begun == [sys.executable, *sys.argv]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_each_option_is(name: str) -> None:
    command = COMMANDS[name]
    done = CliRunner().invoke(MAIN, [name, "--help"] if name else ["--help"])
    assert done.exit_code == 0
    assert command.help
    assert all(one.help for one in command.params if isinstance(one, click.Option)), name
    assert "..." not in done.output.partition("Commands:")[2]  # a short help that was cut


def test_every_script_and_benchmark_is_named_where_its_like_are() -> None:
    text = "".join((ROOT / file).read_text("utf-8") for file in ("README.md", "CONTRIBUTING.md"))
    benches = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
    assert [path.name for path in sorted((ROOT / "scripts").glob("*.py")) if path.name not in text] == []
    assert [path.name for path in sorted((ROOT / "benchmarks").glob("*.py")) if f"`{path.name}`" not in benches] == []
