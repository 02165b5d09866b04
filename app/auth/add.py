"""One more passkey, for who is signed in and has just shown one."""

from sqlalchemy.exc import IntegrityError

from ..db import db
from ..models import Credential, Event
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
        resident = visitor.still_signed_in()
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
            resident = visitor.still_signed_in()
            db.session.add(new_passkey(id, registered, answer.passkey_name))
            Event.log(id, "passkey_added", answer.passkey_name)
            db.session.flush()
            return Greeting(id, resident.name)
    except IntegrityError as error:
        raise NotAccepted from error


CEREMONY = Ceremony(_options, _answer)
