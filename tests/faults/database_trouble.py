"""Real trouble between the app and its database: a second connection is in the way."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import Thread
from typing import Any

from flask import Flask
from hooks import Hooks
from real_errors import INSTEAD, SAYS
from second_writer import (
    SECOND,
    ends,
    fill,
    is_second,
    moves_clock,
    needs_a_page,
    pid,
    tidy,
    wants_writers,
)
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.pool import Pool
from used_up import pools_of, used_up
from waiting import eventually

from app.db import WRITE
from app.models import Clock

AS_EVER, HARDLY, SUSPICIOUS = range(3)
WAITS = {
    "sqlite": tuple(f"PRAGMA busy_timeout = {n}" for n in (10_000, 10, 10)),
    "postgresql": (
        "RESET lock_timeout; RESET deadlock_timeout",
        "SET lock_timeout = '50ms'",
        "SET deadlock_timeout = '10ms'",
    ),
}
"""How long the app's connections wait for a lock, or before they look for a deadlock."""
PAGES = "PRAGMA max_page_count = {}"
MOST_PAGES = 1_073_741_823


class Trouble:
    """Hooks at all engines: what happens before the clock is taken, and at the first error.

    The second connection is one of `engine`.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._waited_for, self._happened = "", list[str]()
        self._waits = AS_EVER
        self._repeats = self._is_full = False
        self._at_clock: Callable[[Connection], None] | None = None
        self._at_error: Callable[[], None] | None = None
        self._hooks = Hooks(
            (Pool, "checkout", self._checkout),
            (Engine, "begin", self._begin),
            (Engine, "before_cursor_execute", self._execute),
            (Engine, "handle_error", self._error),
        )

    def ends(self) -> None:
        """Nothing happens any more."""
        self._hooks.ends()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def kind(self, fault: str) -> str:
        """What this fault is on this database."""
        return INSTEAD.get(fault, fault) if self.is_sqlite else fault

    @contextmanager
    def meets(self, fault: str, app: Flask) -> Iterator[list[str]]:
        """A request to this process meets it; gives what the database has said of it since."""
        kind = self.kind(fault)
        self._waited_for = SAYS[self.engine.dialect.name].get(kind, "")
        self._happened = []
        try:
            with self._trouble(kind, app):
                yield self._happened
        finally:
            self._waited_for = ""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another holds the lock that each write needs, for longer than anybody waits."""
        with self._second() as other:
            self._lock(other)
            self._waits = HARDLY
            yield

    @contextmanager
    def locked_for_a_moment(self) -> Iterator[None]:
        """The lock is free again once somebody has failed."""
        with self._second() as other:
            self._lock(other)
            self._waits, self._at_error = HARDLY, other.rollback
            yield

    @contextmanager
    def deadlock(self) -> Iterator[None]:
        """Another has the clock and wants the resident or kiosk that the app's has locked."""
        with self._second() as other:
            # Who looks for a deadlock first is the one that is given up.
            other.execute(text("SET LOCAL deadlock_timeout = '60s'"))
            self._lock(other)
            self._waits = SUSPICIOUS
            crossing = Thread(target=wants_writers, args=(other,))
            self._at_clock = lambda _connection: self._cross(other, crossing)
            yield
            if crossing.ident:
                crossing.join()

    @contextmanager
    def serialization(self) -> Iterator[None]:
        """The town's database is stricter than needed, and another has moved the clock."""
        with self._second() as other:
            self._repeats = True
            self._at_clock = lambda _connection: moves_clock(other)
            yield

    @contextmanager
    def breaks_off(self) -> Iterator[None]:
        """The app's connection ends before it can commit."""
        with self._second() as other:
            self._at_clock = lambda connection: ends(other, connection)
            yield

    @contextmanager
    def disk_full(self) -> Iterator[None]:
        """SQLite's file has no page left, nor may it grow."""
        with self._second() as other:
            fill(other)
            self._is_full = True
            self._at_clock = self._needs_a_page
            try:
                yield
            finally:
                self._is_full, self._at_clock = False, None
                tidy(other)

    def _needs_a_page(self, connection: Connection) -> None:
        """What is written can fit into pages that are there; each transaction wants another."""
        self._at_clock = self._needs_a_page
        needs_a_page(connection)

    def _trouble(self, kind: str, app: Flask) -> AbstractContextManager[None]:
        if kind.startswith("no connections"):
            return self._no_connections(app, all_pools=kind == "no connections")
        found: AbstractContextManager[None] = getattr(self, kind.replace(" ", "_"))()
        return found

    @contextmanager
    def _no_connections(self, app: Flask, *, all_pools: bool) -> Iterator[None]:
        """All that the process has are in use; or those alone on which it can write."""
        engine_pool, *apart = pools_of(app)
        with ExitStack() as stack:
            for pool in (engine_pool, *(apart if all_pools else ())):
                stack.enter_context(used_up(pool, self._happened))
            yield

    @contextmanager
    def _second(self) -> Iterator[Connection]:
        options = {WRITE: True, SECOND: True}
        with self.engine.connect().execution_options(**options) as other:
            try:
                yield other
            finally:
                self._waits, self._repeats, self._is_full = AS_EVER, False, False
                self._at_clock = self._at_error = None
                other.rollback()

    def _lock(self, other: Connection) -> None:
        # SQLite's lock comes with the transaction, and knows no rows.
        other.execute(select(Clock.version).with_for_update())

    def _cross(self, other: Connection, crossing: Thread) -> None:
        served_by = {"pid": pid(other)}
        crossing.start()
        waits = text("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = :pid")
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as look:
            eventually(
                lambda: not crossing.is_alive() or look.scalar(waits, served_by),
                "the second writer waits for the first",
            )

    def _checkout(self, dbapi: Any, record: Any, _proxy: Any) -> None:
        wanted = self._waits, self._is_full
        if record.info.get("trouble", (AS_EVER, False)) == wanted:
            return
        record.info["trouble"] = wanted
        cursor = dbapi.cursor()
        cursor.execute(WAITS[self.engine.dialect.name][self._waits])
        if self.is_sqlite:
            used = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(PAGES.format(used if self._is_full else MOST_PAGES))
        else:
            dbapi.commit()

    def _begin(self, connection: Connection) -> None:
        is_write = connection.get_execution_options().get(WRITE)
        if self._repeats and is_write and not is_second(connection):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

    def _execute(self, connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        is_clock = statement.startswith("UPDATE clock")
        if self._at_clock and is_clock and not is_second(connection):
            happens, self._at_clock = self._at_clock, None
            happens(connection)

    def _error(self, context: Any) -> None:
        error = context.original_exception
        said = f"{type(error).__name__}: {error}"
        is_ours = context.connection is not None and is_second(context.connection)
        if self._waited_for and self._waited_for in said and not is_ours:
            self._happened.append(said)
        if self._at_error:
            happens, self._at_error = self._at_error, None
            happens()
