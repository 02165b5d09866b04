"""Single reads by the driver alone: what nearly every request asks."""

from typing import Any
from weakref import WeakKeyDictionary

from psycopg.pq import ExecStatus, Format
from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool, PoolProxiedConnection

from .db import db, is_sqlite

Row = tuple[str | None, ...]
"""What a driver gives, as text."""

_apart: WeakKeyDictionary[Engine, Pool] = WeakKeyDictionary()


def by_driver(statement: str, *values: bytes) -> Row | None:
    """The one row of a read that nearly every request makes, as text, as the driver gives it.

    SQLAlchemy's own part of a statement takes five times as long as the whole of this. One value
    at most, where the statement says `?`. None where that fails, or the row is not there: who asks
    again by `alone()` hears why.
    """
    held = row = None
    try:
        held = pool().connect()
        ask = _ask_sqlite if is_sqlite(held.driver_connection) else _ask_postgresql
        row = ask(held, statement, values)
    except db.engine.dialect.loaded_dbapi.Error:
        pass
    finally:
        if held and row is None:
            _give_up(held)
        if held:
            held.close()
    return row


def _give_up(held: PoolProxiedConnection) -> None:
    """A connection that the server has ended will not be the only one: all are made anew."""
    connection: Any = held.driver_connection
    was_ended = getattr(connection, "closed", False)
    held.invalidate()
    if was_ended:
        db.engine.dispose()


def pool() -> Pool:
    """Connections on which there is never a transaction.

    On PostgreSQL what is prepared on them stays: psycopg throws that away with each ROLLBACK,
    which ends all other reading, and planning takes longer than carrying out. SQLite does not mind.
    """
    engine = db.engine
    if engine.dialect.name == "sqlite":
        return engine.pool
    found = _apart.get(engine)
    return found if found else _apart.setdefault(engine, engine.pool.recreate())


@event.listens_for(Engine, "engine_disposed")
def _dispose(engine: Engine) -> None:
    pool = _apart.pop(engine, None)
    if pool:
        pool.dispose()


def _ask_sqlite(
    held: PoolProxiedConnection, statement: str, values: tuple[bytes, ...]
) -> Row | None:
    connection: Any = held.driver_connection
    row = connection.execute(statement, values).fetchone()
    return tuple(None if it is None else str(it) for it in row) if row else None


def _ask_postgresql(
    held: PoolProxiedConnection, statement: str, values: tuple[bytes, ...]
) -> Row | None:
    """By libpq itself: no BEGIN before, no ROLLBACK after, and no Python in between."""
    connection: Any = held.driver_connection
    name = _prepared(held, statement)
    result = connection.pgconn.exec_prepared(name, values, [Format.BINARY] * len(values))
    if result.status != ExecStatus.TUPLES_OK or not result.ntuples:
        return None
    found = (result.get_value(0, n) for n in range(result.nfields))
    return tuple(None if it is None else str(it, "utf-8") for it in found)


def _prepared(held: PoolProxiedConnection, statement: str) -> bytes:
    """The name of this statement on this connection. What is wrong with it its use will say."""
    if statement not in held.info:
        name = f"kokommune_{len(held.info)}".encode()
        connection: Any = held.driver_connection
        connection.pgconn.prepare(name, statement.replace("?", "$1").encode())
        held.info[statement] = name
    return held.info[statement]
