"""The database that a backup goes into: without a town, and as it was where that fails."""

from collections.abc import Iterator
from contextlib import contextmanager

import flask_migrate
from sqlalchemy import Table, inspect, literal, select

from ..db import Base, db, tables_can_go
from ..models import Clock
from . import revisions
from .rows import tables

REVISION = "alembic_version"
"""The table in which migrations say how far they have come."""


class Taken(ValueError):
    """The database is not a new one; the message says why."""


def must_be_new() -> None:
    """Nothing is in it, or tables of ours without a town. Raises Taken."""
    names = set(inspect(db.engine).get_table_names())
    if names - {REVISION, *Base.metadata.tables}:
        raise Taken("There are tables of something else in this database")
    if revisions.there() not in {None, *revisions.known()}:
        raise Taken("This database was made by a newer version of Kokommune")
    own = [table for table in tables() if table.name in names and table is not Clock.__table__]
    has_town = any(_has_rows(table) for table in own)
    db.session.remove()
    if has_town:
        raise Taken("There is a town in this database")


@contextmanager
def cleared() -> Iterator[None]:
    """It has no table for now. Where something fails, it gets those back that it had."""
    revision = revisions.there()
    _drop_all_tables()
    try:
        yield
    except BaseException:
        db.session.remove()
        _drop_all_tables()
        if revision:
            flask_migrate.upgrade(revision=revision)
        raise


def _has_rows(table: Table) -> bool:
    return db.session.scalar(select(literal(1)).select_from(table).limit(1)) is not None


def _drop_all_tables() -> None:
    with db.engine.connect() as connection, tables_can_go(connection), connection.begin():
        quote = connection.dialect.identifier_preparer.quote
        names = [quote(name) for name in inspect(connection).get_table_names()]
        # They refer to each other in a circle: PostgreSQL lets them go only together.
        together = [", ".join(names)] if names else []
        for gone in names if connection.dialect.name == "sqlite" else together:
            connection.exec_driver_sql(f"DROP TABLE {gone}")
