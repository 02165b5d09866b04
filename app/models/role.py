"""What somebody does for the town, in the open."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db
from ..refusal import Refusal
from .event import Event
from .invitation import Invitation
from .mixins import Dated, Identified, Touched, read_by_documents
from .resident import Resident

ROLES = ("administration", "politics", "facilitator", "administrator")
"""The first of somebody's roles is the word beside their name."""
AFFILIATIONS = ("", *ROLES)


class Role(Identified, Dated, Base):
    """A role of a resident; a facilitator's is for one neighbourhood, all others for the town.

    `granted_by_id` is empty where it was given at the server.
    """

    __tablename__ = "role"

    resident_id: Mapped[UUID] = read_by_documents(
        Uuid, ForeignKey("resident.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = mapped_column(String(20))
    neighbourhood_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("neighbourhood.id", ondelete="CASCADE")
    )
    granted_by_id: Mapped[UUID | None] = read_by_documents(Uuid, ForeignKey("resident.id"))

    @classmethod
    def of(cls, resident_id: UUID) -> list["Role"]:
        """Somebody's roles, the one beside the name first."""
        query = select(cls).where(cls.resident_id == resident_id).order_by(cls.id)
        return sorted(db.session.scalars(query), key=lambda role: ROLES.index(role.role))

    @classmethod
    def exists(cls, role: str) -> bool:
        """Whether anybody has this role."""
        return db.session.scalar(select(cls.id).where(cls.role == role).limit(1)) is not None

    @classmethod
    def grant(
        cls,
        resident_id: UUID,
        role: str,
        neighbourhood_id: UUID | None = None,
        by: Resident | None = None,
    ) -> None:
        """Give somebody a role; who has it keeps it as it is.

        Raises Refusal: "not_an_account" for guests and closed accounts, "needs_neighbourhood".
        """
        resident = _locked(resident_id)
        if resident is None or resident.guest or resident.closed:
            raise Refusal("not_an_account", "resident")
        place = _place(role, neighbourhood_id)
        if cls._held(resident_id, role, place):
            return
        giver = by.id if by else None
        db.session.add(
            cls(resident_id=resident_id, role=role, neighbourhood_id=place, granted_by_id=giver)
        )
        Event.log(resident_id, "role_granted", role)
        _follow(resident)
        if role == "administrator":
            Invitation.end_unused()

    @classmethod
    def withdraw(cls, resident_id: UUID, role: str, neighbourhood_id: UUID | None = None) -> None:
        """Take a role from somebody; who does not have it is left as they are.

        Raises Refusal: "last_administrator", and "needs_neighbourhood".
        """
        resident = _locked(resident_id)
        found = cls._held(resident_id, role, _place(role, neighbourhood_id))
        if resident is None or found is None:
            return
        if role == "administrator" and cls.is_last_administrator(resident_id):
            raise Refusal("last_administrator")
        _end_what_is_over(resident)
        db.session.delete(found)
        Event.log(resident_id, "role_withdrawn", role)
        _follow(resident)

    @classmethod
    def is_last_administrator(cls, resident_id: UUID) -> bool:
        """Whether nobody else is one; locks them, so that two cannot go at once."""
        query = select(cls).where(cls.role == "administrator").order_by(cls.id).with_for_update()
        rows = db.session.scalars(query, execution_options={"populate_existing": True})
        return {row.resident_id for row in rows} == {resident_id}

    @classmethod
    def _held(cls, resident_id: UUID, role: str, place: UUID | None) -> "Role | None":
        return db.session.scalar(
            select(cls).where(
                cls.resident_id == resident_id, cls.role == role, cls.neighbourhood_id == place
            )
        )

    def documents(self) -> Iterator[Touched]:
        yield f"role:{self.id}", "town"
        yield f"me:{self.resident_id}", None
        yield f"person:{self.resident_id}", "town"
        if self.granted_by_id:
            yield f"person:{self.granted_by_id}", "town"


def _locked(resident_id: UUID) -> Resident | None:
    """The resident, fresh and locked: whose roles change, change one after the other."""
    query = select(Resident).where(Resident.id == resident_id).with_for_update(key_share=True)
    return db.session.scalar(query, execution_options={"populate_existing": True})


def _place(role: str, neighbourhood_id: UUID | None) -> UUID | None:
    if role != "facilitator":
        return None
    if neighbourhood_id is None:
        raise Refusal("needs_neighbourhood", "role")
    return neighbourhood_id


def _end_what_is_over(resident: Resident) -> None:
    """By the longer limits of who has no role, a session that was over would be good again."""
    from .session import Session

    Session.clear(resident.id)


def _follow(resident: Resident) -> None:
    """Beside the name stands the first of the roles."""
    db.session.flush()
    roles = Role.of(resident.id)
    resident.affiliation = roles[0].role if roles else ""
