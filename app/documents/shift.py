"""A shift: its card in `public`, the whole in its project's scope; who signed up, in their own.

None of them where the shift or its project is hidden.
"""

from collections.abc import Collection, Iterator
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from ..db import db
from ..models import Project, Shift, SignUp
from .hidden import on_stage
from .kind import PUBLIC, Body, Placed, key, kind
from .project import TOWN
from .query import count, ids_of, per, uuids
from .text import folded


@kind("shift", ids=ids_of(Shift))
def build(ids: Collection[str]) -> Iterator[Placed]:
    wanted = uuids(ids)
    signed_up = per(SignUp.shift_id, count(), wanted)
    query = select(Shift, Project).join(Project, Project.id == Shift.project_id)
    query = query.where(Shift.id.in_(wanted), *on_stage(Shift))
    for shift, project in db.session.execute(query):
        total = signed_up.get(shift.id, 0)
        body = _common(shift) | {
            "capacity": shift.capacity,
            "taken": min(total, shift.capacity),
            "waiting": max(0, total - shift.capacity),
        }
        whole = body | {"revision": shift.revision}
        yield key("project", shift.project_id), key("shift", shift.id), whole
        yield PUBLIC, key("shift", shift.id), body | _card(shift, project, body)


@kind("sign_up", ids=ids_of(Shift))
def build_sign_ups(ids: Collection[str]) -> Iterator[Placed]:
    shifts = {shift.id: shift for shift in _offered(uuids(ids))}
    query = (
        select(SignUp).where(SignUp.shift_id.in_(shifts)).order_by(SignUp.shift_id, SignUp.number)
    )
    for id, sign_ups in groupby(db.session.scalars(query), lambda sign_up: sign_up.shift_id):
        shift = shifts[id]
        for position, sign_up in enumerate(sign_ups, 1):
            body = _common(shift) | {
                # From 1 on the waiting list; 0 for a place.
                "waiting": max(0, position - shift.capacity),
            }
            yield key("me", sign_up.resident_id), key("sign_up", id), body


def _offered(ids: list[UUID]) -> Iterator[Shift]:
    yield from db.session.scalars(select(Shift).where(Shift.id.in_(ids), *on_stage(Shift)))


def _card(shift: Shift, project: Project, body: Body) -> Body:
    free = body["capacity"] - body["taken"]
    return {
        "neighbourhood": str(project.neighbourhood_id or TOWN),
        "free": free,
        # A code, since lists are filtered by texts.
        "full": "" if free else "full",
        "search": folded(f"{shift.title} {shift.place}"),
    }


def _common(shift: Shift) -> Body:
    return {
        "id": str(shift.id),
        "project": str(shift.project_id),
        "title": shift.title,
        "place": shift.place,
        "starts": shift.starts,
        "ends": shift.ends,
        "cancelled": shift.cancelled,
    }
