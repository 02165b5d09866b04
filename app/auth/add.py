"""One more passkey, for who is signed in and has just shown one."""

from sqlalchemy.exc import IntegrityError

from ..db import db
from ..models import Credential, Event, Resident
from ..writing import writing
from . import challenges, policy
from .ceremonies import Answer, Ceremony, Greeting, Json, creation_options, new_passkey
from .problems import NotAccepted
from .visitor import Visitor

PURPOSE = "add"


def _options(visitor: Visitor, _asked: Json) -> Json:
    id = visitor.need_account()
    visitor.need_fresh()
    with writing():
        resident = db.session.get_one(Resident, id, with_for_update=True, populate_existing=True)
        handle, name = resident.known_handle(), resident.name
    challenge = challenges.issue(visitor.browser, PURPOSE, id)
    return creation_options(visitor.rp, challenge, handle, name, Credential.of(id))


def _answer(visitor: Visitor, answer: Answer) -> Greeting:
    id = visitor.need_account()
    if answer.opened.resident_id != id:
        raise NotAccepted
    registered = policy.registration(answer.credential, answer.opened.challenge, visitor.rp)
    try:
        with writing():
            resident = db.session.get_one(Resident, id)
            db.session.add(new_passkey(id, registered, answer.passkey_name))
            Event.log(id, "passkey_added", answer.passkey_name)
            db.session.flush()
            return Greeting(id, resident.name)
    except IntegrityError as error:
        raise NotAccepted from error


CEREMONY = Ceremony(_options, _answer)
