"""Wrong codes, counted where all processes see them."""

from datetime import timedelta

from sqlalchemy import Index, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db, now
from .mixins import Dated, Identified

SWEPT = 100
"""Old rows that go with each new one: more than come, so that none stay for long."""


class Guess(Identified, Dated, Base):
    """A code that was wrong: of which `kind`, and from which browser (SHA-256 of its cookie)."""

    __tablename__ = "guess"
    __table_args__ = (Index("ix_guess_kind_created", "kind", "created"),)

    kind: Mapped[str] = mapped_column(String(20))
    browser: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)

    @classmethod
    def note(cls, kind: str, browser: bytes, within: timedelta) -> None:
        """Count one; those of this kind that are older than `within` count no more, and go."""
        db.session.add(cls(kind=kind, browser=browser))
        # What another process is sweeping is left to it.
        old = select(cls).where(cls.kind == kind, cls.created <= now() - within)
        for guess in db.session.scalars(old.limit(SWEPT).with_for_update(skip_locked=True)):
            db.session.delete(guess)

    @classmethod
    def lately(cls, kind: str, within: timedelta, browser: bytes | None = None) -> int:
        """How many there were, from one browser or from all."""
        query = select(func.count()).where(cls.kind == kind, cls.created > now() - within)
        if browser:
            query = query.where(cls.browser == browser)
        return db.session.scalars(query).one()
