"""Showing once more who one is, before something that matters."""

from sqlalchemy import select

from ..db import db
from ..models import Credential, Session
from ..writing import writing
from . import challenges
from .ceremonies import Answer, Ceremony, Greeting, Json, request_options
from .problems import NotAccepted
from .proof import prove
from .visitor import Visitor

PURPOSE = "verify"


def _options(visitor: Visitor, _asked: Json) -> Json:
    id = visitor.need_account()
    challenge = challenges.issue(visitor.browser, PURPOSE, id)
    return request_options(visitor.rp, challenge, Credential.of(id))


def _answer(visitor: Visitor, answer: Answer) -> Greeting:
    id = visitor.need_account()
    if answer.opened.resident_id != id or prove(answer, visitor.rp) != id:
        raise NotAccepted
    with writing():
        query = select(Session).where(Session.id == visitor.session_id).with_for_update()
        session = db.session.scalar(query)
        if session is None:
            raise NotAccepted
        return Greeting(id, session.resident.name, session.prove())


CEREMONY = Ceremony(_options, _answer)
