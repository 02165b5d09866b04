"""What is raised at a moment of a transaction that has written something."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hooks import Hooks
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.db import WRITE

MOMENTS = BEFORE_CLOCK, BEFORE_COMMIT, AFTER_COMMIT = (
    "before clock",
    "before commit",
    "after commit",
)
CHANGES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """The server's process ends: nobody is answered. The app catches no such thing."""


def disk_error() -> OperationalError:
    """What a commit says whose disk is gone."""
    return OperationalError("COMMIT", {}, Exception("disk I/O error"))


class Interruptions:
    """Hooks at all engines; one request at a time can be interrupted."""

    def __init__(self) -> None:
        self._moment, self._left = "", 0
        self._error: Callable[[], BaseException] = Killed
        self._happened: list[str] = []
        self._has_written = False
        self._hooks = Hooks(
            (Engine, "begin", self._begin),
            (Engine, "before_cursor_execute", self._execute),
            (Engine, "commit", self._commit),
            (Session, "after_commit", self._after_commit),
        )

    def ends(self) -> None:
        """Nothing is interrupted any more."""
        self._hooks.ends()

    @contextmanager
    def at(
        self, moment: str, error: Callable[[], BaseException], times: int = 1
    ) -> Iterator[list[str]]:
        """`error()` is raised whenever a transaction comes there; gives how often it was."""
        self._moment, self._error, self._left = moment, error, times
        self._happened, self._has_written = [], False
        try:
            yield self._happened
        finally:
            self._left = 0

    def _comes_to(self, moment: str) -> None:
        if self._left and self._has_written and moment == self._moment:
            self._left -= 1
            self._happened.append(moment)
            raise self._error()

    def _begin(self, connection: Connection) -> None:
        if _writes(connection):
            self._has_written = False

    def _execute(self, connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if _writes(connection) and statement.startswith(CHANGES):
            if statement.startswith("UPDATE clock"):
                self._comes_to(BEFORE_CLOCK)
            self._has_written = True

    def _commit(self, connection: Connection) -> None:
        if _writes(connection):
            self._comes_to(BEFORE_COMMIT)

    def _after_commit(self, session: Session) -> None:
        # The end of a savepoint is told as well.
        if not session.in_nested_transaction():
            self._comes_to(AFTER_COMMIT)
            self._has_written = False


def _writes(connection: Any) -> bool:
    return bool(connection.get_execution_options().get(WRITE))
