"""Real trouble between the app and its database: a second connection is in the way."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Thread
from typing import Any

from sqlalchemy import Connection, Engine, event, select, text
from sqlalchemy.exc import TimeoutError
from waiting import eventually

from app.db import WRITE
from app.models import Clock

SECOND = "kokommune_second_writer"
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
    """Hooks at an engine: what happens before the clock is taken, and at the first error."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._waits = AS_EVER
        self._repeats = self._is_full = False
        self._at_clock: Callable[[Connection], None] | None = None
        self._at_error: Callable[[], None] | None = None
        self._hooks = {
            "checkout": self._checkout,
            "begin": self._begin,
            "before_cursor_execute": self._execute,
            "handle_error": self._error,
        }
        for name, hook in self._hooks.items():
            event.listen(engine, name, hook)

    def ends(self) -> None:
        """Nothing happens any more."""
        for name, hook in self._hooks.items():
            event.remove(self.engine, name, hook)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

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
        """Another has the clock and wants the resident whom the app's transaction has locked."""
        with self._second() as other:
            # Who looks for a deadlock first is the one that is given up.
            other.execute(text("SET LOCAL deadlock_timeout = '60s'"))
            self._lock(other)
            self._waits = SUSPICIOUS
            crossing = Thread(target=_wants_residents, args=(other,))
            self._at_clock = lambda _connection: self._cross(other, crossing)
            yield
            if crossing.ident:
                crossing.join()

    @contextmanager
    def serialization(self) -> Iterator[None]:
        """The town's database is stricter than needed, and another has moved the clock."""
        with self._second() as other:
            self._repeats = True
            self._at_clock = lambda _connection: _moves_clock(other)
            yield

    @contextmanager
    def breaks_off(self) -> Iterator[None]:
        """The app's connection ends before it can commit; SQLite's disk is full."""
        with self._second() as other:
            self._is_full = self.is_sqlite
            if not self.is_sqlite:
                self._at_clock = lambda connection: _ends(other, connection)
            yield

    @contextmanager
    def no_connections(self) -> Iterator[None]:
        """All that the pool has are in use."""
        pool: Any = self.engine.pool
        patience, pool._timeout = pool._timeout, 0.01
        held = []
        try:
            while True:
                held.append(self.engine.connect())
        except TimeoutError:
            yield
        finally:
            pool._timeout = patience
            for connection in held:
                connection.close()

    def __getitem__(self, name: str) -> AbstractContextManager[None]:
        """By the name of a fault."""
        if self.is_sqlite and name in ("deadlock", "serialization"):
            # One writer at a time: these cannot be there, being in each other's way can.
            return self.locked_for_a_moment()
        found: AbstractContextManager[None] = getattr(self, name.replace(" ", "_"))()
        return found

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
        pid = _pid(other)
        crossing.start()
        waits = text("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = :pid")
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as look:
            eventually(
                lambda: not crossing.is_alive() or look.scalar(waits, {"pid": pid}),
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
        options = connection.get_execution_options()
        if self._repeats and options.get(WRITE) and not options.get(SECOND):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

    def _execute(self, connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        is_second = connection.get_execution_options().get(SECOND)
        if self._at_clock and not is_second and statement.startswith("UPDATE clock"):
            happens, self._at_clock = self._at_clock, None
            happens(connection)

    def _error(self, _context: Any) -> None:
        if self._at_error:
            happens, self._at_error = self._at_error, None
            happens()


def _wants_residents(other: Connection) -> None:
    other.execute(text("SELECT id FROM resident FOR UPDATE"))
    other.rollback()


def _moves_clock(other: Connection) -> None:
    other.execute(text("UPDATE clock SET version = version"))
    other.commit()


def _ends(other: Connection, connection: Connection) -> None:
    pid = _pid(connection)
    other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    gone = text("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = :pid)")
    eventually(lambda: other.scalar(gone, {"pid": pid}), "the connection is gone")


def _pid(connection: Connection) -> int:
    dbapi: Any = connection.connection.dbapi_connection
    return int(dbapi.info.backend_pid)
