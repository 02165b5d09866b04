"""Codes on paper, for who has lost every device."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from .mixins import Dated, Identified, Touched, read_by_documents


class RecoveryCode(Identified, Dated, Base):
    """One of eight codes, good for one recovery; only its keyed hash is kept."""

    __tablename__ = "recovery_code"

    resident_id: Mapped[UUID] = read_by_documents(
        Uuid, ForeignKey("resident.id", ondelete="CASCADE"), index=True
    )
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    used: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def replace(cls, resident_id: UUID, hashes: list[bytes]) -> None:
        """From now on an account has these codes and no others."""
        for code in db.session.scalars(select(cls).where(cls.resident_id == resident_id)):
            db.session.delete(code)
        db.session.flush()
        db.session.add_all(cls(resident_id=resident_id, hash=hash) for hash in hashes)

    @classmethod
    def unused(cls, resident_id: UUID) -> int:
        """How many codes somebody has left."""
        query = select(func.count()).where(cls.resident_id == resident_id, cls.used.is_(None))
        return db.session.scalar(query) or 0

    @property
    def refusal(self) -> str:
        """Why it opens nothing, as a code; empty where it does."""
        return "wrong_code" if self.used else ""

    def use(self) -> None:
        """It was good for this one time."""
        self.used = now()

    def documents(self) -> Iterator[Touched]:
        yield f"me:{self.resident_id}", None
