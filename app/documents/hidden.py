"""What moderation has hidden: it leaves lists, sums and threads; what stays is empty and says why.

Comments have both ways to go: hidden themselves, they keep their place; where what they are on is
hidden, they leave with it.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from ..db import db, iso
from ..models import Project, Proposal
from ..models.moderated import Moderated
from .kind import Body

PARENTS = {"project_id": Project, "proposal_id": Proposal}


def standing(thing: Moderated) -> Body:
    """Whether a thing is hidden, as its document says it; both are empty where it is not."""
    return {"hidden": thing.hidden, "hidden_at": iso(thing.hidden_at)}


def emptied(body: Body, *kept: str) -> Body:
    """The same shape, with nothing but its id, when it began, why it is hidden and since when."""
    staying = {"id", "created", "hidden", "hidden_at", *kept}
    return {name: value if name in staying else type(value)() for name, value in body.items()}


def shown(model: type[Moderated]) -> ColumnElement[bool]:
    """Rows that are not hidden themselves."""
    return model.hidden == ""


def on_stage(model: Any) -> list[ColumnElement[bool]]:
    """Rows whose project and proposal are not hidden."""
    columns = {name: getattr(model, name) for name in PARENTS if hasattr(model, name)}
    return [
        or_(
            column.is_(None),
            column.not_in(select(PARENTS[name].id).where(PARENTS[name].hidden != "")),
        )
        for name, column in columns.items()
    ]


def hidden_projects(rows: Collection[Proposal]) -> set[UUID | None]:
    """The projects of these proposals that are hidden."""
    ids = {row.project_id for row in rows if row.project_id}
    return set(db.session.scalars(select(Project.id).where(Project.id.in_(ids), ~shown(Project))))
