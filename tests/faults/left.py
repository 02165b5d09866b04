"""What visitors left: each in one place, carried out once, in its order, and its author's."""

from collections import Counter
from typing import Any
from uuid import UUID

from broken import promised
from effects import DONE
from hall import Given, Hall
from seats import Place, check_seats
from sqlalchemy import select

from app.db import db
from app.kiosk import tickets
from app.models import (
    Comment,
    Follow,
    Proposal,
    Receipt,
    Resident,
    Session,
    SignUp,
    Support,
    Ticket,
)
from app.refusal import Refusal

REFUSED = ("rejected", "quarantined")
TEXTS = {"comment": (Comment, "text", "body"), "propose": (Proposal, "title", "title")}
SETS = {
    "support": (Support, "proposal_id", "proposal"),
    "sign_up": (SignUp, "shift_id", "shift"),
    "follow": (Follow, "scope", "on"),
}
Rows = dict[str, Any]


def check_left(hall: Hall) -> None:
    """Raises Broken where something that a visitor saw accepted is lost, doubled, or not theirs."""
    db.session.rollback()
    db.session.expire_all()
    receipts = {str(receipt.id): receipt for receipt in _all(Receipt)}
    owners = {str(one.id): str(one.merged_into_id or one.id) for one in _all(Resident)}
    sealed = {one["id"]: one["status"] for one in hall.ask("sealed")}
    _check_rows(hall)
    for one in hall.given:
        _check_place(hall, one, sealed, receipts.get(one.id))
        _check_effect(one, receipts.get(one.id), owners)
        _check_author(one, receipts.get(one.id), owners)
    _check_sessions(hall)
    _check_order(hall, receipts)
    _check_tickets(hall, receipts)
    check_seats(_given_places(hall, receipts, owners))


def _check_place(hall: Hall, one: Given, sealed: dict[str, str], receipt: Any) -> None:
    """In one of: sealed on the tablet, happened, refused."""
    waits = one.id in sealed
    if waits:
        why = sealed[one.id]
        may = hall.may_wait(one) or (one.is_poison and why == "unreadable")
        promised(may, "stuck", f"{one} waits: {why or 'sealed'}")
    places = waits + (receipt is not None)
    promised(places <= 1, "doubled", f"{one} waits, and {receipt} as well")
    promised(places == 1 or not hall.owes(one), "lost", f"{one} was called sealed, and is nowhere")
    if receipt is not None:
        promised(receipt.status in (*DONE, *REFUSED), "wrong", f"{one}: {receipt.status}")


def _check_effect(one: Given, receipt: Any, owners: dict[str, str]) -> None:
    """Once, where it has happened; else not at all."""
    happened = receipt is not None and receipt.status in DONE
    if one.name in TEXTS:
        model, column, name = TEXTS[one.name]
        found = [row for row in _all(model) if getattr(row, column) == one.args[name]]
        text = f"{one} stands {len(found)} times, {receipt and receipt.status}"
        promised(len(found) <= happened, "doubled", text)
        promised(len(found) == happened, "lost", text)
    else:
        model, column, name = SETS[one.name]
        # A follow has its thing's scope, which ends with its id.
        rows = [row for row in _all(model) if str(getattr(row, column)).endswith(one.args[name])]
        ran_as = str(receipt.actor_id) if receipt else one.actor
        own = [row for row in rows if str(row.resident_id) == owners.get(ran_as, ran_as)]
        promised(len(own) <= 1, "doubled", f"{one}: {len(own)}")
        promised(len(own) == 1 or not happened, "lost", f"{one}: {receipt}")


def _check_author(one: Given, receipt: Any, owners: dict[str, str]) -> None:
    """The visit's, or the account's that has claimed it, or that was signed in.

    What was sent in one's own name, without an answer, and then sealed, has happened as either.
    """
    ran_as = str(receipt.actor_id) if receipt else one.actor
    owner = owners.get(ran_as, ran_as)
    may = {one.actor, owners.get(one.actor, one.actor), *filter(None, [one.person])}
    promised(ran_as in may, "wrong", f"{one} ran as {ran_as}")
    model = TEXTS[one.name][0] if one.name in TEXTS else None
    row = db.session.get(model, UUID(one.id)) if model else None
    promised(row is None or str(row.author_id) == owner, "wrong", f"{one} is of {row}")


def _check_order(hall: Hall, receipts: Rows) -> None:
    """What was built on something came after it, and what somebody said as they said it."""
    arrived = {id: number for number, id in enumerate(hall.drive.order)}
    said: dict[tuple[str, str], int] = {}
    for one in hall.given:
        if one.id in receipts and one.name in TEXTS:
            number = arrived[one.id]
            # What a visit left waits sealed, also while who claims it says more in their own name.
            speaker = one.actor, str(receipts[one.id].actor_id)
            # A tablet hears of a restored town late: what was forgotten comes after what is new.
            in_order = hall.restored or said.get(speaker, -1) < number
            promised(in_order, "wrong", f"{one} came too early")
            said[speaker] = number
    for one in hall.given:
        for other in one.depends_on:
            if one.id in receipts and other in receipts and receipts[one.id].status in DONE:
                right = arrived[other] < arrived[one.id]
                promised(right, "wrong", f"{one} came before {other}")


def _check_tickets(hall: Hall, receipts: Rows) -> None:
    """By its ticket a visit finds all that became of it, unless somebody has claimed it."""
    for actor, ticket in {(one.actor, one.ticket) for one in hall.given if not one.is_own}:
        decided = {id for id, receipt in receipts.items() if str(receipt.actor_id) == actor}
        try:
            visit = tickets.visit_of(ticket, b"hall")
        except Refusal:
            row = db.session.scalar(select(Ticket).where(Ticket.visit_id == UUID(actor)))
            promised(row is None or row.claimed is not None, "lost", f"the ticket of {actor}")
            continue
        promised(str(visit) == actor, "leaked", f"{actor}'s ticket opens {visit}")
        shown = {row["id"] for row in tickets.contributions(visit)}
        promised(shown == decided, "lost", f"{actor}'s ticket shows {shown}, not {decided}")


def _given_places(hall: Hall, receipts: Rows, owners: dict[str, str]) -> set[Place]:
    """Who was told that they have a place at which shift; nobody withdraws at a tablet."""
    found = set()
    for one in hall.given:
        receipt = receipts.get(one.id)
        if one.name == "sign_up" and receipt is not None and receipt.status == "applied":
            ran_as = str(receipt.actor_id)
            found.add((one.args["shift"], owners.get(ran_as, ran_as)))
    return found


def _check_sessions(hall: Hall) -> None:
    """Nobody is signed in at a tablet where nobody is."""
    here = select(Session).where(Session.kiosk_id == hall.kiosks[hall.kiosk])
    left = [one for one in db.session.scalars(here) if not one.ended]
    promised(not left, "leaked", f"{len(left)} sessions are open at the tablet")


def _check_rows(hall: Hall) -> None:
    """Nothing is there that nobody has given, and nobody has set the same twice."""
    for name, (model, _, _) in TEXTS.items():
        known = {one.id for one in hall.given if one.name == name} | hall.drive.there
        found = {str(row.id) for row in _all(model)}
        promised(found <= known, "doubled", f"{name}: {found - known}")
    for model, column, _ in SETS.values():
        many = Counter((row.resident_id, getattr(row, column)) for row in _all(model))
        promised(max(many.values(), default=0) <= 1, "doubled", f"{model.__name__}: {many}")


def _all(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model)))
