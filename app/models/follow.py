"""What someone wants to hear more of; it stays on their phone."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped

from ..db import Base, db
from .mixins import Dated, Identified, Touched, read_by_documents


class Follow(Identified, Dated, Base):
    """A resident follows a thing, named by its scope: `project:<id>`, `neighbourhood:<id>` …"""

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("resident_id", "scope"),)

    resident_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)
    scope: Mapped[str] = read_by_documents(String(80))

    @classmethod
    def of(cls, resident_id: UUID, scope: str) -> "Follow | None":
        """Whether this resident follows that thing."""
        return db.session.scalar(
            select(cls).where(cls.resident_id == resident_id, cls.scope == scope)
        )

    @classmethod
    def begin(cls, resident_id: UUID, scope: str) -> None:
        """Follow; does nothing where that is so already."""
        if not cls.of(resident_id, scope):
            db.session.add(cls(resident_id=resident_id, scope=scope))

    @classmethod
    def end(cls, resident_id: UUID, scope: str) -> None:
        """Follow no longer."""
        follow = cls.of(resident_id, scope)
        if follow:
            db.session.delete(follow)

    def documents(self) -> Iterator[Touched]:
        yield f"follow:{self.scope}", f"me:{self.resident_id}"
