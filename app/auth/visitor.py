"""Who asks for a ceremony, as plain data: rows do not outlive a transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from ..db import LOCK, db
from ..models import Resident, Session
from ..models.session import fresh_since
from .problems import NoAccount, VerifyFirst
from .relying_party import RelyingParty


@dataclass(frozen=True)
class Visitor:
    """A browser, and who is signed in on it, if anybody.

    `session_id` is that of their session, `verified` when it last had a passkey's proof.
    """

    browser: bytes
    rp: RelyingParty
    actor: UUID | None = None
    is_guest: bool = False
    session_id: UUID | None = None
    verified: datetime | None = None
    guest_before: UUID | None = None

    @classmethod
    def of(cls, browser: bytes, rp: RelyingParty, session: Session | None) -> "Visitor":
        """With this session, or with none."""
        if session is None:
            return cls(browser, rp)
        resident = db.session.get_one(Resident, session.resident_id)
        return cls(
            browser,
            rp,
            resident.id,
            resident.guest,
            session.id,
            session.verified,
            session.guest_id,
        )

    @property
    def account(self) -> UUID | None:
        """The account that is signed in; a guest has none."""
        return None if self.is_guest else self.actor

    def need_account(self) -> UUID:
        """Who is signed in. Raises NoAccount."""
        if self.account is None:
            raise NoAccount
        return self.account

    def still_signed_in(self) -> Resident:
        """Whose account it is, locked, inside `writing()`.

        Raises NoAccount where the session was ended since this request began: by a recovery, from
        another device, with the account.
        """
        resident = db.session.get(Resident, self.need_account(), **LOCK)
        lasts = select(Session.id).where(Session.id == self.session_id, Session.ended.is_(None))
        if resident is None or db.session.scalar(lasts) is None:
            raise NoAccount
        return resident

    def need_fresh(self) -> None:
        """Raises VerifyFirst where the last proof by a passkey is too old."""
        if self.verified is None or self.verified < fresh_since():
            raise VerifyFirst
