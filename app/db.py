"""The database: one declarative base, two engines (SQLite, PostgreSQL), UTC times."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from psycopg.pq import ExecStatus, Format
from sqlalchemy import DateTime, Engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

WRITE = "kokommune_write"
WAITED = "kokommune_waited"
"""Options of a connection: its transaction writes, and has waited so many seconds for that."""
ALONE = "kokommune_alone"
"""Option of a connection: each statement is a transaction of its own, so none has to begin."""

LOCK: dict[str, Any] = {"with_for_update": {"key_share": True}, "populate_existing": True}
"""Options of `get`: fresh, and nobody else's to change; others may go on to refer to the row."""

Row = tuple[str | None, ...]
"""What a driver gives, as text."""


class Base(DeclarativeBase):
    """Base of every table."""


# What a transaction has loaded stays readable after it; writing() and snapshot() expire it.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps no zone, so it is added again on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def insert_into(model: type[Base]) -> Any:
    """An INSERT that can say what happens on a conflict, as both databases do."""
    is_postgresql = db.session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(model) if is_postgresql else sqlite.insert(model)


def now() -> datetime:
    """The server's time in UTC, in whole milliseconds as documents show it."""
    time = datetime.now(UTC)
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def iso(time: datetime | None) -> str:
    """`2026-03-14T13:05:00.000Z`, or an empty string: sorts by code point as by time."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z" if time else ""


@contextmanager
def alone() -> Iterator[Connection]:
    """A connection for a single read: nothing is sent before it, and nothing after."""
    with db.engine.connect() as connection:
        postgresql = connection.dialect.name == "postgresql"
        yield connection.execution_options(
            **({"isolation_level": "AUTOCOMMIT"} if postgresql else {ALONE: True})
        )


def by_driver(statement: str, *values: bytes) -> Row | None:
    """The one row of a read that nearly every request makes, as text, as the driver gives it.

    SQLAlchemy's own part of a statement takes five times as long as the whole of this. One value
    at most, where the statement says `?`. None where that fails, or the row is not there: who asks
    again by `alone()` hears why.
    """
    held = row = None
    try:
        held = db.engine.raw_connection()
        if _is_sqlite(held.driver_connection):
            row = _ask_sqlite(held.driver_connection, statement, values)
        else:
            row = _ask_postgresql(held.driver_connection.pgconn, statement, values)
    except db.engine.dialect.loaded_dbapi.Error:
        pass
    finally:
        if held and row is None:
            held.invalidate()
        if held:
            held.close()
    return row


def _ask_sqlite(connection: Any, statement: str, values: tuple[bytes, ...]) -> Row | None:
    row = connection.execute(statement, values).fetchone()
    return tuple(None if it is None else str(it) for it in row) if row else None


def _ask_postgresql(pgconn: Any, statement: str, values: tuple[bytes, ...]) -> Row | None:
    """By libpq itself: no BEGIN before, no ROLLBACK after, and no Python in between.

    Nothing is prepared: after a ROLLBACK, which ends all reading, psycopg throws away whatever is.
    """
    asked = statement.replace("?", "$1").encode()
    result = pgconn.exec_params(asked, values, None, [Format.BINARY] * len(values))
    if result.status != ExecStatus.TUPLES_OK or not result.ntuples:
        return None
    found = (result.get_value(0, n) for n in range(result.nfields))
    return tuple(None if it is None else str(it, "utf-8") for it in found)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not _is_sqlite(connection):
        return
    # The driver's own BEGIN comes too late for snapshots and savepoints: _begin sends it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _is_sqlite(connection: Any) -> bool:
    return type(connection).__module__.startswith("sqlite3")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if connection.dialect.name != "sqlite" or options.get(ALONE):
        return
    with _less_patient(connection, options.get(WAITED, 0)):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITE) else "BEGIN")


@contextmanager
def _less_patient(connection: Connection, waited: float) -> Iterator[None]:
    """SQLite waits so many seconds less for the lock."""
    if waited < 1:
        yield
        return
    cursor = connection.connection.cursor()
    (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
    cursor.execute(f"PRAGMA busy_timeout={max(0, usual - round(waited * 1000))}")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA busy_timeout={usual}")
