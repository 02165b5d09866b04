"""`flask backup` and `flask restore`."""

from pathlib import Path

import click
import flask_migrate
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import Table, inspect, literal, select

from ..db import db, iso, now
from ..models import Clock
from ..reading import snapshot
from ..upgrading import bring_up_to_date
from .files import Broken, Facts, Reader, reading_from, writing_to
from .filling import fill
from .rows import lines, tables


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(backup)
    app.cli.add_command(restore)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write a copy of the town to FILE, while it is being served."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Give the copy another name.")
    with snapshot():
        clock = db.session.scalars(select(Clock)).one()
        # Read again after the snapshot it would be the town's, not the copy's.
        version = clock.version
        facts = Facts(_revision(), iso(now()), clock.epoch)
        with writing_to(file, facts) as copy:
            rows = sum(
                copy.table(table.name, lines(db.session.connection(), table)) for table in tables()
            )
    click.echo(f"{file}: {rows} rows, version {version}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Make the town from FILE in a new, empty database.

    It gets a new epoch: phones begin again, and send once more what they sent in the last 14 days.
    """
    try:
        with reading_from(file) as copy:
            rows = _restore(copy)
    except Broken as broken:
        raise click.ClickException(
            f"{file} cannot be taken in: {broken}. Nothing was changed."
        ) from None
    click.echo(f"The town of {copy.facts.made} is back: {rows} rows. Phones begin anew.")


def _restore(copy: Reader) -> int:
    _must_be_new()
    if copy.facts.revision not in _known_revisions():
        raise Broken("it was made by a newer version of Kokommune")
    # 1. The tables as they were when the copy was made.
    if inspect(db.engine).has_table("alembic_version"):
        flask_migrate.downgrade(revision="base")
    flask_migrate.upgrade(revision=copy.facts.revision)
    # 2. All rows in one transaction, under a new epoch.
    rows = fill(copy)
    # 3. The tables as they are today, and all documents from the rows.
    bring_up_to_date()
    return rows


def _must_be_new() -> None:
    there = set(inspect(db.engine).get_table_names())
    for table in tables():
        is_clock = table is Clock.__table__
        if table.name in there and not is_clock and _has_rows(table):
            raise click.ClickException(
                "There is a town in this database. Restore into a new one: nothing was changed."
            )
    db.session.remove()


def _has_rows(table: Table) -> bool:
    return db.session.scalar(select(literal(1)).select_from(table).limit(1)) is not None


def _revision() -> str:
    return ScriptDirectory(_migrations()).get_current_head() or ""


def _known_revisions() -> set[str]:
    return {script.revision for script in ScriptDirectory(_migrations()).walk_revisions()}


def _migrations() -> str:
    return str(current_app.extensions["migrate"].directory)
