"""The clock is asked for by the driver alone, and goes on where that fails."""

from contextlib import closing
from typing import Any
from unittest.mock import Mock, patch

import pytest
from cast import Cast
from flask import Flask
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from app.db import db
from app.driver import by_driver, pool
from app.reading import CLOCK, Moment, clock

ASKED = "SELECT epoch, version FROM clock"


def moment() -> Moment:
    with db.engine.connect() as connection:
        return Moment(*connection.execute(CLOCK).one())


def nothing_is_held() -> bool:
    return db.engine.pool.checkedout() == pool().checkedout() == 0  # type: ignore[attr-defined]


def test_it_says_the_same(cast: Cast) -> None:
    assert by_driver(ASKED) == tuple(map(str, moment()))
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    assert by_driver(ASKED) == tuple(map(str, moment()))
    assert clock() == moment()


def test_nothing_where_there_is_nothing(app: Flask) -> None:
    assert by_driver(f"{ASKED} WHERE version < 0") is None


def test_a_mistake_says_nothing_and_leaves_nothing(app: Flask) -> None:
    assert by_driver("SELECT nothing FROM nowhere") is None
    assert nothing_is_held()
    assert clock() == moment()


def test_a_connection_that_is_closed_says_nothing(app: Flask) -> None:
    held = pool().connect()
    held.driver_connection.close()  # type: ignore[union-attr]
    with patch("app.driver.pool", return_value=Mock(connect=lambda: held)):
        assert by_driver(ASKED) is None
    assert clock() == moment()
    assert nothing_is_held()


def test_a_database_that_is_away_has_an_error_page(cast: Cast) -> None:
    """Also for somebody whose session cannot be looked up."""
    away = db.engine.dialect.loaded_dbapi.OperationalError("away")
    with (
        patch("app.driver.pool", side_effect=away),
        patch.object(db.engine, "connect", side_effect=OperationalError("", {}, away)),
    ):
        answer = cast.bernd.client.get("/projects")
    assert answer.status_code == 503
    assert answer.headers["Kokommune-Page"] == "1"


def test_no_transaction_is_left_open(app: Flask) -> None:
    clock()
    with closing(pool().connect()) as held:
        driver: Any = held.driver_connection
        if db.engine.dialect.name == "postgresql":
            assert driver.autocommit is False
        else:
            assert driver.isolation_level is None
            assert not driver.in_transaction
    assert nothing_is_held()


@pytest.mark.only_on("postgresql")
def test_a_connection_that_the_server_has_ended(app: Flask) -> None:
    db.engine.dispose()
    before = clock()
    (ended,) = by_driver("SELECT pg_backend_pid()") or ("",)
    other = create_engine(db.engine.url, poolclass=NullPool)
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": ended})
    assert clock() == before
    assert by_driver("SELECT pg_backend_pid()") != (ended,)


@pytest.mark.only_on("postgresql")
def test_what_is_prepared_outlives_all_other_reading(cast: Cast) -> None:
    prepared = "SELECT prepare_time FROM pg_prepared_statements WHERE statement LIKE '%FROM clock'"
    clock()
    first = by_driver(prepared)
    assert first
    cast.bernd.client.get("/projects")
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    clock()
    assert by_driver(prepared) == first
    db.engine.dispose()
    assert by_driver(prepared) is None


@pytest.mark.only_on("postgresql")
def test_after_a_restart_whoever_asks_next_is_answered(cast: Cast) -> None:
    """Connections of both pools are dead then."""
    assert cast.bernd.client.get("/projects").status_code == 200
    db.session.remove()
    ends = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()"""
    with create_engine(db.engine.url, poolclass=NullPool).connect() as other:
        other.execute(text(ends))
    assert cast.bernd.client.get("/projects").status_code == 200
