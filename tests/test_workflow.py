"""The workflow: what runs when, with which rights, and that no name or text of a seed acts in a shell or a log."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from archive import ROOT, Archive, command

from jianbao.summary import FILES

TEXT = (ROOT / ".github" / "workflows" / "site.yml").read_text("utf-8")
FLOW: dict[str, Any] = yaml.load(TEXT, yaml.BaseLoader)  # noqa: S506 builds text only; `on` stays a word
JOBS: dict[str, Any] = FLOW["jobs"]
STEPS: list[tuple[str, dict[str, Any]]] = [(job, step) for job, said in JOBS.items() for step in said["steps"]]
HOSTILE = ("${{ secrets.TOKEN }}", "`touch pwned`", "$(touch pwned)", "::set-output name=a::b", "##[add-path]x", "-rf")


def step(job: str, words: str) -> dict[str, Any]:
    """Find the one step of a job that holds words."""
    [found] = [each for each in JOBS[job]["steps"] if words in json.dumps(each)]
    return dict(found)


def run(script: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as a runner does."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), **env}
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(bash, cwd=folder, env=clean, capture_output=True, text=True, check=False)


# --- what the file says ----------------------------------------------------------------------------------------------


def test_it_runs_for_pushes_and_pull_requests_and_by_hand() -> None:
    others = dict(FLOW["on"])
    by_hand = others.pop("workflow_dispatch")
    assert others == {"push": {"branches": ["main"]}, "pull_request": ""}
    # A person may say so for one build: a seed may be gone or different without a word.
    assert {name: said["default"] for name, said in by_hand["inputs"].items()} == {"allow_removal": "false"}


def test_no_expression_stands_in_a_shell_command() -> None:
    scripts = [each["run"] for _, each in STEPS if "run" in each]
    assert len(scripts) > 4
    assert [script for script in scripts if "${{" in script] == []
    assert FLOW["defaults"]["run"]["shell"] == "bash"


def test_expressions_hold_nothing_that_a_seed_or_a_stranger_can_name() -> None:
    known = re.compile(
        r"steps\.\w+\.outputs\.[\w-]+|needs\.\w+\.outputs\.\w+|github\.(ref|event_name|run_id|run_attempt)"
        r"|inputs\.allow_removal"
        r"|runner\.temp|hashFiles|cancelled|true|'[^']*'|[!=&|() ]+"
    )
    found = re.findall(r"\$\{\{(.*?)\}\}", TEXT)
    found += [each["if"] for _, each in STEPS if "if" in each] + [job["if"] for job in JOBS.values() if "if" in job]
    assert len(found) > 10
    assert {said for said in found if known.sub("", said.replace("${{", "").replace("}}", ""))} == set()
    assert "secrets" not in re.sub(r"(?m)^ *#.*$", "", TEXT)


def test_each_job_has_only_the_rights_it_needs() -> None:
    assert FLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "suite": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "refused": {},
    }
    assert [each for _, each in STEPS if each.get("with", {}).get("persist-credentials", "false") != "false"] == []
    checkouts = [each for _, each in STEPS if "checkout" in each.get("uses", "")]
    assert all("persist-credentials" in each["with"] for each in checkouts)


def test_only_official_actions_run_each_at_a_major_version() -> None:
    official = (
        "checkout|setup-python|cache/(restore|save)|upload-artifact|upload-pages-artifact|deploy-pages|configure-pages"
    )
    used = [each["uses"] for _, each in STEPS if "uses" in each]
    assert [uses for uses in used if not re.fullmatch(rf"actions/({official})@v\d+", uses)] == []
    versions: dict[str, set[str]] = {}
    for uses in used:
        versions.setdefault(uses.partition("@")[0].split("/")[1], set()).add(uses.partition("@")[2])
    assert [name for name, said in versions.items() if len(said) > 1] == []


def test_every_job_ends_and_builds_of_a_branch_follow_one_another() -> None:
    assert all(int(job["timeout-minutes"]) <= 60 for job in JOBS.values())
    assert FLOW["concurrency"]["group"] == "site-${{ github.ref }}"
    assert FLOW["concurrency"]["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"


def test_nothing_is_built_before_the_suite_and_nothing_published_but_from_main() -> None:
    unless_passed = "steps.passed.outputs.cache-hit != 'true'"
    assert step("suite", "bash .ci/run")["if"] == unless_passed
    assert step("suite", "cache/save")["if"] == unless_passed
    names = [json.dumps(each) for each in JOBS["suite"]["steps"]]
    order = [
        next(i for i, each in enumerate(names) if words in each) for words in ("lookup-only", ".ci/run", "cache/save")
    ]
    assert order == sorted(order)
    assert (JOBS["build"]["needs"], JOBS["deploy"]["needs"]) == ("suite", "build")
    on_main = "github.ref == 'refs/heads/main'"
    assert JOBS["deploy"]["if"] == on_main
    for words in ("configure-pages", "upload-pages-artifact", "cache/save"):
        assert step("build", words)["if"] == on_main
    assert step("build", "upload-artifact@")["if"] == "github.ref != 'refs/heads/main'"


def test_the_cache_is_kept_by_lock_and_code_and_the_newest_is_restored() -> None:
    with_ = step("build", "cache/restore")["with"]
    assert with_["path"].split() == step("build", "cache/save")["with"]["path"].split() == [".cache", ".published"]
    keys = with_["restore-keys"].splitlines()
    assert all(longer.startswith(shorter) for longer, shorter in zip([with_["key"], *keys], keys, strict=False))
    assert "requirements.lock" in keys[0]
    assert "needs.suite.outputs.code" in keys[0]
    assert step("build", "cache/save")["with"]["key"] == "${{ steps.cache.outputs.cache-primary-key }}"


def test_a_refused_seed_shows_red_after_the_others_are_published() -> None:
    job = JOBS["refused"]
    assert set(job["needs"]) == {"build", "deploy"}
    assert job["if"] == "${{ !cancelled() && needs.build.outputs.code == '3' }}"
    assert run(job["steps"][0]["run"], ROOT).returncode == 3
    assert JOBS["build"]["outputs"] == {"code": "${{ steps.summary.outputs.code }}"}


# --- what its scripts do ---------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)  # noqa: S607


def code_after(folder: Path, files: dict[str, str]) -> str:
    """Commit files and give the name that the workflow gives the code."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "::set-output name=a::b `touch pwned`")
    output = folder / ".git" / "output"
    output.write_text("")
    done = run(step("suite", "ls-tree")["run"], folder, GITHUB_OUTPUT=str(output))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    found = re.fullmatch(r"name=([0-9a-f]{40})\n", output.read_text())
    assert found
    return found[1]


def test_a_push_of_seeds_and_translations_leaves_the_code_as_it_was_tested(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    first = code_after(tmp_path, {"jianbao/a.py": "1", "seeds/a.txt": "甲", "translations/en/a.po": ""})
    assert (
        code_after(tmp_path, {"seeds/b.txt": "乙", "seeds/a.yml": "city: 某市", "translations/en/a.po": "x"}) == first
    )
    assert code_after(tmp_path, {f"seeds/{name}.txt": name for name in HOSTILE}) == first
    assert not list(tmp_path.rglob("pwned"))
    both = code_after(tmp_path, {"seeds/c.txt": "丙", "jianbao/a.py": "2"})
    assert both != first
    assert code_after(tmp_path, {"tests/seeds/a.txt": "甲"}) != both
    assert code_after(tmp_path, {"tests/seeds/a.txt": "乙", "seeds.txt": ""}) not in {first, both}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make a checkout where a site was built, behind its link."""
    for name in ("jianbao", "scripts"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    data = tmp_path / ".builds" / "3" / "data"
    data.mkdir(parents=True)
    (tmp_path / "site").symlink_to(".builds/3")
    for name in FILES:
        (data / name).write_text('{"problems": [], "refused": []}' if name == "report.json" else "")
    return tmp_path


def summarise(folder: Path) -> subprocess.CompletedProcess[str]:
    paths = {"GITHUB_OUTPUT": folder / "output", "GITHUB_STEP_SUMMARY": folder / "page", "RUNNER_TEMP": folder / "temp"}
    return run(step("build", "ci_summary")["run"], folder, **{name: str(path) for name, path in paths.items()})


def test_the_summary_reaches_the_page_and_says_whether_a_seed_was_refused(workspace: Path) -> None:
    done = summarise(workspace)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (workspace / "output").read_text() == "code=0\n"
    assert (workspace / "page").read_text("utf-8") == (workspace / "temp" / "made" / "summary.md").read_text("utf-8")
    name = "::set-output name=a::b.txt"
    problem = {"file": name, "line": 0, "code": "BINARY", "message": "`touch pwned`"}
    (workspace / "site" / "data" / "report.json").write_text(json.dumps({"problems": [problem], "refused": [name]}))
    done = summarise(workspace)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (workspace / "output").read_text() == "code=0\ncode=3\n"
    assert "BINARY" in (workspace / "page").read_text("utf-8")
    assert not list(workspace.rglob("pwned"))


def test_a_site_without_its_data_stops_the_build(workspace: Path) -> None:
    (workspace / "site" / "data" / "report.json").unlink()
    done = summarise(workspace)
    assert done.returncode != 0
    assert "report.json" in done.stderr
    assert not (workspace / "output").exists()


def test_the_site_is_taken_out_of_its_link_and_its_data_kept(workspace: Path) -> None:
    (workspace / "temp" / "made").mkdir(parents=True)
    done = run(step("build", "cp -RL")["run"], workspace, RUNNER_TEMP=str(workspace / "temp"))
    assert done.returncode == 0, done.stderr
    made = workspace / "temp" / "made" / "site"
    assert made.is_dir()
    assert not made.is_symlink()
    assert sorted(path.name for path in (made / "data").iterdir()) == sorted(FILES)
    assert sorted(path.name for path in (workspace / ".published").iterdir()) == sorted(FILES)


def test_the_address_of_the_site_is_one_word_for_make(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("site:\n\t@printf '%s\\n' $(ARGS)\n")
    script = step("build", "make site")["run"]
    said = run(script, tmp_path, BASE_URL="https://a.example/b", ALLOWED="").stdout
    assert said == "--base-url=https://a.example/b\n--before=.published\n"
    said = run(script, tmp_path, BASE_URL="", ALLOWED="--allow-removal").stdout
    assert said == "--base-url=\n--before=.published\n--allow-removal\n"
    assert step("build", "make site")["env"] == {
        "BASE_URL": "${{ steps.pages.outputs.base_url }}",
        "ALLOWED": "${{ inputs.allow_removal && '--allow-removal' || '' }}",
    }


def test_names_and_first_lines_of_seeds_do_nothing_in_the_log(archive: Archive) -> None:
    for path in archive.settings.seeds.iterdir():
        path.unlink()
    for number, words in enumerate(HOSTILE):
        (archive.settings.seeds / f"{words} {number}.txt").write_text(f"{words}\n\n村里修了一条新路。\u202e\n", "utf-8")
        (archive.settings.seeds / f"{words} {number} bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64 + number))
    done = command(archive, "--edition=zh-Hans")
    assert done.returncode == 3, done.stderr
    lines = (done.stdout + done.stderr).splitlines()
    assert len([line for line in lines if "BINARY" in line]) == len(HOSTILE)
    assert [line for line in lines if line.lstrip().startswith("::") or "##[" in line] == []
    assert not list(archive.folder.rglob("pwned"))
    report = json.loads((archive.settings.site / "data" / "report.json").read_text("utf-8"))
    assert len(report["refused"]) == len(HOSTILE)
