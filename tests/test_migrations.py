"""Changing tables while a town lives in them."""

import flask_migrate
from cast import Cast
from flask import Flask
from sqlalchemy import func, select, text

from app.db import Base, db
from app.models import Heartbeat, Kiosk
from app.writing import writing

ACCOUNTS_BEGAN = "0005"
KIOSKS_BEGAN = "0008"


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


def test_a_tablet_that_was_heard_of_before_has_nothing_left_on_it(app: Flask, cast: Cast) -> None:
    with writing():
        kiosk = Kiosk(name="Tablet", place="Foyer", shows=[])
        db.session.add(kiosk)
        db.session.flush()
        Heartbeat.note(kiosk.id, version="abc", remains=3)
    flask_migrate.downgrade(revision=KIOSKS_BEGAN)
    flask_migrate.upgrade()
    db.session.remove()
    [beat] = db.session.scalars(select(Heartbeat))
    assert (beat.version, beat.remains) == ("abc", 0)


def counted() -> dict[str, int]:
    """Rows by table."""
    db.session.remove()
    tables = Base.metadata.tables
    rows = {
        name: db.session.scalar(select(func.count()).select_from(tables[name])) for name in tables
    }
    db.session.remove()
    return rows
