"""The log of one's own account."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db
from .mixins import Dated, Identified, Touched, read_by_documents

EVENTS = (
    "account_created",
    "passkey_added",
    "passkey_removed",
    "passkey_suspicious",
    "codes_made",
    "recovered_by_code",
    "recovered_at_desk",
    "recovery_started",
    "device_signed_out",
    "taken_along",
    "signed_in_at_kiosk",
    "role_granted",
    "role_withdrawn",
)


class Event(Identified, Dated, Base):
    """Something that happened to an account, for its owner alone.

    `kind` is one of EVENTS; `detail` names what it was about: a passkey's name, a device, a role.
    """

    __tablename__ = "event"

    resident_id: Mapped[UUID] = read_by_documents(
        Uuid, ForeignKey("resident.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(String(120), default="")

    @classmethod
    def log(cls, resident_id: UUID, kind: str, detail: str = "") -> None:
        """Write it down; the owner reads it on `/account`."""
        db.session.add(cls(resident_id=resident_id, kind=kind, detail=detail[:120]))

    def documents(self) -> Iterator[Touched]:
        yield f"event:{self.id}", f"me:{self.resident_id}"
