"""An app on a fresh database, once for SQLite and once for PostgreSQL."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cast import Browser, Cast
from databases import emptied, migrated, running_postgresql
from flask import Flask
from sqlalchemy import select
from standing_cast import Stage

from app import create_app
from app.db import db
from app.models import Clock
from app.views.rendered import Shelf
from app.writing import writing

DATABASES = ("sqlite", "postgresql")
LONG = {"test_pages.py", "test_accessibility.py", "test_omastadi.py", "test_app_update.py"}
"""Files with tests so long that, begun last, one process would wait for the other."""
BROWSERS = {"browser", "webkit"}
"""Folders whose tests drive real browsers."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever touches the database runs on both, unless `only_on` names one."""
    if "database" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only_on")
        metafunc.parametrize("database", only.args if only else DATABASES, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first; else the order stays. The whole run tries browsers twice."""
    items.sort(key=lambda item: item.path.name not in LONG)
    if "KOKOMMUNE_TRIES_TWICE" not in os.environ:
        return
    for item in items:
        if item.path.parent.name in BROWSERS:
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again is in vain."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def app_on(instance: Path) -> Callable[..., Flask]:
    """The application on the database of an address, one for the whole run.

    What it has compiled, templates and SQL, is most of the work of a test. Another `process` has
    an application of its own.
    """
    apps: dict[tuple[str, int], Flask] = {}

    def get(url: str, process: int = 0) -> Flask:
        if (url, process) not in apps:
            apps[url, process] = _app(instance, url)
        return apps[url, process]

    return get


@pytest.fixture(scope="session")
def sqlite_template(instance: Path) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = instance / "template.db"
    migrated(_app(instance, f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql(app_on: Callable[..., Flask]) -> Iterator[str]:
    """The address of a real, migrated PostgreSQL."""
    with running_postgresql() as url:
        migrated(app_on(url))
        yield url
        with app_on(url).app_context():
            db.engine.dispose()


@pytest.fixture
def database(request: pytest.FixtureRequest, instance: Path) -> str:
    """The address of a database without a row but the clock's."""
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgresql"))
        emptied(request.getfixturevalue("app_on")(url))
        return url
    path = instance / "town.db"
    for old in instance.glob("town.db*"):
        old.unlink()
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def app(database: str, app_on: Callable[..., Flask]) -> Iterator[Flask]:
    """The application; whatever the test wrote, its documents must equal a rebuild."""
    app = app_on(database)
    # Another test's town may have had the same version.
    app.extensions["rendered"] = Shelf()
    with app.app_context():
        yield app
        try:
            db.session.rollback()
            with writing() as write:
                write.everything = True
            assert write.mended == 0, "documents differ from a rebuild"
            assert write.summed == 0, "sums of scopes differ from a count"
        finally:
            db.session.remove()
            # The next test's file has the same name; PostgreSQL's connections stay open.
            if db.engine.dialect.name == "sqlite":
                db.engine.dispose()


@pytest.fixture(scope="session")
def stages() -> dict[Flask, Stage]:
    return {}


@pytest.fixture
def cast(app: Flask, stages: dict[Flask, Stage]) -> Cast:
    """The people and things that tests speak of."""
    if app in stages:
        return stages[app].again()
    stages[app] = Stage(app)
    return stages[app].cast


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """Starts browsers; one for all kinds of tests, since a process can have only one."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        yield playwright


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
