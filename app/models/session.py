"""Who is signed in on which browser."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid6 import uuid7

from ..db import Base, UtcDateTime, db, now
from ..refusal import Refusal
from .event import Event
from .lasting import Lasting
from .limits import KEPT
from .mixins import Touched, read_by_documents
from .resident import Resident
from .role import Role

LONGEST_DEVICE = 80
FRESH_MINUTES = 15
"""How long a passkey's proof allows what needs one."""


def fresh_since() -> datetime:
    """A proof before this does not allow any more what needs one."""
    return now() - timedelta(minutes=FRESH_MINUTES)


class Session(Lasting, Base):
    """A browser's session. The cookie holds a token; the table holds only its SHA-256.

    `id` is what the list of devices calls it. `account`: it was begun with a passkey or a
    recovery, not as a guest; `verified` is when that was last proved. `seen` is written once a
    day at most. `device` says in short which browser that is. `guest_id` is the guest who was
    signed in on this browser before, until its owner has said whether to take their
    contributions along. `kiosk_id`: it is one of a tablet in public, short and narrow, and counts
    nothing without that tablet's token. One that was `ended` from elsewhere stays, so that its
    browser can be told.
    """

    __tablename__ = "session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    resident_id: Mapped[UUID] = read_by_documents(
        Uuid, ForeignKey("resident.id", ondelete="CASCADE"), index=True
    )
    created: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid7)
    account: Mapped[bool] = mapped_column(default=False)
    seen: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    verified: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(LONGEST_DEVICE), default="")
    guest_id: Mapped[UUID | None] = mapped_column(Uuid)
    kiosk_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    resident: Mapped[Resident] = relationship()

    def documents(self) -> Iterator[Touched]:
        if self.account:
            yield f"device:{self.id}", f"me:{self.resident_id}"

    @classmethod
    def start(
        cls,
        resident: Resident,
        *,
        account: bool = False,
        verified: datetime | None = None,
        device: str = "",
        guest_id: UUID | None = None,
        kiosk_id: UUID | None = None,
    ) -> str:
        """Begin a session and return its token, which is kept nowhere else."""
        if account and resident.id:
            cls.clear(resident.id)
        token = secrets.token_urlsafe(32)
        session = cls(
            token_hash=cls.hash_of(token),
            resident=resident,
            account=account,
            verified=verified,
            device=device[:LONGEST_DEVICE],
            guest_id=guest_id,
            kiosk_id=kiosk_id,
        )
        db.session.add(session)
        return token

    def prove(self) -> str:
        """Its owner has shown a passkey once more: the session goes on with a new token."""
        token = secrets.token_urlsafe(32)
        self.token_hash, self.account, self.verified = self.hash_of(token), True, now()
        return token

    @classmethod
    def end_all(cls, resident_id: UUID) -> None:
        """No browser is signed in as this resident any more."""
        for session in cls.all_of(resident_id):
            db.session.delete(session)

    @classmethod
    def end_everywhere(cls, resident_id: UUID) -> None:
        """Whoever is signed in to this account is so no more; their browsers are told."""
        for session in cls.all_of(resident_id):
            session.ended = session.ended or now()

    @classmethod
    def end_at(cls, kiosk_id: UUID) -> None:
        """Nobody is signed in at this kiosk any more; what ran out before has ended then."""
        for session in cls.locked(cls.kiosk_id == kiosk_id, cls.ended.is_(None)):
            session.ended = min(now(), session.over)

    @classmethod
    def proved_lately(cls, token: str) -> bool:
        """Whether the session that this token opens has a passkey's proof that counts as fresh."""
        proved = cls.verified >= fresh_since()
        is_this = cls.token_hash == cls.hash_of(token)
        query = select(cls.id).where(is_this, proved, cls.ended.is_(None))
        return db.session.scalar(query) is not None

    @classmethod
    def of(cls, token: str) -> "Session | None":
        """The session that this token opens, if any."""
        return db.session.get(cls, cls.hash_of(token)) if token else None

    @staticmethod
    def hash_of(token: str) -> bytes:
        """What the table knows of a token."""
        return hashlib.sha256(token.encode("utf-8", "replace")).digest()

    @classmethod
    def end(cls, token: str) -> None:
        """From now on this token opens nothing; nor did it, where it is unknown."""
        session = cls.of(token)
        if session:
            db.session.delete(session)

    @classmethod
    def all_of(cls, resident_id: UUID) -> list["Session"]:
        """Somebody's sessions to be changed, also those that are over."""
        return cls.locked(cls.resident_id == resident_id)

    @classmethod
    def locked(cls, *which: ColumnElement[bool]) -> list["Session"]:
        """These sessions, fresh and locked: a proof gives one another token, and its key is that.

        So none slips away from whoever ends it, and none is changed that is gone.
        """
        query = select(cls).where(*which).order_by(cls.id).with_for_update()
        return list(db.session.scalars(query, execution_options={"populate_existing": True}))

    @classmethod
    def device_of(cls, resident_id: UUID, id: UUID) -> "Session":
        """A device of somebody's account. Raises Refusal("not_found")."""
        found = cls.locked(cls.id == id, cls.resident_id == resident_id, cls.account)
        if not found:
            raise Refusal("not_found", "device")
        return found[0]

    def sign_out(self) -> None:
        """End it from another device; that browser is told when it asks."""
        if not self.ended:
            self.ended = now()
            Event.log(self.resident_id, "device_signed_out", self.device)

    def _has_role(self) -> bool:
        return bool(Role.of(self.resident_id))

    @classmethod
    def clear(cls, resident_id: UUID) -> None:
        """What is over stays so; it leaves the list of devices, and later the table."""
        for session in cls.all_of(resident_id):
            over = session.over
            if over + KEPT < now():
                db.session.delete(session)
            elif over < now():
                session.ended = over
