"""A resident's word that a contribution does not belong here."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, Text, UniqueConstraint, Uuid, func, select
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
        """This resident's report of that contribution, if any, to be changed."""
        found = cls._locked(select(cls).where(cls.resident_id == resident_id, cls.about == about))
        return found[0] if found else None

    @classmethod
    def open_about(cls, about: str) -> list["Report"]:
        """The reports of a contribution that wait for moderation, the oldest first."""
        return list(db.session.scalars(cls._open(about)))

    @classmethod
    def to_close(cls, about: str, seen: datetime | None) -> list["Report"]:
        """Those of them that came until the latest one `seen`; all, where nobody says which."""
        query = cls._open(about)
        return cls._locked(query.where(cls.created <= seen) if seen else query)

    @classmethod
    def reported(cls) -> list[str]:
        """The keys of contributions with open reports, the longest waiting first."""
        query = select(cls.about).where(cls.closed.is_(None)).group_by(cls.about)
        return list(db.session.scalars(query.order_by(func.min(cls.created), cls.about)))

    @classmethod
    def _open(cls, about: str) -> Select[tuple["Report"]]:
        query = select(cls).where(cls.about == about, cls.closed.is_(None))
        return query.order_by(cls.created, cls.id)

    @staticmethod
    def _locked(query: Select[tuple["Report"]]) -> list["Report"]:
        """Fresh and locked: its author says it anew while moderation closes it."""
        rows = db.session.scalars(
            query.with_for_update(), execution_options={"populate_existing": True}
        )
        return list(rows)

    def documents(self) -> Iterator[Touched]:
        yield f"report:{self.about}", f"me:{self.resident_id}"
