"""A passkey: the public half of a key that a resident's device keeps."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from ..refusal import Refusal
from .event import Event
from .mixins import Dated, Identified, Touched, read_by_documents
from .recovery_code import RecoveryCode
from .resident import Resident

LONGEST_ID = 1023
"""Bytes of a credential id (WebAuthn Level 3, section 4)."""
LONGEST_NAME = 80


class Credential(Identified, Dated, Base):
    """A passkey of one resident.

    `credential_id` is the authenticator's; `public_key` is COSE; `sign_count` is 0 where the
    authenticator counts nothing. `name` is the resident's own for it. `backed_up` says whether
    the authenticator's maker keeps a copy.
    """

    __tablename__ = "credential"

    credential_id: Mapped[bytes] = mapped_column(LargeBinary(LONGEST_ID), unique=True)
    resident_id: Mapped[UUID] = read_by_documents(
        Uuid, ForeignKey("resident.id", ondelete="CASCADE"), index=True
    )
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    transports: Mapped[list] = mapped_column(JSON, default=list)
    aaguid: Mapped[str] = mapped_column(String(36), default="")
    backup_eligible: Mapped[bool] = mapped_column(default=False)
    backed_up: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    used: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def known_as(cls, credential_id: bytes, *, lock: bool = False) -> "Credential | None":
        """The passkey with its authenticator's id; locked where its counter is looked at."""
        query = select(cls).where(cls.credential_id == credential_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return db.session.scalar(query)

    @classmethod
    def of(cls, resident_id: UUID) -> list["Credential"]:
        """Somebody's passkeys, the oldest first."""
        query = select(cls).where(cls.resident_id == resident_id).order_by(cls.created, cls.id)
        return list(db.session.scalars(query))

    def is_suspicious(self, sign_count: int) -> bool:
        """A counter that does not grow: another device may have a copy of this key."""
        return max(sign_count, self.sign_count) > 0 and sign_count <= self.sign_count

    def use(self, sign_count: int, backed_up: bool) -> None:
        """It has proved who its owner is."""
        self.sign_count, self.backed_up, self.used = sign_count, backed_up, now()

    def rename(self, name: str) -> None:
        """Its owner calls it so from now on."""
        self.name = name

    def remove(self) -> None:
        """It opens nothing any more.

        Raises Refusal("last_passkey") where nothing would open the account then: neither another
        passkey nor an unused code.
        """
        # Two removals at once would each leave the other's passkey.
        db.session.get(Resident, self.resident_id, with_for_update=True, populate_existing=True)
        if len(self.of(self.resident_id)) < 2 and not RecoveryCode.unused(self.resident_id):
            raise Refusal("last_passkey", "passkey")
        db.session.delete(self)
        Event.log(self.resident_id, "passkey_removed", self.name)

    def documents(self) -> Iterator[Touched]:
        yield f"passkey:{self.id}", f"me:{self.resident_id}"
