"""What a visitor of a kiosk takes home: the way to what they left there."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from .mixins import Dated, Identified
from .resident import Resident

LIFE = timedelta(days=90)
SWEPT = 100


class Ticket(Identified, Dated, Base):
    """The claim ticket of one visit; only a keyed hash of it is kept. It is good for one claim."""

    __tablename__ = "ticket"

    visit_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("resident.id"), unique=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    claimed: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def opened_by(
        cls, hashes: list[bytes], account_id: UUID | None = None, *, lock: bool = False
    ) -> "Ticket | None":
        """The ticket that was typed, unless it is too old or another account has claimed it."""
        query = select(cls).where(cls.hash.in_(hashes), cls.created > now() - LIFE)
        query = query.with_for_update() if lock else query
        found = db.session.scalar(query, execution_options={"populate_existing": lock})
        return found if found and found._is_open_to(account_id) else None

    def _is_open_to(self, account_id: UUID | None) -> bool:
        if not self.claimed:
            return True
        return account_id is not None and Resident.is_merged(self.visit_id, account_id)

    @classmethod
    def give(cls, visit_id: UUID, hash: bytes) -> None:
        """A visit has this ticket. Those that nobody can use any more go."""
        db.session.add(cls(visit_id=visit_id, hash=hash))
        old = select(cls).where(cls.created <= now() - LIFE).limit(SWEPT)
        for ticket in db.session.scalars(old.with_for_update(skip_locked=True)):
            db.session.delete(ticket)
