"""Getting back in with a code: it is looked at first, and used up by the new passkey.

A browser may have a passkey of the account without being able to use it, so none are excluded:
making one anew takes the old one's place there.
"""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from ..db import db, now
from ..models import Resident
from ..refusal import Refusal
from ..views.actor import start_session
from ..writing import writing
from . import challenges, policy
from .ceremonies import Answer, Ceremony, Greeting, Json, creation_options, new_passkey
from .problems import Invalid, NotAccepted, Problem
from .recovery import take, way_of
from .sign_in import guest_to_ask_about
from .visitor import Visitor

PURPOSE = "recover"
STATUS = {"waits_for_confirmation": 409, "other_account": 409, "too_many_guesses": 429}


class Unopened(Problem):
    """The code opens nothing, or not now, or not here."""

    def __init__(self, refusal: Refusal) -> None:
        self.status, self.code = STATUS.get(refusal.code, 422), refusal.code
        super().__init__(**refusal.fields)


def _options(visitor: Visitor, asked: Json) -> Json:
    code = asked.get("code")
    try:
        kind, way = way_of(code if isinstance(code, str) else "", visitor.browser, visitor.account)
    except Refusal as refusal:
        raise _problem(refusal) from refusal
    id, details = way.resident_id, {"kind": kind, "id": str(way.id)}
    with writing():
        resident = db.session.get_one(Resident, id, with_for_update=True, populate_existing=True)
        handle, name = resident.known_handle(), resident.name
    challenge = challenges.issue(visitor.browser, PURPOSE, id, details)
    return creation_options(visitor.rp, challenge, handle, name, here=True)


def _answer(visitor: Visitor, answer: Answer) -> Greeting:
    registered = policy.registration(answer.credential, answer.opened.challenge, visitor.rp)
    try:
        return _let_in(visitor, answer, registered)
    except Refusal as refusal:
        raise _problem(refusal) from refusal
    except IntegrityError as error:
        raise NotAccepted from error


def _let_in(visitor: Visitor, answer: Answer, registered: policy.Registered) -> Greeting:
    details = answer.opened.details
    with writing():
        account = take(details["kind"], UUID(details["id"]), visitor.account)
        guest = guest_to_ask_about(visitor, account.id, answer)
        db.session.add(new_passkey(account.id, registered, answer.passkey_name))
        token = start_session(account, account=True, verified=now(), guest_id=guest)
        db.session.flush()
        return Greeting(account.id, account.name, token, guest)


def _problem(refusal: Refusal) -> Problem:
    return Invalid(**refusal.fields) if refusal.code == "not_a_code" else Unopened(refusal)


CEREMONY = Ceremony(_options, _answer)
