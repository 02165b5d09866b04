"""`flask backup` and `flask restore`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import flask_migrate
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import select

from ..db import db, iso, now
from ..models import Clock
from ..reading import snapshot
from ..upgrading import bring_up_to_date
from . import revisions
from .clearing import Taken, cleared, must_be_new
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
        facts = Facts(revisions.newest(), iso(now()), clock.epoch)
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
    except Taken as taken:
        raise click.ClickException(
            f"{taken}. Restore into a new one: nothing was changed."
        ) from None
    except Broken as broken:
        raise click.ClickException(
            f"{file} cannot be taken in: {broken}. Nothing was changed."
        ) from None
    click.echo(f"The town of {copy.facts.made} is back: {rows} rows. Phones begin anew.")


def _restore(copy: Reader) -> int:
    must_be_new()
    if copy.facts.revision not in revisions.known():
        raise Broken("it was made by a newer version of Kokommune")
    with cleared(), _refused_in_words():
        # 1. The tables as they were when the copy was made.
        flask_migrate.upgrade(revision=copy.facts.revision)
        # 2. All rows in one transaction, under a new epoch.
        rows = fill(copy)
        # 3. The tables as they are today, and all documents from the rows.
        bring_up_to_date()
    return rows


@contextmanager
def _refused_in_words() -> Iterator[None]:
    """Flask-Migrate says what a migration has refused, and ends the process."""
    try:
        yield
    except SystemExit as ended:
        raise Broken("a migration has refused its rows") from ended
