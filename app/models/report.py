"""A resident's word that a contribution does not belong here."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db
from .mixins import Dated, Identified, Touched, read_by_documents

REASONS = ("insult", "hate", "private", "advertising", "other")


class Report(Identified, Dated, Base):
    """A report; one a resident and contribution, a later one replaces the text.

    `about` is the contribution's key, `comment:0192…`; `closed` is when moderation dealt with it.
    """

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("resident_id", "about"),)

    resident_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)
    about: Mapped[str] = mapped_column(String(80), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    closed: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, resident_id: UUID, about: str) -> "Report | None":
        """This resident's report of that contribution, if any."""
        return db.session.scalar(
            select(cls).where(cls.resident_id == resident_id, cls.about == about)
        )

    @classmethod
    def open_about(cls, about: str) -> list["Report"]:
        """The reports of a contribution that wait for moderation, the oldest first."""
        query = select(cls).where(cls.about == about, cls.closed.is_(None))
        return list(db.session.scalars(query.order_by(cls.created, cls.id)))

    @classmethod
    def reported(cls) -> list[str]:
        """The keys of contributions with open reports, the longest waiting first."""
        query = select(cls.about).where(cls.closed.is_(None)).group_by(cls.about)
        return list(db.session.scalars(query.order_by(func.min(cls.created), cls.about)))

    def documents(self) -> Iterator[Touched]:
        yield f"report:{self.about}", f"me:{self.resident_id}"
