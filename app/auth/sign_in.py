"""Signing in with a passkey that the browser knows: nobody types who they are."""

from uuid import UUID

from sqlalchemy import select

from ..db import db, now
from ..models import Receipt, Resident
from ..views.actor import start_session
from ..writing import writing
from . import challenges
from .ceremonies import Answer, Ceremony, Greeting, Json, request_options
from .problems import NotAccepted
from .proof import prove
from .visitor import Visitor

PURPOSE = "sign_in"


def _options(visitor: Visitor, _asked: Json) -> Json:
    return request_options(visitor.rp, challenges.issue(visitor.browser, PURPOSE))


def _answer(visitor: Visitor, answer: Answer) -> Greeting:
    id = prove(answer, visitor.rp)
    guest = guest_before(visitor, id)
    given = guest if guest and has_given(guest) else None
    with writing():
        resident = db.session.get_one(Resident, id, with_for_update=True, populate_existing=True)
        if resident.closed:
            raise NotAccepted
        token = start_session(resident, account=True, verified=now(), guest_id=guest)
        return Greeting(resident.id, resident.name, token, given)


def guest_before(visitor: Visitor, id: UUID) -> UUID | None:
    """The guest of this browser, as long as its owner has not said what to do with their things."""
    if visitor.is_guest:
        return visitor.actor
    return visitor.guest_before if visitor.actor == id else None


def has_given(guest: UUID) -> bool:
    """Whether a guest has left anything in the town."""
    done = select(Receipt.id).where(
        Receipt.actor_id == guest, Receipt.status.in_(("applied", "waitlisted"))
    )
    return db.session.scalar(done.limit(1)) is not None


CEREMONY = Ceremony(_options, _answer)
