"""SQLite: requests that write wait in line, the command line does not."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.db import WAITED, WRITE, db
from app.turn import in_turn
from app.writing import writing


@pytest.fixture
def is_free(app: Flask) -> Callable[[], bool]:
    """Whether somebody who comes now is next at once."""

    def is_free() -> bool:
        line = os.open(Path(db.engine.url.database).parent, os.O_RDONLY)
        try:
            fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(line)
        return True

    return is_free


@pytest.mark.only_on("sqlite")
def test_a_request_that_writes_has_its_turn_until_it_has_committed(
    app: Flask, is_free: Callable[[], bool]
) -> None:
    with app.test_request_context():
        with writing():
            assert not is_free()
        assert is_free()


@pytest.mark.only_on("sqlite")
def test_a_request_that_fails_gives_its_turn_back(app: Flask, is_free: Callable[[], bool]) -> None:
    def fails() -> None:
        with writing():
            raise ZeroDivisionError

    with app.test_request_context():
        with pytest.raises(ZeroDivisionError):
            fails()
        assert is_free()


@pytest.mark.only_on("sqlite")
def test_nobody_stands_behind_the_command_line(app: Flask, is_free: Callable[[], bool]) -> None:
    with writing():
        assert is_free()


@pytest.mark.only_on("postgresql")
def test_postgresql_has_a_line_of_its_own(app: Flask) -> None:
    with app.test_request_context(), in_turn() as waited, in_turn():
        assert waited == 0.0


@pytest.mark.only_on("sqlite")
def test_who_has_waited_in_line_waits_so_much_less_for_the_lock(app: Flask) -> None:
    other = db.engine.connect().execution_options(**{WRITE: True})
    late = db.engine.connect().execution_options(**{WRITE: True, WAITED: 3600.0})
    with other, late:
        usual = late.connection.cursor().execute("PRAGMA busy_timeout").fetchone()
        other.begin()
        with pytest.raises(OperationalError, match="locked"):
            late.begin()
        assert late.connection.cursor().execute("PRAGMA busy_timeout").fetchone() == usual
