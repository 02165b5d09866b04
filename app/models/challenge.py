"""What a browser was asked to sign, until it has answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime

SECONDS = 300
MOST = 20
"""Challenges that one browser may have open."""


class Challenge(Base):
    """A challenge that is open: for one browser, one purpose, 300 seconds and one answer.

    `hash` is the SHA-256 of the challenge, `browser` that of the cookie it was given to;
    `purpose` is create, sign_in, add, verify or recover; `resident_id` is whom it is for, where
    that is known; `details` is what was said when it was asked for.
    """

    __tablename__ = "challenge"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    browser: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    resident_id: Mapped[UUID | None] = mapped_column(Uuid)
    details: Mapped[dict] = mapped_column(JSON, default=dict)
    expires: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
