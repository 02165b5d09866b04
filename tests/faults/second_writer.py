"""What a second connection does to the app's."""

from typing import Any

from sqlalchemy import Connection, text
from waiting import eventually

SECOND = "kokommune_second_writer"
"""Option of such a connection."""
BYTES_OF_A_LINK = 4
"""Of a page that a long value takes: where the next one is."""


def is_second(connection: Any) -> bool:
    """Whether it is this one's."""
    return bool(connection.get_execution_options().get(SECOND))


def fill(other: Connection) -> None:
    """Use up all pages of SQLite's file that are free, by litter."""
    other.exec_driver_sql("CREATE TABLE litter (body BLOB)")
    free = other.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    _litters(other, free)
    other.commit()


def needs_a_page(connection: Connection) -> None:
    """One more than those in which there is some room left."""
    _litters(connection, 1)


def _litters(connection: Connection, pages: int) -> None:
    size = connection.exec_driver_sql("PRAGMA page_size").scalar_one() - BYTES_OF_A_LINK
    connection.exec_driver_sql("INSERT INTO litter VALUES (zeroblob(?))", (pages * size,))


def tidy(other: Connection) -> None:
    """Those pages are free again."""
    other.exec_driver_sql("DROP TABLE litter")
    other.commit()


def wants_writers(other: Connection) -> None:
    """All residents and kiosks, for a moment; until then it waits for whoever has locked one."""
    other.execute(text("SELECT id FROM resident FOR UPDATE"))
    other.execute(text("SELECT id FROM kiosk FOR UPDATE"))
    other.rollback()


def moves_clock(other: Connection) -> None:
    """In a transaction of its own."""
    other.execute(text("UPDATE clock SET version = version"))
    other.commit()


def ends(other: Connection, connection: Connection) -> None:
    """End somebody's connection to PostgreSQL, and wait until it is gone."""
    served_by = {"pid": pid(connection)}
    other.execute(text("SELECT pg_terminate_backend(:pid)"), served_by)
    gone = text("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = :pid)")
    eventually(lambda: other.scalar(gone, served_by), "the connection is gone")


def pid(connection: Connection) -> int:
    """Of the process in which PostgreSQL serves it."""
    dbapi: Any = connection.connection.dbapi_connection
    return int(dbapi.info.backend_pid)
