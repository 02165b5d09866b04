"""Small queries that builders share."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ..db import db

Counted = dict[UUID, tuple[int, datetime]]
"""By owner: how many there are, and when the last was made."""


def ids_of(model: Any) -> Callable[[], Iterable[str]]:
    """Names all rows of a model."""
    return lambda: (str(id) for id in db.session.scalars(select(model.id)))


def uuids(ids: Collection[str]) -> list[UUID]:
    """The ids as the database wants them."""
    return [UUID(id) for id in ids]


def per(
    column: InstrumentedAttribute[Any],
    value: ColumnElement[Any],
    ids: Collection[UUID],
    *where: ColumnElement[bool],
) -> dict[UUID, Any]:
    """An aggregate for each owner: {owner id: value} over rows whose `column` is in `ids`."""
    query = select(column, value).where(column.in_(ids), *where).group_by(column)
    return dict(db.session.execute(query).all())


def count() -> ColumnElement[int]:
    return func.count()


def count_and_last(
    column: InstrumentedAttribute[Any], ids: Collection[UUID], *counted: ColumnElement[bool]
) -> Counted:
    """For each owner how many of its rows are `counted`, and when the last of all was made."""
    made = column.class_.created
    query = select(column, count().filter(*counted), func.max(made)).where(column.in_(ids))
    rows = db.session.execute(query.group_by(column))
    return {owner: (number, last) for owner, number, last in rows}
