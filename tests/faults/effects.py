"""Each command is in one place, its effect is there once, and is its author's."""

from collections import Counter
from typing import Any

from broken import promised
from drive import PHONES, Drive
from seats import check_seats
from sqlalchemy import select
from states import check_states, given_places, last_words
from written import OPEN, REFUSED, Written

from app.db import db
from app.models import Comment, Project, Proposal, Receipt, Resident, Shift

MADE = {"comment": Comment, "propose": Proposal, "start_project": Project, "offer_shift": Shift}
CHANGED = {
    "edit_comment": (Comment, "comment"),
    "edit_proposal": (Proposal, "proposal"),
    "change_shift": (Shift, "shift"),
}
"""What counts its revisions, and the argument that names it."""
DONE = ("applied", "waitlisted")
Receipts = dict[str, Any]


def check_effects(drive: Drive) -> None:
    """Raises Broken where a command is lost, doubled, or somebody else's."""
    db.session.rollback()
    db.session.expire_all()
    receipts = {str(receipt.id): receipt for receipt in _all(Receipt)}
    rows = {name: {str(row.id): row for row in _all(model)} for name, model in MADE.items()}
    owners = {str(one.id): str(one.merged_into_id or one.id) for one in _all(Resident)}
    outboxes = {phone: {one["id"]: one for one in drive.outbox(phone)} for phone in PHONES}
    for one in drive.written.values():
        row = rows.get(one.name, {}).get(one.id)
        receipt = receipts.get(one.id)
        for phone, fate in one.fates.items():
            place = outboxes[phone].get(one.id)
            if fate:
                promised(place is None, "wrong", f"{one} is {fate} on {phone}, and here: {place}")
            elif place is not None or not _may_be_gone(drive, phone, one):
                _check_place(one, place, receipt, row)
        _check_author(one, receipt, row, owners)
    happened = _happened(drive, receipts)
    _count(drive, happened)
    _check_revisions(happened)
    _check_rows(drive, rows)
    words = last_words(drive, happened, owners)
    check_states(words)
    check_seats(given_places(words))


def _may_be_gone(drive: Drive, phone: str, one: Written) -> bool:
    """Only a phone whose clock was weeks ahead lets go of what a restored town has forgotten."""
    return phone in drive.jumped and one.id in drive.forgotten


def _check_place(one: Written, place: Any, receipt: Any, row: Any) -> None:
    happened = (receipt is not None and receipt.status in DONE) or row is not None
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


def _check_author(one: Written, receipt: Any, row: Any, owners: dict[str, str]) -> None:
    """Its author's, or the account's that has taken its author along."""
    owner = owners.get(one.actor, one.actor)
    if receipt is not None:
        ran_as = str(receipt.actor_id)
        promised(ran_as in (one.actor, owner), "wrong", f"{one} ran as {ran_as}")
    author = getattr(row, "author_id", None)
    promised(author is None or str(author) == owner, "wrong", f"{one} is of {author}")


def _happened(drive: Drive, receipts: Receipts) -> list[tuple[Written, Any]]:
    """Commands with their receipts."""
    found = [(one, receipts[one.id]) for one in drive.written.values() if one.id in receipts]
    return [(one, receipt) for one, receipt in found if receipt.status in DONE]


def _count(drive: Drive, happened: list[tuple[Written, Any]]) -> None:
    """How often each command was carried out, in all sequences."""
    new = [one for one, _ in happened if one.id not in drive.applied]
    drive.applied.update(one.id for one in new)
    drive.counted.update(f"applied {one.name}" for one in new)


def _check_revisions(happened: list[tuple[Written, Any]]) -> None:
    changes: Counter[tuple[Any, str]] = Counter()
    for one, _ in happened:
        if one.name in CHANGED:
            model, name = CHANGED[one.name]
            changes[model, one.args[name]] += 1
    for model in (Comment, Proposal, Shift):
        for row in _all(model):
            known = changes[model, str(row.id)]
            kind = "doubled" if row.revision > known else "lost"
            promised(row.revision == known, kind, f"{row.id}: {row.revision} for {known}")


def _check_rows(drive: Drive, rows: dict[str, dict[str, Any]]) -> None:
    """Nothing is there that nobody has written."""
    for name, found in rows.items():
        known = {one.id for one in drive.written.values() if one.name == name} | drive.there
        promised(found.keys() <= known, "doubled", f"{name}: {found.keys() - known}")


def _all(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model)))
