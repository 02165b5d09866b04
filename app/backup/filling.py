"""Rows of a backup into empty tables; documents are built from them afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, MetaData, Table, bindparam, delete, insert, update
from sqlalchemy.exc import SQLAlchemyError

from ..db import db
from ..models import Clock
from .files import Broken, Reader
from .rows import ahead, tables, values

BATCH = 500


def fill(copy: Reader) -> int:
    """All or nothing; returns how many rows there are."""
    then = MetaData()
    then.reflect(db.engine)
    copied = [_as_it_was(table, then) for table in tables() if table.name in copy.facts.tables]
    with db.engine.begin() as connection:
        connection.execute(delete(Clock.__table__))
        rows = sum(_fill_table(connection, table, copy) for table in copied)
        for table in copied:
            _refer_ahead(connection, table, copy)
        connection.execute(update(Clock.__table__).values(epoch=str(uuid4()), schema=0))
    return rows


def _fill_table(connection: Connection, table: Table, copy: Reader) -> int:
    """All but what refers ahead: databases look at once whether it is there."""
    later = dict.fromkeys(ahead(table))
    count = 0
    with _fitting(table):
        for batch in _batches(values(table, copy.lines(table.name))):
            connection.execute(insert(table), [row | later for row in batch])
            count += len(batch)
    return count


def _refer_ahead(connection: Connection, table: Table, copy: Reader) -> None:
    """Fill in what refers to tables that were still empty when this one was filled."""
    for name in ahead(table):
        where = update(table).where(table.c.id == bindparam("row"))
        statement = where.values({name: bindparam("other")})
        with _fitting(table):
            rows = values(table, copy.lines(table.name))
            known = ({"row": row["id"], "other": row[name]} for row in rows if row.get(name))
            for batch in _batches(known):
                connection.execute(statement, batch)


@contextmanager
def _fitting(table: Table) -> Iterator[None]:
    """Raises Broken where rows are none of this table's, or refer to what is not there."""
    try:
        yield
    except (KeyError, ValueError, TypeError, SQLAlchemyError) as error:
        raise Broken(f"the rows of {table.name} do not fit") from error


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _as_it_was(table: Table, then: MetaData) -> Table:
    """Today's types, the columns of that time."""
    known = then.tables[table.name].columns.keys()
    columns = [column._copy() for column in table.columns if column.name in known]
    return Table(table.name, MetaData(), *columns)
