"""The one way to read several things that fit together, and what nearly every request asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from time import monotonic
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import Connection, Select, bindparam, exists, select

from .db import alone, db
from .driver import by_driver
from .models import Clock, Known, Role, Session
from .serving.relay import came

CLOCK = select(Clock.epoch, Clock.version)
_SAID = str(CLOCK)
_SEEN = "kokommune_clock"
"""Where an application keeps what it has last read of the clock, and when it began to."""
LONGEST = 1.0
"""Seconds for which that counts: a request whose end comes so late looks for itself."""


class Moment(NamedTuple):
    """The clock: its epoch and version."""

    epoch: str
    version: int


def _look() -> Select[Any]:
    """The clock, and beside it the session of a token's hash, if there is one."""
    own = {"has_role": exists().where(Role.resident_id == Session.resident_id)}
    columns = [own.get(it.name, getattr(Session, it.name, None)) for it in fields(Known)]
    opened = Session.token_hash == bindparam("token_hash")
    return (
        select(Clock.epoch, Clock.version, *columns).select_from(Clock).outerjoin(Session, opened)
    )


LOOK = _look()
_LOOKED = str(LOOK).replace(":token_hash", "?")


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A read transaction in which every statement sees the same commit; gives its connection."""
    session = db.session()
    session.rollback()
    session.expire_all()
    postgresql = session.get_bind().dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ"} if postgresql else {}
    try:
        yield session.connection(execution_options=options)
    finally:
        session.rollback()


def clock_at_arrival() -> Moment:
    """The clock at some moment since this request came, maybe read for one that came with it.

    What a request has written itself need not be in it.
    """
    begun, moment = current_app.extensions.get(_SEEN, (0.0, None))
    is_fresh = begun >= came() and monotonic() - begun < LONGEST
    return moment if moment and is_fresh else clock()


def clock() -> Moment:
    """The clock as it is now."""
    begun = monotonic()
    moment = _clock()
    current_app.extensions[_SEEN] = begun, moment
    return moment


def _clock() -> Moment:
    """Epoch and version, read by themselves: at a fraction of the price of a snapshot."""
    # What this request has read before gives its connection back first: a thread holds one.
    if db.session.registry.has():
        db.session.rollback()
    row = by_driver(_SAID)
    if row:
        epoch, version = row
        return Moment(str(epoch), int(version or 0))
    with alone() as connection:
        return Moment(*connection.execute(CLOCK).one())


def look(token: str) -> tuple[Moment, Known | None]:
    """The clock, and the session that this token opens: all that many requests ask."""
    hashed = Session.hash_of(token)
    row = None if _holds() else by_driver(_LOOKED, hashed)
    if row:
        epoch, version, *known = row
        return Moment(str(epoch), int(version or 0)), Known.read(known) if known[0] else None
    with _connection() as connection:
        epoch, version, *known = connection.execute(LOOK, {"token_hash": hashed}).one()
    return Moment(epoch, version), Known(*known) if known[0] else None


def _holds() -> bool:
    """Whether this request holds a connection."""
    return db.session.registry.has() and db.session().in_transaction()


@contextmanager
def _connection() -> Iterator[Connection]:
    """The one that this request holds, else one that goes back at once: a thread holds one."""
    if _holds():
        yield db.session.connection()
    else:
        with alone() as connection:
            yield connection
