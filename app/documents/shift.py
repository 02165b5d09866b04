"""A shift: in its project's scope; who signed up, in their own."""

from collections.abc import Collection, Iterator
from itertools import groupby

from sqlalchemy import select

from ..db import db
from ..models import Shift, SignUp
from .kind import Body, Placed, key, kind
from .query import count, ids_of, per, uuids


@kind("shift", ids=ids_of(Shift))
def build(ids: Collection[str]) -> Iterator[Placed]:
    wanted = uuids(ids)
    signed_up = per(SignUp.shift_id, count(), wanted)
    for shift in db.session.scalars(select(Shift).where(Shift.id.in_(wanted))):
        total = signed_up.get(shift.id, 0)
        body = _common(shift) | {
            "capacity": shift.capacity,
            "taken": min(total, shift.capacity),
            "waiting": max(0, total - shift.capacity),
            "revision": shift.revision,
        }
        yield key("project", shift.project_id), key("shift", shift.id), body


@kind("sign_up", ids=ids_of(Shift))
def build_sign_ups(ids: Collection[str]) -> Iterator[Placed]:
    wanted = uuids(ids)
    shifts = {s.id: s for s in db.session.scalars(select(Shift).where(Shift.id.in_(wanted)))}
    query = (
        select(SignUp).where(SignUp.shift_id.in_(wanted)).order_by(SignUp.shift_id, SignUp.number)
    )
    for id, sign_ups in groupby(db.session.scalars(query), lambda sign_up: sign_up.shift_id):
        shift = shifts[id]
        for position, sign_up in enumerate(sign_ups, 1):
            body = _common(shift) | {
                # From 1 on the waiting list; 0 for a place.
                "waiting": max(0, position - shift.capacity),
            }
            yield key("me", sign_up.resident_id), key("sign_up", id), body


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
