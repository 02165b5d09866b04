"""All rows of a database at one moment, to begin from or to go back to."""

from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, text, update

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

    def put_back(self, *, new_epoch: bool) -> None:
        """The database is as it was; with a new epoch, as `flask restore` leaves it."""
        db.session.remove()
        with db.engine.begin() as connection:
            connection.execute(text(DEFERRED[connection.dialect.name]))
            for table in reversed(_tables()):
                connection.execute(delete(table))
            for table, rows in self._rows.items():
                if rows:
                    connection.execute(insert(table), rows)
            if new_epoch:
                connection.execute(update(Clock.__table__).values(epoch=str(uuid4())))


def _tables() -> list[Any]:
    return list(Base.metadata.sorted_tables)


def _rows(connection: Connection, table: Any) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(table))]
