"""Signing in with a passkey that the browser knows: nobody types who they are."""

from uuid import UUID

from ..db import db, now
from ..models import Resident
from ..models.taking_along import has_something
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
    guest = guest_to_ask_about(visitor, id, answer)
    with writing():
        resident = db.session.get_one(Resident, id, with_for_update=True, populate_existing=True)
        if resident.closed:
            raise NotAccepted
        token = start_session(resident, account=True, verified=now(), guest_id=guest)
        return Greeting(resident.id, resident.name, token, guest)


def guest_to_ask_about(visitor: Visitor, id: UUID, answer: Answer) -> UUID | None:
    """The guest of this browser, as long as its owner has not said what to do with their things.

    None where there are none, neither in the town nor waiting on the phone.
    """
    if not visitor.is_guest or visitor.actor is None:
        return visitor.guest_before if visitor.actor == id else None
    return visitor.actor if answer.waits or has_something(visitor.actor) else None


CEREMONY = Ceremony(_options, _answer)
