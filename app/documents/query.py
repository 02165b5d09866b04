"""Small queries that builders share."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ..db import db


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
