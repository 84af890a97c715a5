"""Errors: each code that is used is one of the list, and what is wrong with the set-up ends in a line."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.archives import small_archive
from jianbao import pipeline
from jianbao.errors import CODES, DataError, SeedError
from jianbao.model import Problem, RefusedFile
from jianbao.pipeline import Built, Settings
from scripts.build_pages import Crew, build_site
from scripts.telling import DOUBTS, summarise

PACKAGE = Path(__file__).parent.parent / "jianbao"
CARRIERS = {"SeedError", "Problem"}


def texts(tree: ast.Module) -> dict[str, str]:
    """The module's constants that are texts: `_A, _B = "X", "Y"`."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = value.elts if isinstance(value, ast.Tuple) else [value]
            for name, each in zip(names, values, strict=False):
                if isinstance(name, ast.Name) and isinstance(each, ast.Constant) and isinstance(each.value, str):
                    found[name.id] = each.value
    return found


def codes(source: str) -> Iterator[str]:
    """The codes with which a source makes errors and problems, where they stand there as such."""
    tree = ast.parse(source)
    known = texts(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CARRIERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)
            elif isinstance(first, ast.Name) and first.id in known:
                yield known[first.id]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_code_is_one_of_the_list(path: Path) -> None:
    assert set(codes(path.read_text("utf-8"))) <= set(CODES)


def test_the_lint_sees_codes_however_they_are_given() -> None:
    source = (
        '_A, _B = "ONE", "TWO"\n_C = "THREE"\nSeedError(_B, "x")\nProblem("FOUR", 0, "x")\nProblem(_C, 1, y)\nf(_A)'
    )
    assert list(codes(source)) == ["TWO", "FOUR", "THREE"]


def test_a_seed_error_keeps_its_parts() -> None:
    error = SeedError("EMPTY", "holds nothing; write it", 3)
    assert str(error) == "EMPTY holds nothing; write it"
    assert (error.code, error.reason, error.line) == ("EMPTY", "holds nothing; write it", 3)
    assert SeedError("EMPTY", "x").line == 0


def test_a_broken_table_ends_the_program_in_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        message = "jianbao/data/a.tsv:6: stands twice"
        raise DataError(message)

    monkeypatch.setattr(pipeline, "build", broken)
    assert build_site(small_archive(tmp_path), Crew(1, "")) == 1
    assert capsys.readouterr().err == "jianbao: jianbao/data/a.tsv:6: stands twice\n"


def test_every_code_says_in_a_few_words_what_it_is() -> None:
    assert all(code == code.upper() and 0 < len(what) < 80 for code, what in CODES.items())


def test_what_was_read_anew_is_told_first_and_every_refusal(capsys: pytest.CaptureFixture[str]) -> None:
    doubts = {f"a{n:02}.txt": (Problem("JOIN", 1, "continues line 2"),) for n in range(DOUBTS)}
    doubts |= {"new.txt": (Problem("ROLE", 3, "taken for heading"),), "new.yml": (Problem("CORRECTION", 4, "unfit"),)}
    refused = RefusedFile("zz.txt", Problem("EMPTY", 0, "holds nothing"))
    doubts |= {"read.txt": (Problem("JOIN", 5, "continues line 4"),), "zz.txt": (refused.problem,)}
    fresh = frozenset(["a99.txt", "new.txt", "read.txt"])
    built = Built(42, 0, 0, 99, 9, doubts, (refused,), {"new.txt": "new"}, fresh)
    summarise(Settings(), built)
    lines = capsys.readouterr().err.splitlines()
    assert lines[:4] == [
        "seeds/new.txt:3: ROLE taken for heading",
        "seeds/new.yml:4: CORRECTION unfit",
        "seeds/read.txt:5: JOIN continues line 4",
        "seeds/a00.txt:1: JOIN continues line 2",
    ]
    assert lines[DOUBTS:] == ["seeds/zz.txt: EMPTY holds nothing", "... and 3 more: the review has them all"]
