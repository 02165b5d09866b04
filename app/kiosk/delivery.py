"""Carrying out what strangers left on a tablet: opened, and pushed as everybody's commands are."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ..auth.keys import keyed_hashes
from ..commands import Command, Outcome, execute, happened_in_an_account
from ..db import LOCK, db, now
from ..models import Kiosk, Receipt, Resident, Support, Ticket
from ..sync.push import together
from ..writing import Writing
from .allowed import VISIT
from .letter import Letter, read
from .sealing import Unreadable

log = logging.getLogger(__name__)

MOST_VISITS = 1000
"""Of one kiosk in a day: five times what a busy foyer has, and days offline arrive at once."""
HOUR = timedelta(hours=1)
LONGEST_ID = 36


@dataclass(frozen=True)
class _Refused:
    """What cannot be opened; it is never carried out."""

    id: str


def deliver(envelopes: Sequence[Any], kiosk_id: UUID) -> list[dict[str, str]]:
    """Open and carry out; of each envelope only its id and what became of it, in their order."""
    found = [_opened(envelope, kiosk_id) for envelope in envelopes]
    letters = [letter for letter in found if isinstance(letter, Letter)]
    outcomes = iter(together(letters, lambda some, write: _carry_out(some, kiosk_id, write)))
    return [
        {"id": each.id, "status": "unreadable"}
        if isinstance(each, _Refused)
        else {"id": str(each.id), "status": _status(next(outcomes))}
        for each in found
    ]


def ticket_hashes(hash: bytes) -> list[bytes]:
    """What a ticket may be kept as; its own hash could be guessed by whoever reads the database."""
    return keyed_hashes(f"ticket:{hash.hex()}")


def _opened(envelope: Any, kiosk_id: UUID) -> Letter | _Refused:
    try:
        return read(envelope, kiosk_id)
    except Unreadable as error:
        id = envelope.get("id") if isinstance(envelope, dict) else ""
        log.warning("kiosk %s sent what we cannot open: %s", kiosk_id, error)
        return _Refused(id[:LONGEST_ID] if isinstance(id, str) else "")


def _carry_out(letters: Sequence[Letter], kiosk_id: UUID, write: Writing) -> list[Outcome]:
    # One request of a kiosk after the other: its share of supports is counted.
    kiosk = db.session.get(Kiosk, kiosk_id, with_for_update=True, populate_existing=True)
    if kiosk is None or kiosk.token_hash is None:
        return [Outcome(letter.id, "retry", "not_enrolled") for letter in letters]
    return [_one(letter, kiosk_id, write) for letter in letters]


def _one(letter: Letter, kiosk_id: UUID, write: Writing) -> Outcome:
    # Who was signed in there may have sent it themselves, and never heard that it arrived.
    known = happened_in_an_account(letter.command)
    if known:
        return known
    if letter.command.name not in VISIT:
        return Outcome(letter.id, "rejected", "not_allowed")
    return _from_visit(letter, kiosk_id, write)


def _from_visit(letter: Letter, kiosk_id: UUID, write: Writing) -> Outcome:
    visit = _visit(letter.visit_id)
    may_begin = _may_begin(letter, kiosk_id)
    if visit is None:
        if not may_begin or Resident.visits_lately(kiosk_id) >= MOST_VISITS:
            return Outcome(letter.id, "retry", "too_many_now")
        if not _welcome(letter, kiosk_id):
            return Outcome(letter.id, "conflict", "id_in_use")
    elif visit.kiosk_id != kiosk_id:
        return Outcome(letter.id, "conflict", "other_kiosk")
    # Who has taken the visit home meanwhile is its author now.
    author = (visit and visit.merged_into_id) or letter.visit_id
    return execute(_unbound(letter.command), author, write, may_begin=may_begin)


def _unbound(command: Command) -> Command:
    """It does not wait for what was refused: nobody is there any more to take it back."""
    refused = select(Receipt.id).where(
        Receipt.id.in_(command.depends_on), Receipt.status.not_in(("applied", "waitlisted"))
    )
    gone = set(db.session.scalars(refused)) if command.depends_on else set()
    return replace(command, depends_on=tuple(id for id in command.depends_on if id not in gone))


def _visit(id: UUID) -> Resident | None:
    """The visit, locked, so that nobody takes it home while its command is carried out."""
    return db.session.get(Resident, id, **LOCK)


def _may_begin(letter: Letter, kiosk_id: UUID) -> bool:
    """Whether the kiosk's share allows for it now; if not it waits, and is not lost."""
    if letter.command.name == "support":
        given = Support.from_kiosk(kiosk_id, now() - HOUR)
        if given >= current_app.config["KIOSK_SUPPORTS"]:
            return False
    return Receipt.left_for(letter.visit_id) > 0


def _welcome(letter: Letter, kiosk_id: UUID) -> bool:
    """A new visit, with its ticket; False where another has that ticket."""
    try:
        with db.session.begin_nested():
            db.session.add(Resident(id=letter.visit_id, guest=True, kiosk_id=kiosk_id))
            db.session.flush()
            Ticket.give(letter.visit_id, ticket_hashes(letter.ticket)[0])
    except IntegrityError:
        return False
    return True


def _status(outcome: Outcome) -> str:
    """What a tablet is told: what did not happen before, when nobody heard the answer, is refused.

    Nobody at the tablet can sign in for what a deleted account had begun.
    """
    if outcome.status == "needs_login" or outcome.first in ("rejected", "quarantined"):
        return "rejected"
    return outcome.status
