"""A copy of a town, and a database of either kind to take it in."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from by_command import run
from cast import Cast
from flask import Flask
from living import live
from sqlalchemy import create_engine, make_url, text

from app import create_app
from app.db import db


@pytest.fixture(params=("sqlite", "postgresql"))
def other(request: pytest.FixtureRequest, tmp_path: Path, instance: Path) -> Iterator[Flask]:
    """An application on a new database without a table."""
    if request.param == "sqlite":
        yield application(f"sqlite:///{tmp_path / 'other.db'}", instance)
        return
    server = make_url(request.getfixturevalue("postgresql"))
    name = f"other_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    app = application(server.set(database=name).render_as_string(hide_password=False), instance)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    engine.dispose()


def application(url: str, instance: Path) -> Flask:
    return create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": url, "INSTANCE": instance})


@pytest.fixture
def copy(app: Flask, cast: Cast, tmp_path: Path) -> Path:
    """A backup of a town in which things have happened."""
    live(cast)
    path = tmp_path / "copy.zip"
    run(app, "backup", str(path))
    return path
