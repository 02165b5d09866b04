"""That someone will help at a shift."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db
from .mixins import Dated, Identified, Touched, read_by_documents


class SignUp(Identified, Dated, Base):
    """A resident's place at a shift or on its waiting list, in the order of `number`."""

    __tablename__ = "sign_up"
    __table_args__ = (
        UniqueConstraint("shift_id", "resident_id"),
        UniqueConstraint("shift_id", "number"),
    )

    shift_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("shift.id"), index=True)
    resident_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)
    number: Mapped[int] = mapped_column()

    @classmethod
    def of(cls, shift_id: UUID, resident_id: UUID) -> "SignUp | None":
        """This resident's sign-up for that shift, if any."""
        return db.session.scalar(
            select(cls).where(cls.shift_id == shift_id, cls.resident_id == resident_id)
        )

    @classmethod
    def count(cls, shift_id: UUID) -> int:
        """How many have signed up, the waiting ones included."""
        return db.session.scalar(select(func.count()).where(cls.shift_id == shift_id)) or 0

    @classmethod
    def position(cls, shift_id: UUID, resident_id: UUID) -> int:
        """The place in the order of arrival, from 1."""
        own = select(cls.number).where(cls.shift_id == shift_id, cls.resident_id == resident_id)
        before = select(func.count()).where(
            cls.shift_id == shift_id, cls.number <= own.scalar_subquery()
        )
        return db.session.scalar(before) or 0

    def documents(self) -> Iterator[Touched]:
        yield f"shift:{self.shift_id}", None
        # Whoever waits behind moves up: the sign-ups of a shift are built together.
        yield f"sign_up:{self.shift_id}", None
