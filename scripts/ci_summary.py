"""Prints what a build changed, as Markdown, for the page of a continuous integration job.

Exit codes: 0 every seed published; 3 at least one seed refused; 1 no such data; 2 wrong call.
"""

import sys
from pathlib import Path

# Run as a file, Python puts scripts/ on the path, not the checkout that holds the package.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click

from jianbao.summary import FILES, Published, published, summary

REFUSED = 3
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=FOLDER)
@click.option("--before", type=FOLDER, help="The same files of the build before; may be missing.")
def main(data: Path, before: Path | None) -> None:
    """Say as Markdown what changed from the build BEFORE to that of the folder DATA, such as site/data.

    Exits with 3 when a seed was refused, with 1 when DATA holds no such files.
    """
    try:
        now = read(data)
    except OSError as error:
        click.echo(f"{error.filename}: {error.strerror}; build the site first", err=True)
        sys.exit(1)
    click.echo(summary(now, earlier(before)), nl=False)
    sys.exit(REFUSED if now.refused else 0)


def read(data: Path) -> Published:
    """Read what a site says of itself. Raises OSError, and ValueError or KeyError for files of another kind."""
    return published(*((data / name).read_bytes() for name in FILES))


def earlier(before: Path | None) -> Published | None:
    """Read the build before. There may be none, and one by another version of the program cannot be compared with."""
    try:
        return read(before) if before else None
    except (OSError, ValueError, KeyError):
        return None


if __name__ == "__main__":
    main()
