"""Somebody at a kiosk wants to be signed in there by their own phone."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from .mixins import Dated, Identified

LIFE = timedelta(minutes=10)
KEPT = timedelta(days=1)
TRIES = 3
SWEPT = 100


class Pairing(Identified, Dated, Base):
    """One try of signing in at a kiosk, as RFC 8628 has it.

    The tablet holds a secret (`secret_hash` is its SHA-256), the phone reads a code (`code_hash`,
    keyed). Whoever answers on the phone is its `resident`; with their yes come two digits
    (`digits_hash`, keyed) that are typed at the kiosk, at most TRIES times. `ended`: nothing
    comes of it any more, or something came of it.
    """

    __tablename__ = "pairing"

    kiosk_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("kiosk.id", ondelete="CASCADE"))
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires: Mapped[datetime] = mapped_column(UtcDateTime)
    resident_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("resident.id", ondelete="CASCADE")
    )
    answer: Mapped[str] = mapped_column(String(10), default="")
    digits_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    wrong: Mapped[int] = mapped_column(default=0)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def start(cls, kiosk_id: UUID, code_hash: bytes) -> tuple["Pairing", str]:
        """Begin; returns the tablet's secret as well. What this kiosk had begun before is over."""
        cls._sweep()
        open_ones = select(cls).where(cls.kiosk_id == kiosk_id, cls.ended.is_(None))
        for earlier in db.session.scalars(open_ones.with_for_update()):
            earlier.ended = now()
        secret = secrets.token_urlsafe(32)
        pairing = cls(
            kiosk_id=kiosk_id,
            secret_hash=_hash(secret),
            code_hash=code_hash,
            expires=now() + LIFE,
        )
        db.session.add(pairing)
        return pairing, secret

    @classmethod
    def of(cls, kiosk_id: UUID, secret: str, *, lock: bool = False) -> "Pairing | None":
        """What this kiosk has begun with this secret."""
        query = select(cls).where(cls.secret_hash == _hash(secret), cls.kiosk_id == kiosk_id)
        return _found(query, lock)

    @classmethod
    def opened_by(
        cls, hashes: list[bytes], resident_id: UUID, *, lock: bool = False
    ) -> "Pairing | None":
        """What a code on this resident's phone is about, as long as nobody has answered it.

        After their own yes it is so until digits are typed: they may not have seen them.
        """
        found = _found(select(cls).where(cls.code_hash.in_(hashes)), lock)
        return found if found and found._is_open_to(resident_id) else None

    @property
    def state(self) -> str:
        """`waiting` for an answer, `allowed` and waiting for digits, `refused`, or `over`."""
        if self.ended or self.expires <= now():
            return "over"
        return self.answer or "waiting"

    def _is_open_to(self, resident_id: UUID) -> bool:
        own_yes = self.state == "allowed" and self.resident_id == resident_id
        return self.state == "waiting" or (own_yes and not self.wrong)

    def allow(self, resident_id: UUID, digits_hash: bytes) -> None:
        """Yes, if these digits are typed at the kiosk."""
        self.resident_id, self.answer, self.digits_hash = resident_id, "allowed", digits_hash

    def refuse(self, resident_id: UUID) -> None:
        """No."""
        self.resident_id, self.answer = resident_id, "refused"

    def guess(self, *, right: bool) -> None:
        """Somebody has typed digits: right ones use it up, wrong ones do when they are too many."""
        self.wrong += not right
        if right or self.wrong >= TRIES:
            self.ended = now()

    @classmethod
    def _sweep(cls) -> None:
        old = select(cls).where(cls.expires <= now() - KEPT).limit(SWEPT)
        for pairing in db.session.scalars(old.with_for_update(skip_locked=True)):
            db.session.delete(pairing)


def _found(query: object, lock: bool) -> Pairing | None:
    query = query.with_for_update() if lock else query  # type: ignore[attr-defined]
    return db.session.scalar(query, execution_options={"populate_existing": lock})


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
