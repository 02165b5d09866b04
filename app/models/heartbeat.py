"""How a kiosk's tablet is."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, String, Uuid, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from .kiosk import Kiosk

SILENCE = timedelta(minutes=15)
"""After it somebody should go and look."""
LONGEST_VERSION = 40


class Heartbeat(Base):
    """What a tablet last said of itself. Nothing of it is read by phones, so no clock ticks for it.

    `waiting` contributions lie on it, the `oldest` since then; `used` and `quota` are bytes of its
    storage; `synced` is when it last got everything new. `remains` is how many traces of a visit
    were found when it last looked: there must be none.
    """

    __tablename__ = "heartbeat"

    kiosk_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("kiosk.id", ondelete="CASCADE"), primary_key=True
    )
    seen: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[str] = mapped_column(String(LONGEST_VERSION), default="")
    waiting: Mapped[int] = mapped_column(default=0)
    oldest: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used: Mapped[int] = mapped_column(BigInteger, default=0)
    quota: Mapped[int] = mapped_column(BigInteger, default=0)
    synced: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remains: Mapped[int] = mapped_column(default=0, server_default="0")

    @classmethod
    def note(cls, kiosk_id: UUID, **said: object) -> None:
        """The tablet was heard of now; what it said replaces what it said before."""
        row = db.session.get(cls, kiosk_id, with_for_update=True, populate_existing=True)
        if row is None:
            row = cls(kiosk_id=kiosk_id)
            db.session.add(row)
        row.seen = now()
        for name, value in said.items():
            setattr(row, name, value)

    @classmethod
    def silent(cls) -> int:
        """How many enrolled tablets have said nothing for too long."""
        return cls._enrolled_where(cls.seen < now() - SILENCE)

    @classmethod
    def needing(cls) -> int:
        """How many enrolled tablets need somebody: silent ones, and those where a visit is left."""
        return cls._enrolled_where(or_(cls.seen < now() - SILENCE, cls.remains > 0))

    @classmethod
    def _enrolled_where(cls, condition: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(cls).join(Kiosk, Kiosk.id == cls.kiosk_id)
        return db.session.scalar(query.where(Kiosk.token_hash.is_not(None), condition)) or 0

    @property
    def is_silent(self) -> bool:
        """Whether it has said nothing for too long."""
        return self.seen < now() - SILENCE
