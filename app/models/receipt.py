"""What became of a command, kept so that sending it again changes nothing."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import JSON, BigInteger, LargeBinary, String, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now

MOST_AN_HOUR = 1000
"""Twice what an outbox file holds: days offline arrive at once, and a script is slowed down."""


class Receipt(Base):
    """The outcome of one command; commits together with its effect and outlives any outbox.

    `fingerprint` is an HMAC-SHA-256 of name, version and args under the resident's key;
    `scopes` lists what the command changed, `path` is the page that shows it, `fields` is
    {field: code} of a refused form.
    """

    __tablename__ = "receipt"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    actor_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    name: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[str] = mapped_column(String(20), default="applied")
    code: Mapped[str] = mapped_column(String(40), default="")
    fields: Mapped[dict] = mapped_column(JSON, default=dict)
    scopes: Mapped[list] = mapped_column(JSON, default=list)
    path: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(BigInteger, default=0)
    created: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def left_for(cls, actor_id: UUID | None) -> int:
        """How many more commands somebody may begin now."""
        recent = cls.created > now() - timedelta(hours=1)
        begun = select(func.count()).where(cls.actor_id == actor_id, recent)
        return MOST_AN_HOUR - (db.session.scalar(begun) or 0)
