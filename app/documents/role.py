"""Who does what for the town, in the scope `town`, where everybody reads it."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db, iso
from ..models import Role
from .kind import Placed, key, kind
from .query import ids_of, uuids
from .town import NAME


@kind("role", ids=ids_of(Role))
def build(ids: Collection[str]) -> Iterator[Placed]:
    wanted = uuids([id.partition("@")[0] for id in ids])
    for role in db.session.scalars(select(Role).where(Role.id.in_(wanted))):
        body = {
            "id": str(role.id),
            "resident": str(role.resident_id),
            "role": role.role,
            "neighbourhood": str(role.neighbourhood_id or ""),
            "granted_by": str(role.granted_by_id or ""),
            "created": iso(role.created),
        }
        yield NAME, key("role", role.id), body
