"""The command line: arguments, one call, exit code. Without a command it builds the site.

Exit codes: 0 every seed published; 3 published, and at least one seed refused; 1 nothing published, the previous site
stays; 2 wrong call.
"""

import hashlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Run as a file, Python puts scripts/ on the path, not the checkout that holds the package.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jianbao import installed

if __name__ == "__main__":
    STOPPED = "jianbao: stopped; readers see a whole site, and the next build goes on from there"
    for number in (signal.SIGINT, signal.SIGTERM):  # answered in a line, and from the first moment on
        signal.signal(number, lambda *_: sys.exit(STOPPED))
    if others := ", ".join(installed.differences()):
        others = f"{others}; install requirements.lock, as `make site` does; nothing was touched"
        sys.exit(f"jianbao: {others}")

import click

from jianbao import addresses, escape, ids, pipeline
from jianbao.errors import SeedError, SetupError
from jianbao.model import SeedFile, SidecarFile
from jianbao.pipeline import NotPublishedError, Settings, fixity
from jianbao.pipeline.workers import workers
from scripts.any_order import AnyOrder
from scripts.telling import Progress, complain, short, summarise

REFUSED, NOTHING = 3, 1
ROOT = Path(__file__).resolve().parent.parent
TEMPLATES, TABLES = ROOT / "templates", ROOT / "jianbao" / "data"
FOLDER = click.Path(path_type=Path, file_okay=False)


@dataclass(frozen=True)
class Crew:
    """Who does the work: so many processes here, or the workers of the Dask scheduler at an address."""

    jobs: int
    cluster: str


def _web(url: str) -> str:
    """Check the address of a site. Raises BadParameter where no browser would go there."""
    parts = urlsplit(url)
    if url and (parts.scheme not in ("https", "http") or not parts.netloc):
        message = f"{url!r} does not begin with https:// or http:// and a host."
        raise click.BadParameter(message)
    return url


@click.group(
    cls=AnyOrder,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Options stand before or after the command. Exit codes: 0 every seed published; 3 published, and a seed "
    "refused; 1 nothing published, the previous site stays; 2 wrong call.",
)
@click.option("--seeds", type=FOLDER, default=Settings.seeds, help="Where the raw texts and their sidecars are.")
@click.option("--docs", type=FOLDER, default=Settings.docs, help="Where the generated Markdown goes.")
@click.option("--site", type=FOLDER, default=Settings.site, help="The link to turn to the new site.")
@click.option("--cache", type=FOLDER, default=Settings.cache, help="What is kept between builds; may be deleted.")
@click.option("--translations", type=FOLDER, default=Settings.translations, help="Where the translations are.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="How many processes work; the result is the same.",
)
@click.option("--cluster", default="", metavar="ADDRESS", help="Let the workers of this Dask scheduler do the work.")
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    callback=lambda _context, _option, value: _web(value),
    help="The address the site will have, for feeds, sitemap and links.",
)
@click.option(
    "--edition",
    "editions",
    type=click.Choice(addresses.EDITIONS),
    multiple=True,
    help="Only this edition; may be given again.",
)
@click.option("--before", type=FOLDER, help="The data folder of the build before; else that of the site.")
@click.option("--allow-removal", is_flag=True, help="Published seeds may be gone or different without a word.")
@click.pass_context
def main(context: click.Context, /, *, base_url: str, editions: tuple[str, ...], **options: Any) -> None:
    """Build the archive from its seeds and turn the site to it; with a command, do that instead."""
    url = base_url.rstrip("/") + "/" if base_url else ""
    crew = Crew(options.pop("jobs"), options.pop("cluster"))
    made = tuple(each for each in addresses.EDITIONS if each in editions) or addresses.EDITIONS
    context.obj = Settings(**options, base_url=url, editions=made)
    context.meta["crew"] = crew
    if context.invoked_subcommand is None:
        sys.exit(build_site(context.obj, crew))
    signal.signal(signal.SIGINT, signal.default_int_handler)


@main.command(short_help="Print the analysis record of each file.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def analyse(files: tuple[Path, ...]) -> None:
    """Print the analysis record of each FILE, one JSON object a line. Reads the sidecar beside it, writes nothing."""
    from jianbao import export  # noqa: PLC0415 the stages take two seconds to load
    from jianbao.pipeline.jobs import analysis_of  # noqa: PLC0415 the same
    from jianbao.record import record  # noqa: PLC0415 the same

    failed = False
    for path in files:
        try:
            value = record(analysis_of(_load(path)))
        except SeedError as error:
            failed = True
            complain(_blamed(path, error), error.line, error.code, error.reason)
        else:
            click.echo(export.json_line(value))
    sys.exit(REFUSED if failed else 0)


@main.command(short_help="Write the draft of a sidecar beside each file.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def new(files: tuple[Path, ...]) -> None:
    """Write the draft of a sidecar beside each FILE, for an editor to correct. One that is there is left alone."""
    from jianbao.pipeline import editors  # noqa: PLC0415 the stages take two seconds to load

    failed = False
    for path in files:
        target = path.with_suffix(".yml")
        try:
            editors.draft_sidecar(_load(path), target)
        except SeedError as error:
            failed = True
            complain(_blamed(path, error), error.line, error.code, error.reason)
        except SetupError as error:
            failed = True
            click.echo(f"jianbao: {escape.log(str(error))}", err=True)
        else:
            address = addresses.article(addresses.DEFAULT, ids.article_id(path.stem))
            click.echo(f"{short(target)}: written; take the first mark off what is right, then: make site")
            click.echo(f"the article will stand at {address}")
    sys.exit(REFUSED if failed else 0)


@main.command(short_help="Bring the PO files up to date, and check them.")
@click.pass_context
def translations(context: click.Context) -> None:
    """Bring translations/en/*.po up to date with the seeds, and check them. No translation is lost."""
    from jianbao.pipeline import editors  # noqa: PLC0415 the stages take two seconds to load

    settings: Settings = context.obj
    failed = False
    for one in editors.upkeep(settings):
        if isinstance(one, editors.Refused):
            failed = True
            complain(short(one.file), one.problem.line, one.problem.code, one.problem.message)
            continue
        done = one.coverage
        made = f"{done.human} by a person, {done.machine} by a machine, {done.stale} outdated, {done.none} missing"
        click.echo(f"{short(one.file)}: {made}")
        for problem in one.problems:
            complain(short(one.file), problem.line, problem.code, problem.message)
    sys.exit(REFUSED if failed else 0)


@main.command(short_help="Build, serve, and build again on change.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.pass_context
def serve(context: click.Context, port: int) -> None:
    """Build, serve the site here, and build again when a seed, sidecar, translation, template or table changes."""
    from jianbao import serve as server  # noqa: PLC0415 only who watches folders needs its library

    settings: Settings = context.obj
    crew: Crew = context.meta["crew"]
    code = build_site(settings, crew)
    if code not in (0, REFUSED) and not settings.site.is_dir():
        sys.exit(code)
    click.echo(f"serving http://127.0.0.1:{port}/ until Ctrl-C")

    def rebuild() -> None:
        build_site(settings, crew)

    def begin_again() -> None:  # tables are read but once, so it takes a new process
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 what runs already

    watched = {settings.seeds: rebuild, settings.translations: rebuild, TEMPLATES: rebuild, TABLES: begin_again}
    try:
        server.serve(settings.site, {path: act for path, act in watched.items() if path.is_dir()}, port)
    except OSError as error:
        click.echo(f"jianbao: port {port}: {error.strerror}; choose another with --port", err=True)
        sys.exit(NOTHING)
    except KeyboardInterrupt:
        click.echo("stopped")


@main.command(short_help="Compare a site with its manifest.")
@click.argument("site", required=False, type=FOLDER)
@click.pass_context
def verify(context: click.Context, site: Path | None) -> None:
    """Compare every file of SITE (or of the site built here) with its manifest; name those that differ, with hashes.

    Exits with 1 when one does.
    """
    folder = site or context.obj.site
    try:
        found = tuple(fixity.differences(folder))
    except (SetupError, OSError) as error:
        click.echo(f"jianbao: {escape.log(str(error))}", err=True)
        sys.exit(NOTHING)
    for one in found:
        hashes = f"expected {one.expected or 'no file'}, found {one.found or 'no file'}"
        click.echo(f"{escape.log(f'{folder.name}/{one.path}')}: {one.what.upper()} {hashes}", err=True)
    click.echo(f"{folder}: {len(found) or 'no'} differences from {fixity.MANIFEST}")
    sys.exit(NOTHING if found else 0)


def _load(path: Path) -> SeedFile:
    """Read one file, with the sidecar beside it. Raises SeedError when it cannot be read."""
    beside = path.with_suffix(".yml")
    try:
        data = path.read_bytes()
        sidecar = SidecarFile(path.stem, beside.name, beside.read_bytes()) if beside.is_file() else None
    except OSError as error:
        code = "NOT-A-FILE"
        raise SeedError(code, f"cannot be read: {error.strerror}") from error
    return SeedFile(ids.article_id(path.stem), path.name, data, hashlib.sha256(data).hexdigest(), sidecar)


def _blamed(path: Path, error: SeedError) -> str:
    """Name the file that an error speaks of: a seed, or the sidecar beside it."""
    return str(path.with_suffix(".yml") if error.code == "SIDECAR" else path)


def build_site(settings: Settings, crew: Crew) -> int:
    """Build, say what came of it, and give the exit code."""
    try:
        with workers(crew.jobs, crew.cluster) as pool:
            built = pipeline.build(settings, pool, Progress())
    except SetupError as error:
        for file in error.refused if isinstance(error, NotPublishedError) else ():
            complain(f"{settings.seeds.name}/{file.name}", file.problem.line, file.problem.code, file.problem.message)
        click.echo(f"jianbao: {escape.log(str(error))}", err=True)
        return NOTHING
    except OSError as error:
        where = error.filename or settings.site
        click.echo(f"jianbao: {escape.log(str(where))}: {error.strerror}; nothing was published", err=True)
        return NOTHING
    except MemoryError:
        click.echo("jianbao: out of memory; nothing was published; try fewer processes with --jobs", err=True)
        return NOTHING
    summarise(settings, built)
    return REFUSED if built.refused else 0


if __name__ == "__main__":
    main()
