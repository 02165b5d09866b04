"""The database: one declarative base, two engines (SQLite, PostgreSQL), UTC times."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, ExceptionContext
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

WRITE = "kokommune_write"
WAITED = "kokommune_waited"
"""Options of a connection: its transaction writes, and has waited so many seconds for that."""
ALONE = "kokommune_alone"
"""Option of a connection: each statement is a transaction of its own, so none has to begin."""

LOCK: dict[str, Any] = {"with_for_update": {"key_share": True}, "populate_existing": True}
"""Options of `get`: fresh, and nobody else's to change; others may go on to refer to the row."""


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


def one_at_a_time(key: UUID) -> None:
    """Until this transaction ends, whoever comes here with the same key waits.

    SQLite has one writer anyway.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(key.bytes[:8], signed=True)
        db.session.execute(select(func.pg_advisory_xact_lock(number)))


def now() -> datetime:
    """The server's time in UTC, in whole milliseconds as documents show it."""
    time = datetime.now(UTC)
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def iso(time: datetime | None) -> str:
    """`2026-03-14T13:05:00.000Z`, or an empty string: sorts by code point as by time."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z" if time else ""


def from_iso(text: str) -> datetime:
    """The time that `iso` has written. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


@contextmanager
def alone() -> Iterator[Connection]:
    """A connection for a single read: nothing is sent before it, and nothing after."""
    with db.engine.connect() as connection:
        postgresql = connection.dialect.name == "postgresql"
        yield connection.execution_options(
            **({"isolation_level": "AUTOCOMMIT"} if postgresql else {ALONE: True})
        )


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not is_sqlite(connection):
        return
    # The driver's own BEGIN comes too late for snapshots and savepoints: _begin sends it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def tables_can_go(connection: Connection) -> Iterator[None]:
    """With foreign keys, SQLite deletes what refers to the rows of a table that is dropped.

    For a connection without a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    # Within a transaction the switch would do nothing.
    sqlite: Any = connection.connection.driver_connection
    sqlite.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        sqlite.execute("PRAGMA foreign_keys = ON")


def is_sqlite(connection: Any) -> bool:
    """Whether this connection of a driver is one to SQLite."""
    return type(connection).__module__.startswith("sqlite3")


@event.listens_for(Engine, "handle_error")
def _say_no_values(context: ExceptionContext) -> None:
    """Errors are logged, and PostgreSQL's details repeat names or whole rows."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    short = getattr(getattr(error, "diag", None), "message_primary", None)
    if short and wrapped:
        wrapped.args = (str(wrapped.args[0]).replace(str(error), short), *wrapped.args[1:])
        error.args = (short,)


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
