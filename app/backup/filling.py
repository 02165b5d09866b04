"""Rows of a backup into empty tables; documents are built from them afterwards."""

from typing import Any
from uuid import uuid4

from sqlalchemy import MetaData, Table, delete, insert, update
from sqlalchemy.exc import SQLAlchemyError

from ..db import db
from ..models import Clock
from .files import Broken, Reader
from .rows import tables, values

BATCH = 500


def fill(copy: Reader) -> int:
    """All or nothing; returns how many rows there are."""
    then = MetaData()
    then.reflect(db.engine)
    rows = 0
    with db.engine.begin() as connection:
        connection.execute(delete(Clock.__table__))
        for table in tables():
            if table.name in copy.facts.tables:
                rows += _fill_table(connection, _as_it_was(table, then), copy)
        connection.execute(update(Clock.__table__).values(epoch=str(uuid4()), schema=0))
    return rows


def _fill_table(connection: Any, table: Table, copy: Reader) -> int:
    count, batch = 0, []
    try:
        for row in values(table, copy.lines(table.name)):
            batch.append(row)
            count += 1
            if len(batch) == BATCH:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)
    except (ValueError, TypeError, SQLAlchemyError) as error:
        raise Broken(f"the rows of {table.name} do not fit") from error
    return count


def _as_it_was(table: Table, then: MetaData) -> Table:
    """Today's types, the columns of that time."""
    known = then.tables[table.name].columns.keys()
    columns = [column._copy() for column in table.columns if column.name in known]
    return Table(table.name, MetaData(), *columns)
