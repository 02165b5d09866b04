"""Help that a project needs: what, where, from when to when, how many hands."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db
from ..refusal import Refusal
from .mixins import Dated, Identified, Touched, read_by_documents
from .sign_up import SignUp

if TYPE_CHECKING:
    from .project import Project
    from .resident import Resident

MOST_PLACES = 500
LONGEST = timedelta(days=3)


class Shift(Identified, Dated, Base):
    """A shift of a project, with `capacity` places.

    `starts` and `ends` are the clock on the wall in the town, `2026-03-14T13:05`: that is what
    people agree on, whatever becomes of daylight saving.
    Who comes when all are taken is on the waiting list in the order of arrival and moves up by
    itself. `revision` counts changes. `cancelled` is the reason, once it is called off.
    """

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("ends > starts", "shift_ends_after_it_starts"),
        CheckConstraint("capacity > 0", "shift_has_places"),
    )

    project_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("project.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120), default="")
    starts: Mapped[str] = mapped_column(String(16))
    ends: Mapped[str] = mapped_column(String(16))
    capacity: Mapped[int]
    cancelled: Mapped[str] = mapped_column(String(500), default="")
    revision: Mapped[int] = mapped_column(default=0)

    @staticmethod
    def check(starts: str, ends: str, capacity: int) -> None:
        """Raises Refusal: "ends_before_start", "too_long_shift", "capacity"."""
        if ends <= starts:
            raise Refusal("ends_before_start", "ends")
        if datetime.fromisoformat(ends) - datetime.fromisoformat(starts) > LONGEST:
            raise Refusal("too_long_shift", "ends")
        if not 1 <= capacity <= MOST_PLACES:
            raise Refusal("capacity", "capacity")

    @staticmethod
    def ids_in(project_id: UUID) -> Iterator[UUID]:
        """The shifts of a project."""
        yield from db.session.scalars(select(Shift.id).where(Shift.project_id == project_id))

    @classmethod
    def locked(cls, id: UUID) -> "Shift":
        """The shift, fresh and locked, so that its places can be counted.

        Raises Refusal("not_found").
        """
        query = select(cls).where(cls.id == id).with_for_update()
        shift = db.session.scalar(query, execution_options={"populate_existing": True})
        if shift is None:
            raise Refusal("not_found", "shift")
        return shift

    @property
    def project(self) -> "Project":
        """The project that needs the help."""
        from .project import Project

        return db.session.get_one(Project, self.project_id)

    @property
    def is_hidden(self) -> bool:
        """Whether its project is."""
        return self.project.is_hidden

    def sign_up(self, resident: "Resident") -> bool:
        """Take a place, or the next one on the waiting list; True for a place.

        Raises Refusal: "cancelled".
        """
        if self.cancelled:
            raise Refusal("cancelled")
        if not SignUp.of(self.id, resident.id):
            last = select(func.max(SignUp.number)).where(SignUp.shift_id == self.id)
            number = (db.session.scalar(last) or 0) + 1
            db.session.add(SignUp(shift_id=self.id, resident_id=resident.id, number=number))
            db.session.flush()
        return SignUp.position(self.id, resident.id) <= self.capacity

    def withdraw(self, resident: "Resident") -> None:
        """Give the place back; the first who waits moves up."""
        sign_up = SignUp.of(self.id, resident.id)
        if sign_up:
            db.session.delete(sign_up)

    def change(
        self,
        *,
        revision: int,
        title: str,
        place: str,
        starts: str,
        ends: str,
        capacity: int,
    ) -> None:
        """Change what stood at `revision`.

        Raises Refusal: as `check`, "cancelled", "edited_elsewhere", and "fewer_than_signed_up"
        where the new places would not hold those who have one.
        """
        self.check(starts, ends, capacity)
        if self.cancelled:
            raise Refusal("cancelled")
        if self.revision != revision:
            raise Refusal("edited_elsewhere")
        if capacity < min(SignUp.count(self.id), self.capacity):
            raise Refusal("fewer_than_signed_up", "capacity")
        self.title, self.place = title, place
        self.starts, self.ends, self.capacity = starts, ends, capacity
        self.revision += 1

    def cancel(self, reason: str) -> None:
        """Call it off, saying why; the first reason stays."""
        if not self.cancelled:
            self.cancelled = reason

    def documents(self) -> Iterator[Touched]:
        yield f"shift:{self.id}", None
        yield f"sign_up:{self.id}", None
        yield f"project:{self.project_id}", None
