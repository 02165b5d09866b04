"""Bringing a database to the shape that this version reads."""

import flask_migrate
from sqlalchemy import select

from .db import db
from .documents.table import SCHEMA
from .importing.shapes import reshape
from .models import Clock
from .writing import writing


def bring_up_to_date() -> None:
    """Migrate, and make all documents anew where their shape has changed."""
    flask_migrate.upgrade()
    if db.session.scalar(select(Clock.schema)) != SCHEMA:
        with writing() as write:
            db.session.get_one(Clock, 1).schema = SCHEMA
            reshape()
            write.everything = True
