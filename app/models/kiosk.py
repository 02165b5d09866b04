"""A tablet that the town has put up for everybody."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import JSON, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from .mixins import Dated, Identified, Touched

CODE_LIFE = timedelta(minutes=10)
LONGEST_NAME = 80
LONGEST_PLACE = 120


class Kiosk(Identified, Dated, Base):
    """A kiosk, whichever tablet stands there today.

    `shows` are the ids of the neighbourhoods that it is about; none: the whole town. `code_hash`
    is the keyed hash of the code that the next tablet is enrolled with, once; `token_hash` the
    SHA-256 of the token that the present one carries. A revoked kiosk can be enrolled again.
    """

    __tablename__ = "kiosk"

    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE))
    shows: Mapped[list] = mapped_column(JSON, default=list)
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    code_expires: Mapped[datetime | None] = mapped_column(UtcDateTime)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    enrolled: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def all(cls) -> list["Kiosk"]:
        """Every kiosk, the oldest first."""
        return list(db.session.scalars(select(cls).order_by(cls.created, cls.id)))

    @classmethod
    def of(cls, token: str) -> "Kiosk | None":
        """The kiosk whose tablet carries this token, if any."""
        if not token:
            return None
        return db.session.scalar(select(cls).where(cls.token_hash == _hash(token)))

    @classmethod
    def opened_by(cls, hashes: list[bytes]) -> "Kiosk | None":
        """The kiosk that a code is good for, locked; `hashes` under each of the server's keys."""
        query = select(cls).where(cls.code_hash.in_(hashes), cls.code_expires > now())
        locked = {"populate_existing": True}
        return db.session.scalar(query.with_for_update(), execution_options=locked)

    def await_tablet(self, code_hash: bytes) -> None:
        """From now on a tablet can be enrolled with this code, and with none before it."""
        self.code_hash, self.code_expires = code_hash, now() + CODE_LIFE

    def enrol(self) -> str:
        """Take a tablet in; returns its token, which is kept nowhere else. The one before is out.

        The code is used up.
        """
        token = secrets.token_urlsafe(32)
        self.code_hash = self.code_expires = self.revoked = None
        self.token_hash, self.enrolled = _hash(token), now()
        return token

    def revoke(self) -> None:
        """No tablet is this kiosk any more, and no code makes one of it."""
        self.code_hash = self.code_expires = self.token_hash = None
        self.revoked = self.revoked or now()

    def documents(self) -> Iterator[Touched]:
        yield f"kiosk:{self.id}", None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
