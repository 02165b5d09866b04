"""Runs the migrations on the app's own engine."""

from alembic import context
from flask import current_app

from app import models  # noqa: F401  registers the tables
from app.db import Base
from app.documents import table  # noqa: F401


def run() -> None:
    """Migrate in one transaction; SQLite changes tables by copying them."""
    with current_app.extensions["migrate"].db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
