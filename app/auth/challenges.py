"""What a browser was asked to sign: given once, taken once."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..db import db, now
from ..models import Challenge
from ..models.challenge import MOST, SECONDS
from ..writing import writing
from .problems import NotAccepted

BYTES = 32
SWEPT = 100


@dataclass(frozen=True)
class Opened:
    """A challenge that was answered: whom it was for, and what was said when it was asked for."""

    challenge: bytes
    resident_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


def issue(
    browser: bytes,
    purpose: str,
    resident_id: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> bytes:
    """A new challenge for this browser and purpose; it is open for SECONDS."""
    challenge = secrets.token_bytes(BYTES)
    with writing():
        _sweep()
        _make_room(browser)
        db.session.add(
            Challenge(
                hash=_hash(challenge),
                browser=browser,
                purpose=purpose,
                resident_id=resident_id,
                details=details or {},
                expires=now() + timedelta(seconds=SECONDS),
            )
        )
    return challenge


def consume(challenge: bytes, browser: bytes, purpose: str) -> Opened:
    """Take an open challenge, before its answer is looked at: whoever comes second finds none.

    Raises NotAccepted where there is none for this browser and purpose.
    """
    with writing():
        row = db.session.get(
            Challenge, _hash(challenge), with_for_update=True, populate_existing=True
        )
        if row is None or row.browser != browser or row.purpose != purpose:
            raise NotAccepted
        expired = row.expires <= now()
        opened = Opened(challenge, row.resident_id, row.details)
        db.session.delete(row)
    if expired:
        raise NotAccepted
    return opened


def _sweep() -> None:
    """Forget what has expired; what another process is sweeping is left to it."""
    old = select(Challenge).where(Challenge.expires <= now()).limit(SWEPT)
    for row in db.session.scalars(old.with_for_update(skip_locked=True)):
        db.session.delete(row)
    db.session.flush()


def _make_room(browser: bytes) -> None:
    """The oldest go where a browser has too many open."""
    mine = select(Challenge).where(Challenge.browser == browser).order_by(Challenge.expires.desc())
    for row in db.session.scalars(mine.offset(MOST - 1).with_for_update(skip_locked=True)):
        db.session.delete(row)


def _hash(challenge: bytes) -> bytes:
    return hashlib.sha256(challenge).digest()
