"""Runs the migrations on the app's own engine."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app import models  # noqa: F401  registers the tables
from app.db import Base, tables_can_go
from app.documents import table  # noqa: F401


def run() -> None:
    """Migrate in one transaction; SQLite changes tables by copying them."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection, tables_can_go(connection):
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


def _refuse_what_dangles(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if dangling := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"rows refer to what is not there: {dangling[:5]}")


run()
