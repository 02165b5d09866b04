"""Where the town has put tablets up, and how many voices came from each, in the scope `town`."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ..db import db, iso
from ..models import Kiosk, Support
from .kind import Placed, key, kind
from .query import count, ids_of, per, uuids
from .town import NAME


@kind("kiosk", ids=ids_of(Kiosk))
def build(ids: Collection[str]) -> Iterator[Placed]:
    wanted = uuids(ids)
    supports = per(Support.kiosk_id, count(), wanted)
    for kiosk in db.session.scalars(select(Kiosk).where(Kiosk.id.in_(wanted))):
        # One that never stood anywhere is nobody's business.
        if kiosk.enrolled:
            body = {
                "id": str(kiosk.id),
                "name": kiosk.name,
                "place": kiosk.place,
                "created": iso(kiosk.created),
                "enrolled": iso(kiosk.enrolled),
                "revoked": iso(kiosk.revoked),
                "supports": supports.get(kiosk.id, 0),
                **_latest_hour(kiosk.id),
            }
            yield NAME, key("kiosk", kiosk.id), body


def _latest_hour(kiosk_id: UUID) -> dict[str, Any]:
    """The last full hour of the clock in which a voice came, and how many came in it."""
    last = db.session.scalar(select(func.max(Support.created)).where(Support.kiosk_id == kiosk_id))
    if last is None:
        return {"hour": "", "hour_supports": 0}
    hour = last.replace(minute=0, second=0, microsecond=0)
    query = select(func.count()).where(Support.kiosk_id == kiosk_id, Support.created >= hour)
    return {"hour": iso(hour), "hour_supports": db.session.scalar(query) or 0}
