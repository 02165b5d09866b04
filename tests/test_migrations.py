"""Changing tables while a town lives in them."""

import flask_migrate
from cast import Cast
from flask import Flask
from sqlalchemy import func, select, text

from app.db import Base, db

ACCOUNTS_BEGAN = "0005"


def test_no_row_is_lost_when_a_table_is_copied(app: Flask, cast: Cast) -> None:
    before = counted()
    assert before["resident"] > 0
    assert before["session"] > 0
    flask_migrate.downgrade(revision=ACCOUNTS_BEGAN)
    flask_migrate.upgrade()
    assert counted() == before


def test_the_connection_that_migrated_keeps_foreign_keys(app: Flask) -> None:
    flask_migrate.downgrade(revision=ACCOUNTS_BEGAN)
    flask_migrate.upgrade()
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1


def counted() -> dict[str, int]:
    """Rows by table."""
    db.session.remove()
    tables = Base.metadata.tables
    rows = {
        name: db.session.scalar(select(func.count()).select_from(tables[name])) for name in tables
    }
    db.session.remove()
    return rows
