"""That someone stands behind a proposal."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped

from ..db import Base, db, now
from ..refusal import Refusal
from .mixins import Dated, Identified, Touched, read_by_documents

MOST_A_DAY = 200
"""More in a day than anyone reads; a script is told so."""


class Support(Identified, Dated, Base):
    """One resident's support of one proposal: there or not there.

    `kiosk_id` is where a visit gave it; it stays when somebody takes the visit home.
    """

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("resident_id", "proposal_id"),)

    resident_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)
    proposal_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("proposal.id"), index=True)
    kiosk_id: Mapped[UUID | None] = read_by_documents(Uuid, index=True)

    @classmethod
    def of(cls, resident_id: UUID, proposal_id: UUID) -> "Support | None":
        """This resident's support of that proposal, if any."""
        return db.session.scalar(
            select(cls).where(cls.resident_id == resident_id, cls.proposal_id == proposal_id)
        )

    @classmethod
    def check_pace(cls, resident_id: UUID) -> None:
        """Raises Refusal("too_many") after MOST_A_DAY supports in 24 hours."""
        since = now() - timedelta(days=1)
        given = select(func.count()).where(cls.resident_id == resident_id, cls.created > since)
        if (db.session.scalar(given) or 0) >= MOST_A_DAY:
            raise Refusal("too_many")

    @classmethod
    def from_kiosk(cls, kiosk_id: UUID, since: datetime) -> int:
        """How many supports came from a kiosk since then."""
        query = select(func.count()).where(cls.kiosk_id == kiosk_id, cls.created > since)
        return db.session.scalar(query) or 0

    def documents(self) -> Iterator[Touched]:
        yield f"proposal:{self.proposal_id}", None
        yield f"support:{self.proposal_id}", f"me:{self.resident_id}"
        if self.kiosk_id:
            yield f"kiosk:{self.kiosk_id}", None
