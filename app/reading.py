"""The one way to read several things that fit together."""

from collections.abc import Iterator
from contextlib import contextmanager

from .db import db


@contextmanager
def snapshot() -> Iterator[None]:
    """A read transaction in which every statement sees the same commit."""
    session = db.session()
    session.rollback()
    session.expire_all()
    postgresql = session.get_bind().dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ"} if postgresql else {}
    session.connection(execution_options=options)
    try:
        yield
    finally:
        session.rollback()
