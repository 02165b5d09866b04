"""Who is signed in on which browser."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, UtcDateTime, db, now
from .resident import Resident


class Session(Base):
    """A browser's session. The cookie holds a token; the table holds only its SHA-256."""

    __tablename__ = "session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("resident.id", ondelete="CASCADE"), index=True
    )
    created: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    resident: Mapped[Resident] = relationship()

    @classmethod
    def start(cls, resident: Resident) -> str:
        """Begin a session and return its token, which is kept nowhere else."""
        token = secrets.token_urlsafe(32)
        db.session.add(cls(token_hash=cls._hash(token), resident=resident))
        return token

    @classmethod
    def of(cls, token: str) -> "Session | None":
        """The session that this token opens, if any."""
        return db.session.get(cls, cls._hash(token))

    @staticmethod
    def _hash(token: str) -> bytes:
        return hashlib.sha256(token.encode("utf-8", "replace")).digest()
