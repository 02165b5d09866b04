"""Pools of connections that have none left."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy.exc import TimeoutError
from sqlalchemy.pool import Pool

from app import driver
from app.db import db

HARDLY = 0.01
"""Seconds that anybody waits for a connection."""


def pools_of(app: Flask) -> list[Pool]:
    """A process's: that of its engine, and where there is one that of single reads."""
    with app.app_context():
        pools = db.engine.pool, driver.pool()
    return list(dict.fromkeys(pools))


@contextmanager
def used_up(of: Pool, refused: list[str]) -> Iterator[None]:
    """All that it has are in use; what it says to whoever wants one is added to `refused`."""
    pool: Any = of
    patience, pool._timeout = pool._timeout, HARDLY
    held = _all(pool)
    get = pool._do_get

    def refuses() -> Any:
        try:
            return get()
        except TimeoutError as error:
            refused.append(str(error))
            raise

    pool._do_get = refuses
    try:
        yield
    finally:
        del pool._do_get
        pool._timeout = patience
        for connection in held:
            connection.close()


def _all(pool: Pool) -> list[Any]:
    held = []
    while True:
        try:
            held.append(pool.connect())
        except TimeoutError:
            return held
