"""A recovery that begins at the desk of the town hall."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from ..refusal import Refusal
from .event import Event
from .mixins import Dated, Identified
from .resident import Resident
from .role import Role

MINUTES = 10
MOST_AN_HOUR = 10
"""Recoveries that one person starts: more is no desk any more."""
KEPT = timedelta(days=30)


class DeskRecovery(Identified, Dated, Base):
    """Somebody proved in person who they are: their code is good for ten minutes.

    `hash` is the keyed hash of the code. For an account with a role a second person confirms.
    """

    __tablename__ = "desk_recovery"

    resident_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("resident.id", ondelete="CASCADE"), index=True
    )
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    started_by_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("resident.id"))
    confirmed_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("resident.id"))
    expires: Mapped[datetime] = mapped_column(UtcDateTime)
    redeemed: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def start(cls, resident: Resident, by: Resident, hash: bytes) -> "DeskRecovery":
        """`by` has seen who `resident` is; whatever was begun for them before is over."""
        if resident.id == by.id:
            raise Refusal("own_account")
        if resident.guest or resident.closed or resident.merged_into_id:
            raise Refusal("not_found")
        if cls._started_lately(by.id) >= MOST_AN_HOUR:
            raise Refusal("too_many_recoveries")
        cls._sweep()
        for earlier in cls.waiting(resident.id):
            earlier.expires = now()
        until = now() + timedelta(minutes=MINUTES)
        recovery = cls(resident_id=resident.id, hash=hash, started_by_id=by.id, expires=until)
        db.session.add(recovery)
        Event.log(resident.id, "recovery_started", by.name)
        return recovery

    def confirm(self, by: Resident) -> None:
        """A second person has looked as well, who is neither of the two."""
        if by.id in (self.started_by_id, self.resident_id):
            raise Refusal("needs_another_person")
        if self.is_over:
            raise Refusal("expired_code")
        if self.confirmed_by_id is None:
            self.confirmed_by_id = by.id

    @classmethod
    def waiting(cls, resident_id: UUID | None = None) -> list["DeskRecovery"]:
        """Those that can still be redeemed, of one account or of all; the oldest first."""
        query = select(cls).where(cls.redeemed.is_(None), cls.expires > now())
        if resident_id:
            query = query.where(cls.resident_id == resident_id)
        return list(db.session.scalars(query.order_by(cls.created)))

    @property
    def is_over(self) -> bool:
        """Redeemed, replaced or too old."""
        return self.redeemed is not None or self.expires <= now()

    @property
    def needs_confirmation(self) -> bool:
        """Who has a role could harm others: one person at the desk is not enough for them."""
        return self.confirmed_by_id is None and bool(Role.of(self.resident_id))

    @property
    def refusal(self) -> str:
        """Why it opens nothing, as a code; empty where it does."""
        if self.redeemed:
            return "wrong_code"
        if self.is_over:
            return "expired_code"
        return "waits_for_confirmation" if self.needs_confirmation else ""

    def use(self) -> None:
        """It was good for this one time."""
        self.redeemed = now()

    @classmethod
    def _started_lately(cls, by: UUID) -> int:
        hour_ago = now() - timedelta(hours=1)
        query = select(func.count()).where(cls.started_by_id == by, cls.created > hour_ago)
        return db.session.scalars(query).one()

    @classmethod
    def _sweep(cls) -> None:
        query = select(cls).where(cls.created < now() - KEPT)
        for old in db.session.scalars(query.with_for_update(skip_locked=True)):
            db.session.delete(old)
