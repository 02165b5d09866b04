"""Rows as lines of JSON, which any database can take in again."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Connection, LargeBinary, Row, Table, Uuid, select

from ..db import Base, UtcDateTime
from ..documents import Document, ScopeSummary
from ..models import Challenge, Guess, Pairing

LEFT_OUT = {model.__tablename__ for model in (Document, ScopeSummary, Challenge, Guess, Pairing)}
"""What is made anew from the rest, or is over in minutes."""


def tables() -> list[Table]:
    """The tables of a backup, each after those that its rows refer to, but for what is `ahead`."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def ahead(table: Table) -> list[str]:
    """Columns of a table, as it is or was, that refer to rows of tables after it."""
    keys = Base.metadata.tables[table.name].foreign_keys
    return [key.parent.name for key in keys if key.use_alter and key.parent.name in table.columns]


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """A table's rows, a line of JSON each."""
    query = select(table).order_by(*_order(table)).execution_options(yield_per=500)
    for row in connection.execute(query):
        yield json.dumps(_plain(row), ensure_ascii=False).encode() + b"\n"


def values(table: Table, read: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Rows from lines as a database takes them. Raises ValueError where a line is none."""
    for line in read:
        row = json.loads(line)
        if not isinstance(row, dict) or not set(row) <= set(table.columns.keys()):
            raise ValueError(f"no row of {table.name}")
        yield {name: _typed(table.columns[name].type, value) for name, value in row.items()}


def _order(table: Table) -> list[Any]:
    """Rows that refer to others of their own table come after those."""
    own = [key.parent for key in table.foreign_keys if key.column.table is table]
    return [*(column.is_not(None) for column in own), *table.primary_key.columns]


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: _text(value) for name, value in row._mapping.items()}


def _text(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _typed(type: Any, value: Any) -> Any:
    if value is None or isinstance(type, JSON):
        return value
    if isinstance(type, Uuid):
        return UUID(value)
    if isinstance(type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(type, LargeBinary):
        return base64.b64decode(value, validate=True)
    return value
