"""What residents have set stands as their last word left it, and once."""

from collections import Counter
from typing import Any

from broken import promised
from drive import Drive
from sqlalchemy import select
from written import Written

from app.db import db
from app.models import Follow, Resident, Shift, SignUp, Support

SET = {
    "support": (Support, "proposal", True),
    "withdraw_support": (Support, "proposal", False),
    "follow": (Follow, "on", True),
    "unfollow": (Follow, "on", False),
    "sign_up": (SignUp, "shift", True),
    "withdraw_sign_up": (SignUp, "shift", False),
}
"""What sets a state, the argument that names the thing, and whether the state is there after it."""


def check_states(drive: Drive, happened: list[tuple[Written, Any]], owners: dict[str, str]) -> None:
    """The last word counts; of several phones of one account, the one that arrived last."""
    arrived = {id: number for number, id in enumerate(drive.order)}
    closed = {str(one.id) for one in db.session.scalars(select(Resident)) if one.closed}
    said: dict[tuple[Any, str, str], list[tuple[tuple[int, int], bool, str]]] = {}
    for one, receipt in happened:
        if one.name in SET:
            model, name, there = SET[one.name]
            key = model, one.args[name], owners.get(one.actor, one.actor)
            order = receipt.version, arrived[one.id]
            said.setdefault(key, []).append((order, there, one.actor))
    for (model, about, owner), words in said.items():
        # What a guest and the account had set, each for itself, became one when they did.
        if owner not in closed and len({actor for _, _, actor in words}) == 1:
            _check_state(model, about, owner, there=max(words)[1])


def _check_state(model: Any, about: str, owner: str, *, there: bool) -> None:
    rows = [row for row in db.session.scalars(select(model)) if str(row.resident_id) == owner]
    found = [row for row in rows if about in _about(row)]
    text = f"{model.__name__} of {owner} about {about}: {len(found)}"
    promised(len(found) == there, "doubled" if len(found) > there else "lost", text)


def check_seats() -> None:
    """A resident has one place in the order, and nobody's place is beyond the others'."""
    rows = list(db.session.scalars(select(SignUp)))
    people = Counter((row.shift_id, row.resident_id) for row in rows)
    numbers = Counter((row.shift_id, row.number) for row in rows)
    doubled = [key for counter in (people, numbers) for key in counter if counter[key] > 1]
    promised(not doubled, "doubled", doubled)
    for shift in db.session.scalars(select(Shift)):
        taken = [row for row in rows if row.shift_id == shift.id]
        places = [row for row in taken if _position(row) <= shift.capacity]
        promised(len(places) <= shift.capacity, "doubled", f"{shift.id}: {len(places)} places")


def _position(row: Any) -> int:
    return SignUp.position(row.shift_id, row.resident_id)


def _about(row: Any) -> str:
    named = ("proposal_id", "shift_id", "scope")
    return next(str(getattr(row, name)) for name in named if hasattr(row, name))
