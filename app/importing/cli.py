"""`flask import neighbourhoods|proposals`: real data from files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from ..documents.reading import town
from . import decidim, mapping, options
from .checking import check
from .errors import BadRow, BrokenFile
from .geojson import read_places
from .neighbourhoods import NeighbourhoodImport
from .progress import progress
from .proposals import ProposalImport
from .reader import Reader, primary
from .shapes import reshape
from .swapped import refuse_swapped
from .table import Table, read_table
from .tally import Tally
from .transaction import importing

DECIDIM = "decidim"
imports = AppGroup("import", help="Bring a town's own data in; a second time brings changes only.")
file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
dry_run_option = click.option("--dry-run", is_flag=True, help="Try it all and write nothing.")


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(imports)


@imports.command()
@file_argument
@click.option(
    "--name-property",
    default="",
    help="The property that holds the name; else `name`, or the only one that is a text.",
)
@dry_run_option
def neighbourhoods(file: Path, name_property: str, dry_run: bool) -> None:
    """Neighbourhoods from a GeoJSON FeatureCollection of polygons, known by their names."""
    tally = Tally()
    with _plain_words():
        places = read_places(file, name_property)
        refuse_swapped(places, town()["time_zone"])
        with importing(dry_run):
            work = NeighbourhoodImport(tally)
            for place in progress(places, "Importing neighbourhoods"):
                work.bring(place)
            reshape()
    _tell(f"{len(places)} neighbourhoods: {tally.brought}", dry_run)


def _reader(table: Table, preset: str, pairs: Mapping[str, str], language: str) -> Reader:
    if preset == DECIDIM:
        return decidim.reader(table.columns, pairs, language, town().get("languages", ()))
    wanted = mapping.PRESETS.get(preset, {}) | dict(pairs)
    return Reader(mapping.resolve(table.columns, wanted))


@imports.command()
@file_argument
@click.option(
    "--preset", type=click.Choice(sorted([*mapping.PRESETS, DECIDIM])), help="A known platform."
)
@click.option(
    "--map",
    "pairs",
    metavar="FIELD=COLUMN",
    multiple=True,
    callback=options.pairs,
    help="Where a field stands; repeatable, beats the preset. Fields: "
    f"{', '.join(mapping.FIELDS)}.",
)
@click.option(
    "--source", default="", callback=options.name, help="Whose ids these are; else the preset."
)
@click.option(
    "--language",
    default="",
    callback=options.language,
    help="The language that the texts are in; with --preset decidim the one to take first.",
)
@click.option(
    "--round", default="", callback=options.name, help="The round of a file that names none."
)
@dry_run_option
def proposals(
    file: Path,
    preset: str | None,
    pairs: Mapping[str, str],
    source: str,
    language: str,
    round: str,
    dry_run: bool,
) -> None:
    """Proposals from a CSV file with a header, known by source, round and id.

    A selected proposal becomes a project, too. A row that is not sound is reported on stderr
    with its line, and the others go on.
    """
    source = source or preset or ""
    if not source:
        raise click.UsageError("Say whose ids these are with --source NAME, or name a --preset.")
    tally = Tally()
    with _plain_words():
        table = read_table(file)
        reader = _reader(table, preset or "", pairs, language)
        defaults = {"round": round, "language": primary(language)}
        entries = check(table, reader, defaults, town()["time_zone"], tally)
        with importing(dry_run):
            work = ProposalImport(source, tally, strict=reader.strict)
            for line, entry in progress(entries, "Importing proposals"):
                try:
                    work.bring(entry)
                except BadRow as problem:
                    tally.report(line, problem)
            work.finish()
    tally.tell_reported()
    _tell(
        f"{len(table.rows)} rows: {tally.brought}; {tally.projects} projects made, "
        f"{len(tally.reported)} rows reported",
        dry_run,
    )


@contextmanager
def _plain_words() -> Iterator[None]:
    try:
        yield
    except BrokenFile as problem:
        raise click.ClickException(str(problem)) from None


def _tell(summary: str, dry_run: bool) -> None:
    click.echo(f"Dry run, nothing was written. {summary}." if dry_run else f"{summary}.")
