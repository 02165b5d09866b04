"""A link that gives a role to whoever opens it first."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from ..refusal import Refusal
from .mixins import Dated

LIFE = timedelta(days=7)


class Invitation(Dated, Base):
    """The way to the first administrator; `hash` is the SHA-256 of the link's token."""

    __tablename__ = "invitation"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    used: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def make(cls, role: str = "administrator") -> str:
        """A new token, which is kept nowhere else; older ones that nobody used are over."""
        cls.end_unused()
        token = secrets.token_urlsafe(32)
        db.session.add(cls(hash=_hash(token), role=role))
        return token

    @classmethod
    def use(cls, token: str) -> str:
        """The role that it gives, once. Raises Refusal("wrong_invitation")."""
        query = select(cls).where(cls.hash == _hash(token)).with_for_update()
        found = db.session.scalar(query, execution_options={"populate_existing": True})
        if found is None or found.used or found.created + LIFE < now():
            raise Refusal("wrong_invitation")
        found.used = now()
        return found.role

    @classmethod
    def end_unused(cls) -> None:
        """Those that nobody used open nothing any more."""
        for row in db.session.scalars(select(cls).where(cls.used.is_(None))):
            db.session.delete(row)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
