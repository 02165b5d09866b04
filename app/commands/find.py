"""Finding what a form names."""

from typing import Any, TypeVar
from uuid import UUID

from ..db import db
from ..refusal import Refusal

Row = TypeVar("Row")


def find(model: type[Row], id: UUID, field: str) -> Row:
    """The row with this id. Raises Refusal("not_found") at the field."""
    row = db.session.get(model, id)
    if row is None:
        raise Refusal("not_found", field)
    return row


def find_any(models: tuple[type[Any], ...], id: UUID, field: str) -> Any:
    """The first row of these models with this id. Raises Refusal("not_found") at the field."""
    for model in models:
        row = db.session.get(model, id)
        if row is not None:
            return row
    raise Refusal("not_found", field)


def unused(model: type[Any], id: UUID) -> None:
    """Raises Refusal("conflict") where the id is in use."""
    if db.session.get(model, id):
        raise Refusal("conflict")
