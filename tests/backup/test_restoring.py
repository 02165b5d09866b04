"""What a town is restored into is as it was where that fails, and it can be tried again."""

from collections.abc import Callable
from contextvars import Context
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from by_command import bodies, refused, run
from flask import Flask
from sqlalchemy import MetaData, func, select, text

from app.backup.files import reading_from, writing_to
from app.db import db

LACKING = {"follow": ("resident",), "project": ("proposal", "support")}
"""Tables that are empty in a copy, by the first one whose rows then refer to nothing."""

# The database of the copy's own town makes no difference here.
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture(params=("never migrated", "migrated"))
def new(request: pytest.FixtureRequest, other: Flask) -> Flask:
    """An application on a database without a town."""
    if request.param == "migrated":
        run(other, "db", "upgrade")
    return other


def within(app: Flask, work: Callable[[], Any]) -> Any:
    """What comes of some work on another application's database."""

    def done() -> Any:
        with app.app_context():
            return work()

    return Context().run(done)


def content() -> tuple[dict[str, int], list[str]]:
    """Rows by table, and the revision."""
    there = MetaData()
    with db.engine.connect() as connection:
        there.reflect(connection)
        counts = {
            name: connection.scalar(select(func.count()).select_from(table))
            for name, table in there.tables.items()
        }
        versions = there.tables.get("alembic_version")
        return counts, [] if versions is None else list(connection.scalars(select(versions)))


def execute(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def lacking(copy: Path, *tables: str) -> Path:
    """A sound copy of a town in which these tables are empty."""
    path = copy.with_name("lacking.zip")
    with reading_from(copy) as old, writing_to(path, replace(old.facts, tables={})) as new:
        for name in old.facts.tables:
            new.table(name, () if name in tables else old.lines(name))
    return path


def test_a_town_comes_into_any_database_without_one(app: Flask, copy: Path, new: Flask) -> None:
    run(new, "restore", str(copy))
    assert bodies(new) == bodies(app)


@pytest.mark.parametrize("refers", LACKING)
def test_rows_that_refer_to_nothing_change_nothing(
    app: Flask, copy: Path, new: Flask, refers: str
) -> None:
    before = within(new, content)
    said = refused(new, "restore", str(lacking(copy, *LACKING[refers])))
    assert f"the rows of {refers} do not fit. Nothing was changed." in said
    assert within(new, content) == before
    run(new, "restore", str(copy))
    assert bodies(new) == bodies(app)


@pytest.mark.parametrize("harm", ["refused", "broken"])
def test_a_migration_that_fails_after_the_rows_changes_nothing(
    app: Flask, copy: Path, new: Flask, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    before = within(new, content)
    with monkeypatch.context() as patch:
        patch.setattr("app.backup.cli.bring_up_to_date", HARMS[harm])
        said = refused(new, "restore", str(copy))
    assert harm == "broken" or "a migration has refused its rows. Nothing was changed." in said
    assert within(new, content) == before
    run(new, "restore", str(copy))
    assert bodies(new) == bodies(app)


def migrates_to_nowhere() -> None:
    flask_migrate.upgrade(revision="nowhere")


def breaks() -> None:
    db.session.scalar(text("SELECT version FROM clock"))
    raise KeyError("broken")


HARMS = {"refused": migrates_to_nowhere, "broken": breaks}


def test_what_belongs_to_something_else_is_left_alone(copy: Path, other: Flask) -> None:
    within(other, lambda: execute("CREATE TABLE tree (id INTEGER)"))
    before = within(other, content)
    assert "something else" in refused(other, "restore", str(copy))
    assert within(other, content) == before


def test_a_database_of_a_newer_version_is_left_alone(copy: Path, other: Flask) -> None:
    run(other, "db", "upgrade")
    within(other, lambda: execute("UPDATE alembic_version SET version_num = '9999'"))
    before = within(other, content)
    assert "newer version" in refused(other, "restore", str(copy))
    assert within(other, content) == before
