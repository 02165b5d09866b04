"""That someone stands behind a proposal."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped

from ..db import Base, db, now
from ..refusal import Refusal
from .mixins import Dated, Identified, Touched, read_by_documents

MOST_A_DAY = 200
"""More in a day than anyone reads; a script is told so."""


class Support(Identified, Dated, Base):
    """One resident's support of one proposal: there or not there."""

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("resident_id", "proposal_id"),)

    resident_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)
    proposal_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("proposal.id"), index=True)

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

    def documents(self) -> Iterator[Touched]:
        yield f"proposal:{self.proposal_id}", None
        yield f"support:{self.proposal_id}", f"me:{self.resident_id}"
