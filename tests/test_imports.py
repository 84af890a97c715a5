"""Imports run one way: leaves, stages, the pipeline, the scripts. Read from the syntax of whatever files there are."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Importable by every stage. A leaf imports leaves only.
LEAVES = {
    *("model", "errors", "lexicon", "align", "hanzi", "folding", "ngrams", "continuation", "numerals"),
    *("ids", "addresses", "routes", "escape", "keys", "interface", "letters", "manifest", "slugs"),
}
BASE = {"model", "errors"}  # which import nothing
# What may import stages: the flow itself, and the edge that runs MkDocs and writes files.
TOP = {"pipeline", "publish", "cache"}
# Stages that stand on another stage, each with its reason. Nothing else may.
STANDS_ON = {
    ("naming", "cite"): "a name is romanised as citations romanise it",
    ("draft", "sidecar"): "a draft is written as the sidecar that reads it would write it",
}


def imported(source: str) -> set[str]:
    """What a source imports of this project, anywhere in it: the package's modules by first name, other folders."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= {f"{module}.{alias.name}" for alias in node.names} if module == "jianbao" else {module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    own = {name.split(".")[1] for name in found if name.startswith("jianbao.")}
    return own | {name for name in found if name.split(".")[0] in ("", "scripts", "tests", "benchmarks")}


def modules() -> set[str]:
    """The first names of the package's modules and packages."""
    return {
        path.stem for path in (ROOT / "jianbao").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }


def fault(module: str, other: str) -> str:
    """Say why `module` may not import `other`; empty when it may."""
    if other == module:
        return ""
    if other not in modules():
        return f"{module} imports {other}"
    if module in BASE:
        return f"{module} imports {other}, and should import nothing"
    if module in LEAVES and other not in LEAVES:
        return f"the leaf {module} imports {other}"
    if module in LEAVES | TOP or other in LEAVES or (module, other) in STANDS_ON:
        return ""
    return f"the stage {module} imports {other}"


def sources() -> list[Path]:
    return sorted((ROOT / "jianbao").rglob("*.py"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    module = path.relative_to(ROOT / "jianbao").parts[0].removesuffix(".py")
    faults = [fault(module, other) for other in sorted(imported(path.read_text("utf-8")))]
    assert [each for each in faults if each] == []


@pytest.mark.parametrize(
    ("module", "source", "said"),
    [
        ("read", "from jianbao import sidecar", "the stage read imports sidecar"),
        ("read", "import jianbao.sidecar.tree", "the stage read imports sidecar"),
        ("read", "def f():\n    from jianbao.sidecar import parse", "the stage read imports sidecar"),
        ("escape", "from jianbao.read import read", "the leaf escape imports read"),
        ("model", "from jianbao.errors import CODES", "model imports errors, and should import nothing"),
        ("read", "from .tables import default", "read imports .tables"),
        ("read", "from scripts.build_pages import main", "read imports scripts.build_pages"),
        ("read", "from jianbao import nothing", "read imports nothing"),
    ],
)
def test_the_lint_finds_a_wrong_import(module: str, source: str, said: str) -> None:
    assert [fault(module, other) for other in imported(source)] == [said]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("read", "from jianbao import escape, lexicon\nfrom jianbao.model import Seed\nimport json"),
        ("read", "from jianbao.read.tables import default"),
        ("escape", "from jianbao import lexicon"),
        ("pipeline", "from jianbao import read, sidecar"),
    ],
)
def test_the_lint_passes_a_right_import(module: str, source: str) -> None:
    assert [fault(module, other) for other in imported(source) if fault(module, other)] == []
