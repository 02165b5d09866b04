"""Places at shifts: whoever was promised one has it, and there are no more than there are."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from broken import promised
from sqlalchemy import select

from app.db import db
from app.documents import Document
from app.models import Shift, SignUp

Place = tuple[str, str]
"""(shift, resident)."""


def check_seats(given: Collection[Place]) -> None:
    """Raises Broken where a place is given twice, or is another's.

    `given`: of whom the last word was a sign-up that was answered with a place. Who waits moves
    up, and a shift never loses a place that somebody has: so they have it as long as they stay.
    """
    rows = list(db.session.scalars(select(SignUp).order_by(SignUp.number)))
    people = Counter((row.shift_id, row.resident_id) for row in rows)
    numbers = Counter((row.shift_id, row.number) for row in rows)
    doubled = [key for counter in (people, numbers) for key in counter if counter[key] > 1]
    promised(not doubled, "doubled", doubled)
    for shift in db.session.scalars(select(Shift)):
        order = [str(row.resident_id) for row in rows if row.shift_id == shift.id]
        seated = set(order[: shift.capacity])
        told = {resident for about, resident in given if about == str(shift.id)}
        promised(told <= seated, "doubled", f"{shift.id} has no place for {told - seated}")
        _check_documents(shift, seated)


def _check_documents(shift: Shift, seated: set[str]) -> None:
    """What its card and those who signed up are told."""
    own = _bodies(f"sign_up:{shift.id}")
    cards = _bodies(f"shift:{shift.id}")
    seats = {scope for scope in own if own[scope]["waiting"] == 0}
    kind = "doubled" if len(seats) > shift.capacity else "wrong"
    # Of what is hidden nobody is told anything.
    right = {f"me:{resident}" for resident in seated} if cards else set()
    promised(seats == right, kind, f"{shift.id} has {shift.capacity} places: {seats}, not {right}")
    for scope, card in cards.items():
        said = card["capacity"], card["taken"], card["waiting"]
        found = shift.capacity, len(seats), len(own) - len(seats)
        promised(said == found, "wrong", f"{scope} says of {shift.id} {said}, not {found}")


def _bodies(key: str) -> dict[str, Any]:
    """A document wherever it stands, by scope."""
    standing = select(Document.scope, Document.body).where(Document.deleted.is_(False))
    return dict(db.session.execute(standing.where(Document.key == key)).all())
