"""All rows of a database at one moment, to begin from."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select, text

from app.db import Base, db
from app.models import Clock

DEFERRED = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}
"""Rows go and come in an order that minds no references."""


class Snapshot:
    """Taken when it is made."""

    def __init__(self) -> None:
        db.session.remove()
        with db.engine.connect() as connection:
            self._rows = {table: _rows(connection, table) for table in _tables()}

    def put_back(self) -> None:
        """The database is as it was."""
        db.session.remove()
        with db.engine.begin() as connection:
            empty(connection)
            self._fill(connection)

    def put_into_new(self) -> None:
        """The same for a database that holds nothing but a clock: what is deleted takes long."""
        db.session.remove()
        with db.engine.begin() as connection:
            connection.execute(delete(Clock))
            self._fill(connection)

    def _fill(self, connection: Connection) -> None:
        for table, rows in self._rows.items():
            if rows:
                connection.execute(insert(table), rows)


def empty(connection: Connection) -> None:
    """Not a row is left, nor any reference that asks for one until this transaction ends."""
    connection.execute(text(DEFERRED[connection.dialect.name]))
    for table in reversed(_tables()):
        connection.execute(delete(table))


def _tables() -> list[Any]:
    return list(Base.metadata.sorted_tables)


def _rows(connection: Connection, table: Any) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(table))]
