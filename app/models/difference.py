"""How often phones found that they held something else than the town."""

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db, insert_into, now

MOST_A_DAY = 10_000
"""Who reports needs no session: more than so many a day say nothing new, and are not written."""


class Difference(Base):
    """A day in UTC (`2026-03-14`), and how many scopes were reported on it; not by whom."""

    __tablename__ = "difference"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    scopes: Mapped[int]

    @classmethod
    def note(cls, scopes: int) -> None:
        """Count the scopes that a phone has read anew."""
        statement = insert_into(cls).values(day=_today(), scopes=scopes)
        added = {"scopes": cls.scopes + statement.excluded.scopes}
        statement = statement.on_conflict_do_update(index_elements=["day"], set_=added)
        db.session.connection().execute(statement)

    @classmethod
    def is_enough(cls) -> bool:
        """Whether today has so many that more say nothing."""
        return (db.session.scalar(select(cls.scopes).where(cls.day == _today())) or 0) >= MOST_A_DAY

    @classmethod
    def total(cls) -> int:
        """All that were ever reported."""
        return db.session.scalar(select(func.sum(cls.scopes))) or 0


def _today() -> str:
    return f"{now():%Y-%m-%d}"
