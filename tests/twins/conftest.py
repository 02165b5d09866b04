"""Both sides of every twin: Flask on SQLite, the worker's modules in Node."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Browser
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from stage import NOW, Stage, put
from worker import Worker, bundle

from app import create_app
from app.db import db

# Shrinking a town takes minutes; what differs stands in the assertion anyway.
settings.register_profile(
    "twins",
    derandomize=True,
    deadline=None,
    print_blob=True,
    max_examples=50,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("twins")


@pytest.fixture(scope="session")
def stage(sqlite_template: Path, instance: Path) -> Iterator[Stage]:
    """Flask on a database whose documents come from the test: no rows, so no rebuild."""
    path = instance / "stage.db"
    shutil.copy(sqlite_template, path)
    app = create_app(
        {
            "TESTING": True,
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{path}",
            "INSTANCE": instance,
            "SERVER_NAME": "localhost",
        }
    )
    app.test_client_class = Browser
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.views.pages.now", lambda: NOW)
        patch.setattr("app.templating.now", lambda: NOW)
        yield Stage(app)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, stage: Stage, instance: Path) -> Iterator[Flask]:
    """Flask on either database."""
    if request.param == "sqlite":
        yield stage.app
        return
    url = request.getfixturevalue("postgresql")
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": instance})
    yield app
    put(app, {})
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def worker(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The worker's modules with the templates as they are now."""
    folder = tmp_path_factory.mktemp("worker")
    table = folder / "generated" / "table.json"
    with stage.app.app_context():
        result = stage.app.test_cli_runner().invoke(args=["export", str(table)])
    assert result.exit_code == 0, result.output
    with Worker(bundle(folder)) as process:
        yield process
