"""Each command is in one place, its effect is there once, and is its author's."""

from collections import Counter
from typing import Any

from broken import promised
from drive import OPEN, PHONES, REFUSED, Drive, Written
from sqlalchemy import select

from app.db import db
from app.models import Comment, Follow, Project, Proposal, Receipt, Shift, SignUp, Support

MADE = {"comment": Comment, "propose": Proposal, "start_project": Project, "offer_shift": Shift}
CHANGED = {
    "edit_comment": (Comment, "comment"),
    "edit_proposal": (Proposal, "proposal"),
    "change_shift": (Shift, "shift"),
}
"""What counts its revisions, and the argument that names it."""
SET = {
    "support": (Support, "proposal", True),
    "withdraw_support": (Support, "proposal", False),
    "follow": (Follow, "on", True),
    "unfollow": (Follow, "on", False),
    "sign_up": (SignUp, "shift", True),
    "withdraw_sign_up": (SignUp, "shift", False),
}
"""What sets a state, the argument that names the thing, and whether the state is there after it."""
DONE = ("applied", "waitlisted")


def check_effects(drive: Drive) -> None:
    """Raises Broken where a command is lost, doubled, or somebody else's."""
    db.session.rollback()
    db.session.expire_all()
    receipts = {str(receipt.id): receipt for receipt in db.session.scalars(select(Receipt))}
    rows = {name: {str(row.id): row for row in _all(model)} for name, model in MADE.items()}
    outbox = {one["id"]: one for phone in PHONES for one in drive.outbox(phone)}
    for one in drive.written.values():
        row = rows.get(one.name, {}).get(one.id)
        _check_place(one, outbox.get(one.id), receipts.get(one.id), row)
        _check_author(one, receipts.get(one.id), row)
    _check_revisions(drive, receipts)
    _check_states(drive, receipts, outbox)
    _check_rows(drive, rows)
    _check_seats()


def _check_place(one: Written, place: Any, receipt: Any, row: Any) -> None:
    happened = (receipt is not None and receipt.status in DONE) or row is not None
    if one.fate:
        return
    if place is None or place["status"] == "settled":
        promised(happened, "lost", f"{one} was called sent, and is nowhere: {place} {receipt}")
        made = one.name not in MADE or row is not None
        promised(made, "lost", f"{one} has a receipt and no effect")
        return
    status = place["status"]
    promised(bool(place["code"]), "stuck", f"{one} does not say what it needs: {place}")
    if status in REFUSED:
        promised(not happened, "doubled", f"{one} is {status} ({place['code']}), and happened")
    else:
        promised(status in OPEN, "wrong", f"{one}: {place}")


def _check_author(one: Written, receipt: Any, row: Any) -> None:
    if receipt is not None:
        promised(str(receipt.actor_id) == one.actor, "wrong", f"{one} ran as {receipt.actor_id}")
    author = getattr(row, "author_id", None)
    promised(author is None or str(author) == one.actor, "wrong", f"{one} is of {author}")


def _happened(drive: Drive, receipts: dict[str, Any]) -> list[tuple[Written, Any]]:
    """Commands with their receipts, in the order in which the server carried them out."""
    found = [(one, receipts[one.id]) for one in drive.written.values() if one.id in receipts]
    return [(one, receipt) for one, receipt in found if receipt.status in DONE]


def _check_revisions(drive: Drive, receipts: dict[str, Any]) -> None:
    changes: Counter[tuple[Any, str]] = Counter()
    for one, _ in _happened(drive, receipts):
        if one.name in CHANGED:
            model, name = CHANGED[one.name]
            changes[model, one.args[name]] += 1
    for model in (Comment, Proposal, Shift):
        for row in _all(model):
            known = changes[model, str(row.id)]
            promised(row.revision == known, "doubled", f"{row.id}: {row.revision} for {known}")


def _check_states(drive: Drive, receipts: dict[str, Any], outbox: dict[str, Any]) -> None:
    """The last word counts; between phones of one account, that of the later push."""
    last: dict[tuple[Any, str, str], tuple[tuple[int, int], bool]] = {}
    for one, receipt in _happened(drive, receipts):
        if one.name not in SET:
            continue
        model, name, there = SET[one.name]
        order = receipt.version, outbox.get(one.id, {"seq": 0})["seq"]
        key = model, one.args[name], one.actor
        last[key] = max(last.get(key, ((-1, -1), False)), (order, there))
    for (model, about, actor), (_, there) in last.items():
        rows = [row for row in _all(model) if str(row.resident_id) == actor]
        found = [row for row in rows if about in _about(row)]
        text = f"{model.__name__} of {actor} about {about}: {len(found)}"
        promised(len(found) == there, "doubled" if len(found) > there else "lost", text)


def _check_rows(drive: Drive, rows: dict[str, dict[str, Any]]) -> None:
    """Nothing is there that nobody has written."""
    for name, found in rows.items():
        began = {str(drive.cast.project), str(drive.cast.proposal), drive.shift}
        known = {one.id for one in drive.written.values() if one.name == name} | began
        promised(found.keys() <= known, "doubled", f"{name}: {found.keys() - known}")


def _check_seats() -> None:
    """A resident has one place in the order, and nobody's place is beyond the others'."""
    people = Counter((row.shift_id, row.resident_id) for row in _all(SignUp))
    numbers = Counter((row.shift_id, row.number) for row in _all(SignUp))
    doubled = [key for counter in (people, numbers) for key in counter if counter[key] > 1]
    promised(not doubled, "doubled", doubled)
    for shift in _all(Shift):
        taken = [row for row in _all(SignUp) if row.shift_id == shift.id]
        places = [row for row in taken if _position(row) <= shift.capacity]
        promised(len(places) <= shift.capacity, "doubled", f"{shift.id}: {len(places)} places")


def _position(row: Any) -> int:
    return SignUp.position(row.shift_id, row.resident_id)


def _about(row: Any) -> str:
    named = ("proposal_id", "shift_id", "scope")
    return next(str(getattr(row, name)) for name in named if hasattr(row, name))


def _all(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model)))
