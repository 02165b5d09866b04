"""Someone who takes part: as a guest of one device, or with an account."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, Uuid, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, validates

from ..auth import names
from ..db import LOCK, Base, UtcDateTime, db, now
from .mixins import Dated, Identified, Touched

SECRET_BYTES = 16
HANDLE_BYTES = 64


class Resident(Identified, Dated, Base):
    """A person. A guest may have no name; `affiliation` is shown beside it and weighs nothing.

    `receipt_key` keys the fingerprints of this resident's commands and dies with the account.
    `user_handle` is what passkeys call an account, and never its id; `name_key` is what two names
    that are spelt alike have in common, `name_look` what a reader takes the name for. A guest
    whose contributions an account took along is `merged_into` it. `kiosk_id`: a visit, an
    anonymous guest whom a tablet speaks for and who has no session. `recovered` is when somebody
    last got back in without a passkey; `closed` when the account was deleted.
    """

    __tablename__ = "resident"

    name: Mapped[str] = mapped_column(String(80), default="")
    affiliation: Mapped[str] = mapped_column(String(20), default="")
    guest: Mapped[bool] = mapped_column(default=False)
    receipt_key: Mapped[bytes] = mapped_column(
        LargeBinary(32), default=lambda: secrets.token_bytes(32)
    )
    user_handle: Mapped[bytes | None] = mapped_column(LargeBinary(64), unique=True)
    name_key: Mapped[str | None] = mapped_column(String(400), unique=True)
    name_look: Mapped[str | None] = mapped_column(String(400), unique=True)
    merged_into_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("resident.id", name="resident_merged_into")
    )
    kiosk_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    recovered: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def documents(self) -> Iterator[Touched]:
        yield f"me:{self.id}", None
        yield f"person:{self.id}", None

    @validates("name")
    def _know_its_key(self, _column: str, name: str) -> str:
        self.name_key, self.name_look = names.key(name), names.look(name)
        return name

    @classmethod
    def named_like(cls, name: str) -> ColumnElement[bool]:
        """Whose name is this one, or could be taken for it."""
        keys = names.keys(name)
        return or_(cls.name_key.in_(keys), cls.name_look.in_(keys))

    @staticmethod
    def new_handle() -> bytes:
        """What passkeys may call an account: it says nothing about whose it is."""
        return secrets.token_bytes(HANDLE_BYTES)

    def known_handle(self) -> bytes:
        """What passkeys call this account; one that came without a passkey gets it now."""
        self.user_handle = self.user_handle or self.new_handle()
        return self.user_handle

    def open_account(self, name: str, user_handle: bytes) -> None:
        """A guest, or somebody new, has an account from now on; what they wrote stays theirs."""
        self.guest = False
        self.name = name
        self.user_handle = user_handle

    @staticmethod
    def guest_id(secret: bytes) -> UUID:
        """The guest's id, which only the holder of `secret` (16 bytes) can have made.

        UUID version 8 (RFC 9562) from SHA-256 of a prefix and the secret; the phone derives it
        the same way (`service_worker/identity.js`).
        """
        return _derived(b"kokommune:guest:", secret)

    @staticmethod
    def visit_id(secret: bytes) -> UUID:
        """The id of the visit with this secret, which opens no guest's session."""
        return _derived(b"kokommune:visit:", secret)

    @classmethod
    def visits_lately(cls, kiosk_id: UUID) -> int:
        """How many visits a kiosk has had in a day."""
        day_ago = now() - timedelta(days=1)
        query = select(func.count()).where(cls.kiosk_id == kiosk_id, cls.created > day_ago)
        return db.session.scalar(query) or 0

    @classmethod
    def guest_of(cls, secret: bytes) -> "Resident | None":
        """The guest of the device with this secret, made at the first call; locked, to stay so.

        None when that resident has an account by now, or is merged into one: then the secret
        opens nothing.
        """
        id = cls.guest_id(secret)
        resident = db.session.get(cls, id, **LOCK) or cls._new_guest(id)
        return resident if resident.guest and not resident.merged_into_id else None

    @classmethod
    def _new_guest(cls, id: UUID) -> "Resident":
        try:
            with db.session.begin_nested():
                resident = cls(id=id, guest=True)
                db.session.add(resident)
            return resident
        except IntegrityError:
            # Another request with the same secret was first.
            return db.session.get_one(cls, id, **LOCK)

    @classmethod
    def writer(cls, id: UUID, *, locked: bool = False) -> "Resident | None":
        """Somebody who may write, locked until the transaction ends.

        So this stays so, and no other device of theirs changes meanwhile what this one has read.
        `locked` says that this transaction has done it already.
        """
        resident = db.session.get(cls, id, **({} if locked else LOCK))
        gone = resident is None or resident.closed or resident.merged_into_id
        return None if gone else resident

    @classmethod
    def is_merged(cls, id: UUID, account_id: UUID) -> bool:
        """Whether this was a guest whose contributions that account took along."""
        guest = db.session.get(cls, id)
        return guest is not None and guest.merged_into_id == account_id


def _derived(purpose: bytes, secret: bytes) -> UUID:
    digest = bytearray(hashlib.sha256(purpose + secret).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))
