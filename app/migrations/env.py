"""Runs the migrations on the app's own engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app import models  # noqa: F401  registers the tables
from app.db import Base
from app.documents import table  # noqa: F401


def run() -> None:
    """Migrate in one transaction; SQLite changes tables by copying them."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection, _tables_can_be_copied(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            _refuse_what_dangles(connection)
        connection.commit()


@contextmanager
def _tables_can_be_copied(connection: Connection) -> Iterator[None]:
    """With foreign keys, dropping SQLite's old copy would delete all that refers to its rows."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # Within a transaction the switch would do nothing.
    sqlite = connection.connection.driver_connection
    sqlite.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        sqlite.execute("PRAGMA foreign_keys = ON")


def _refuse_what_dangles(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if dangling := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"rows refer to what is not there: {dangling[:5]}")


run()
