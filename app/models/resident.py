"""Someone who takes part: as a guest of one device, or with an account."""

import hashlib
import secrets
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db
from .mixins import Dated, Identified, Touched

AFFILIATIONS = ("", "administration", "politics")
SECRET_BYTES = 16


class Resident(Identified, Dated, Base):
    """A person. A guest may have no name; `affiliation` is shown beside it and weighs nothing.

    `receipt_key` keys the fingerprints of this resident's commands and dies with the account.
    """

    __tablename__ = "resident"

    name: Mapped[str] = mapped_column(String(80), default="")
    affiliation: Mapped[str] = mapped_column(String(20), default="")
    guest: Mapped[bool] = mapped_column(default=False)
    receipt_key: Mapped[bytes] = mapped_column(
        LargeBinary(32), default=lambda: secrets.token_bytes(32)
    )

    def documents(self) -> Iterator[Touched]:
        yield f"me:{self.id}", None
        yield f"person:{self.id}", None

    @staticmethod
    def guest_id(secret: bytes) -> UUID:
        """The guest's id, which only the holder of `secret` (16 bytes) can have made.

        UUID version 8 (RFC 9562) from SHA-256 of a prefix and the secret; the phone derives it
        the same way (`service_worker/identity.js`).
        """
        digest = bytearray(hashlib.sha256(b"kokommune:guest:" + secret).digest()[:16])
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        return UUID(bytes=bytes(digest))

    @classmethod
    def guest_of(cls, secret: bytes) -> "Resident | None":
        """The guest of the device with this secret, made at the first call.

        None when that resident has an account by now: then the secret opens nothing.
        """
        id = cls.guest_id(secret)
        resident = db.session.get(cls, id)
        if resident is None:
            resident = cls(id=id, guest=True)
            db.session.add(resident)
        return resident if resident.guest else None
