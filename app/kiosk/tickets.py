"""Claim tickets: what became of what somebody left at a kiosk, and taking it home."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..auth import codes, guesses
from ..db import db, iso, now
from ..models import Comment, Proposal, Receipt, Resident, Ticket
from ..models.taking_along import bring
from ..refusal import Refusal
from ..writing import writing
from .delivery import ticket_hashes
from .letter import ticket_hash

KIND = "ticket"
WRITTEN: dict[str, Any] = {"propose": Proposal, "comment": Comment}
"""What a command of a visit has written, by its name."""
Row = dict[str, Any]


def visit_of(text: str, browser: bytes, account_id: UUID | None = None) -> UUID:
    """The visit that a ticket is for; a wrong one is counted.

    One that was claimed is right for `account_id` alone, which has it.

    Raises Refusal: "not_a_code", "too_many_guesses", "wrong_code".
    """
    hashes = _hashes(text)
    if guesses.are_too_many(KIND, browser):
        raise Refusal("too_many_guesses")
    ticket = Ticket.opened_by(hashes, account_id)
    if ticket is None:
        with writing():
            guesses.note(KIND, browser)
        raise Refusal("wrong_code", "code")
    return ticket.visit_id


def claim(text: str, account_id: UUID) -> None:
    """Make what was left there the account's own, inside `writing()`: once.

    For whose it is already nothing happens.

    Raises Refusal: "not_a_code", "wrong_code", "no_account".
    """
    ticket = Ticket.opened_by(_hashes(text), account_id, lock=True)
    if ticket is None:
        raise Refusal("wrong_code", "code")
    if ticket.claimed:
        return
    account = _account(account_id)
    ticket.claimed = now()
    bring(account, ticket.visit_id)


def _account(id: UUID) -> Resident:
    """Locked for itself alone: of two tickets at a time, both may have supported the same."""
    account = db.session.get(Resident, id, with_for_update=True, populate_existing=True)
    if account is None or account.guest or account.closed:
        raise Refusal("no_account")
    return account


def contributions(visit_id: UUID) -> list[Row]:
    """What became of each thing that a visit left, in the order in which it arrived."""
    query = select(Receipt).where(Receipt.actor_id == visit_id)
    receipts = db.session.scalars(query.order_by(Receipt.created, Receipt.id))
    return [_row(receipt) for receipt in receipts]


def _row(receipt: Receipt) -> Row:
    thing = _thing(receipt)
    return {
        "id": str(receipt.id),
        "what": receipt.name,
        "status": receipt.status,
        "code": receipt.code,
        "created": iso(receipt.created),
        "path": receipt.path,
        "text": _first_words(thing),
        "hidden": thing.hidden if thing else "",
    }


def _thing(receipt: Receipt) -> Any:
    """What was written has the id of the command that wrote it.

    One that wrote nothing may have come by the id of what somebody else wrote.
    """
    model = WRITTEN.get(receipt.name) if receipt.status == "applied" else None
    return db.session.get(model, receipt.id) if model else None


def _first_words(thing: Any) -> str:
    return getattr(thing, "title", "") or (thing.text if thing else "")


def _hashes(text: str) -> list[bytes]:
    code = codes.read(text)
    if len(code) != codes.DESK:
        raise Refusal("not_a_code", "code")
    return ticket_hashes(ticket_hash(code))
