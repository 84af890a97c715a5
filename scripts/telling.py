"""What a build says on the terminal: how far it is, what came of it, and what an editor should see to."""

import sys
from pathlib import Path

import click

from jianbao import addresses, escape, routes
from jianbao.pipeline import Built, Settings

NAMED = 10  # new articles whose pages are named; a first build may have thousands
DOUBTS = 40  # lines of what is doubtful; a thousand articles have thousands, and the review has them all
READABLE = ("a folder", "of another kind")  # what may have been meant for a seed; partial and hidden files were not


class Progress:
    """Shows how far a build is: a bar on a terminal, a line per stage elsewhere."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` jobs of a stage are done."""
        if sys.stderr.isatty():
            filled = 30 * done // total
            click.echo(f"\r{stage:8} [{'=' * filled}{' ' * (30 - filled)}] {done}/{total}", nl=done == total, err=True)
        elif done == total:
            click.echo(f"{stage}: done", err=True)


def summarise(settings: Settings, built: Built) -> None:
    """Say where to look, what was made, and what an editor should see to."""
    _tell_problems(settings, built)
    for file, ident in list(built.added.items())[:NAMED]:
        address = routes.html_path(addresses.article(settings.editions[0], ident))
        click.echo(f"new: {escape.log(file)} is {short(settings.site / address)}")
    if len(built.added) > NAMED:
        click.echo(f"new: {len(built.added) - NAMED} more")
    made = f"{_count(built.articles, 'article')}, {_count(built.pages, 'page')}"
    click.echo(f"{made}, {built.rendered} of them new or changed")
    click.echo(f"{_count(built.joins, 'broken paragraph')} joined, {built.uncertain} of the joins uncertain")
    if built.refused:
        click.echo(f"{_count(len(built.refused), 'seed')} refused, named above")
    if passed := [one for one in built.ignored if one.why in READABLE]:
        names = ", ".join(f"{escape.log(one.name)} ({one.why})" for one in passed[:NAMED])
        more = f" and {len(passed) - NAMED} more" if len(passed) > NAMED else ""
        click.echo(f"not read, for a seed ends in .txt and lies right in {settings.seeds.name}/: {names}{more}")
    review = settings.site / routes.html_path(addresses.review())
    click.echo(f"what is doubtful, each with the lines to copy: {short(review)}")
    click.echo(f"open {short(settings.site / 'index.html')}, or run: make serve")


def _tell_problems(settings: Settings, built: Built) -> None:
    """Say what is doubtful, first in new articles and those read anew, and then every file that was refused."""
    refused = {file.name for file in built.refused}
    new, fresh = ({Path(file).stem for file in files} for files in (built.added, built.fresh))

    def rank(file: str) -> tuple[bool, bool, str]:  # a sidecar stands with its seed
        return Path(file).stem not in new, Path(file).stem not in fresh, file

    files = sorted(built.problems.keys() - refused, key=rank)
    doubts = [(file, problem) for file in files for problem in built.problems[file]]
    told = [*doubts[:DOUBTS], *((file, problem) for file in sorted(refused) for problem in built.problems[file])]
    for file, problem in told:
        complain(f"{settings.seeds.name}/{file}", problem.line, problem.code, problem.message)
    if len(doubts) > DOUBTS:
        click.echo(f"... and {len(doubts) - DOUBTS} more: the review has them all", err=True)


def complain(file: str, line: int, code: str, reason: str) -> None:
    """Write one line about a file on standard error."""
    place = f"{escape.log(file)}:{line}" if line else escape.log(file)
    click.echo(f"{place}: {code} {escape.log(reason)}", err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def short(path: Path) -> str:
    """Write a path from here on, where it lies here."""
    here = Path.cwd()
    return escape.log(str(path.relative_to(here) if path.is_relative_to(here) else path))
