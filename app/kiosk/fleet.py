"""All kiosks and how they are, as administrators see them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..db import db, iso, now
from ..models import Heartbeat, Kiosk, Neighbourhood

Row = dict[str, Any]


def fleet() -> list[Row]:
    """Every kiosk, the oldest first."""
    names = dict(db.session.execute(select(Neighbourhood.id, Neighbourhood.name)).all())
    beats = {beat.kiosk_id: beat for beat in db.session.scalars(select(Heartbeat))}
    return [_row(kiosk, names, beats.get(kiosk.id)) for kiosk in Kiosk.all()]


def kiosk_row(id: UUID) -> Row:
    """One of them."""
    return next(row for row in fleet() if row["id"] == str(id))


def _row(kiosk: Kiosk, names: dict[UUID, str], beat: Heartbeat | None) -> Row:
    enrolled = kiosk.token_hash is not None
    return {
        "id": str(kiosk.id),
        "name": kiosk.name,
        "place": kiosk.place,
        "shows": [{"id": id, "name": names.get(UUID(id), "")} for id in kiosk.shows],
        "state": "enrolled" if enrolled else "revoked" if kiosk.revoked else "new",
        "enrolled": iso(kiosk.enrolled),
        "revoked": iso(kiosk.revoked),
        "code_expires": iso(_open_until(kiosk)),
        "silent": bool(enrolled and beat and beat.is_silent),
        "remains": beat.remains if enrolled and beat else 0,
        "beat": _said(beat) if beat else False,
    }


def _open_until(kiosk: Kiosk) -> Any:
    return kiosk.code_expires if kiosk.code_expires and kiosk.code_expires > now() else None


def _said(beat: Heartbeat) -> Row:
    return {
        "seen": iso(beat.seen),
        "version": beat.version,
        "waiting": beat.waiting,
        "oldest": iso(beat.oldest),
        "synced": iso(beat.synced),
        "used": beat.used // 1_000_000,
        "quota": beat.quota // 1_000_000,
    }
