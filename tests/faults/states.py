"""What residents have set stands as their last word left it, and once."""

from typing import Any, NamedTuple

from broken import promised
from drive import Drive
from seats import Place
from sqlalchemy import select
from written import Written

from app.db import db
from app.models import Follow, Resident, SignUp, Support

SET = {
    "support": (Support, "proposal", True),
    "withdraw_support": (Support, "proposal", False),
    "follow": (Follow, "on", True),
    "unfollow": (Follow, "on", False),
    "sign_up": (SignUp, "shift", True),
    "withdraw_sign_up": (SignUp, "shift", False),
}
"""What sets a state, the argument that names the thing, and whether the state is there after it."""


class Word(NamedTuple):
    """The last that somebody said: when it arrived, whether to stay, the answer, and who."""

    order: tuple[int, int]
    there: bool
    status: str
    actor: str


Words = dict[tuple[Any, str, str], Word]
"""By what is set, about what, and whose it is."""


def last_words(drive: Drive, happened: list[tuple[Written, Any]], owners: dict[str, str]) -> Words:
    """The last word counts; of several phones of one account, the one that arrived last."""
    arrived = {id: number for number, id in enumerate(drive.order)}
    closed = {str(one.id) for one in db.session.scalars(select(Resident)) if one.closed}
    said: dict[tuple[Any, str, str], list[Word]] = {}
    for one, receipt in happened:
        if one.name in SET:
            model, name, there = SET[one.name]
            key = model, one.args[name], owners.get(one.actor, one.actor)
            order = receipt.version, arrived[one.id]
            said.setdefault(key, []).append(Word(order, there, receipt.status, one.actor))
    # What a guest and the account had set, each for itself, became one when they did.
    return {
        key: max(words)
        for key, words in said.items()
        if key[2] not in closed and len({word.actor for word in words}) == 1
    }


def check_states(words: Words) -> None:
    """Each state is there once, or not at all."""
    for (model, about, owner), word in words.items():
        _check_state(model, about, owner, there=word.there)


def given_places(words: Words) -> set[Place]:
    """Whose last word about which shift was answered with a place."""
    return {
        (about, owner)
        for (model, about, owner), word in words.items()
        if model is SignUp and word.there and word.status == "applied"
    }


def _check_state(model: Any, about: str, owner: str, *, there: bool) -> None:
    rows = [row for row in db.session.scalars(select(model)) if str(row.resident_id) == owner]
    found = [row for row in rows if about in _about(row)]
    text = f"{model.__name__} of {owner} about {about}: {len(found)}"
    promised(len(found) == there, "doubled" if len(found) > there else "lost", text)


def _about(row: Any) -> str:
    named = ("proposal_id", "shift_id", "scope")
    return next(str(getattr(row, name)) for name in named if hasattr(row, name))
