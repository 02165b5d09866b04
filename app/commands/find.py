"""Finding what a form names."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select

from ..db import LOCK, db
from ..models import Comment, Neighbourhood, Project, Proposal, Shift, Topic
from ..refusal import Refusal
from ..writing import keep

Row = TypeVar("Row")

THINGS: tuple[type[Any], ...] = (Project, Proposal, Comment, Shift, Neighbourhood)
"""What forms name by an id alone, whichever of them it is: no two have the same."""
_TAKEN = select(or_(*(exists().where(thing.id == bindparam("id")) for thing in THINGS)))


def find(
    model: type[Row],
    id: UUID | str | int,
    field: str,
    *,
    takes_back: bool = False,
    lock: bool = False,
) -> Row:
    """The row with this id. Raises Refusal: "not_found" at the field, and as `shown`."""
    return find_any((model,), id, field, takes_back=takes_back, lock=lock)


def find_any(
    models: tuple[type[Any], ...],
    id: UUID | str | int,
    field: str,
    *,
    takes_back: bool = False,
    lock: bool = False,
) -> Any:
    """The first row of these models with this id; locked where several people may change it.

    Raises Refusal: "not_found" at the field, and as `shown`, unless the command `takes_back`
    what is one's own: that is possible always.
    """
    for model in models:
        row = db.session.get(model, id, **(LOCK if lock else {}))
        if row is not None:
            keep(row)
            return row if takes_back else shown(row)
    raise Refusal("not_found", field)


def shown(row: Row) -> Row:
    """The row itself. Raises Refusal("hidden") where moderation has hidden it."""
    if getattr(row, "is_hidden", False):
        raise Refusal("hidden")
    return row


def given(form: Any, *names: str) -> dict[str, Any]:
    """Those of the optional fields that the form names: an older phone's edit leaves the rest."""
    return {name: form[name].data for name in names if form[name].given}


def situated(form: Any) -> dict[str, str]:
    """Point, topic and language, as far as the form names them, as columns.

    Raises Refusal("not_found") at an unknown topic.
    """
    values = given(form, "point", "topic", "language")
    if values.get("topic"):
        find(Topic, values["topic"], "topic")
    return values


def unused(id: UUID) -> None:
    """Ask before a thing is made: its maker chooses the id, and what was imported has no receipt.

    Raises Refusal("conflict") where any thing has it.
    """
    if db.session.scalar(_TAKEN, {"id": id}):
        raise Refusal("conflict")
