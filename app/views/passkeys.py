"""The ceremonies of passkeys, as JSON; `docs/passkeys.md` has the requests and answers."""

from flask import Blueprint, Response, jsonify, request
from webauthn.helpers import bytes_to_base64url
from werkzeug.exceptions import RequestEntityTooLarge

from ..auth import challenges, codes, policy
from ..auth.browser import current_browser, set_browser
from ..auth.ceremonies import Answer, Ceremony, Json, passkey_name
from ..auth.problems import Problem
from ..auth.purposes import PURPOSES
from ..auth.relying_party import relying_party
from ..auth.visitor import Visitor
from ..db import db, iso, now
from ..models import Credential, Resident, Session
from ..sync.envelope import PROTOCOL, Broken, decode
from ..writing import writing
from .actor import current_actor, session_token, set_cookie
from .errors import problem
from .sync import broken, guard, mark

passkeys = Blueprint("passkeys", __name__)
passkeys.register_error_handler(Broken, broken)

MOST_BYTES = 64 * 1024


@passkeys.before_request
def _guard() -> Response | None:
    request.max_content_length = MOST_BYTES + 1
    return guard()


@passkeys.after_request
def _mark(response: Response) -> Response:
    set_browser(response)
    return mark(response)


@passkeys.errorhandler(RequestEntityTooLarge)
def _too_large(_error: RequestEntityTooLarge) -> Response:
    return problem(413, "too_large")


@passkeys.errorhandler(Problem)
def _refused(error: Problem) -> Response:
    return problem(error.status, error.code, fields=error.fields)


@passkeys.post("/passkeys/options")
def options() -> Response:
    """What the browser is to do for a purpose."""
    asked = _envelope()
    ceremony = _ceremony(asked)[1]
    return jsonify({"protocol": PROTOCOL, "options": ceremony.options(_visitor(), asked)})


@passkeys.post("/passkeys/answer")
def answer() -> Response:
    """What the browser did. Its challenge is used up, whatever comes of it."""
    asked = _envelope()
    purpose, ceremony = _ceremony(asked)
    credential = asked.get("credential")
    if not isinstance(credential, dict):
        raise Broken("credential is an object")
    visitor = _visitor()
    opened = challenges.consume(policy.challenge_of(credential), visitor.browser, purpose)
    name, waits = passkey_name(asked.get("name")), asked.get("waits") is True
    greeting = ceremony.answer(visitor, Answer(credential, opened, name, waits))
    response = jsonify(
        {
            "protocol": PROTOCOL,
            "actor": str(greeting.actor),
            "name": greeting.name,
            "guest": str(greeting.guest or ""),
        }
    )
    if greeting.token:
        set_cookie(response, greeting.token)
    return response


@passkeys.get("/passkeys/known")
def known() -> Response:
    """For the Signal API, which passkeys there still are; and which of the devices this one is."""
    visitor = _visitor()
    resident = db.session.get_one(Resident, visitor.need_account())
    return jsonify(
        {
            "protocol": PROTOCOL,
            "rp_id": visitor.rp.id,
            "user_handle": bytes_to_base64url(resident.user_handle or b""),
            "credentials": [
                bytes_to_base64url(passkey.credential_id) for passkey in Credential.of(resident.id)
            ],
            "name": resident.name,
            "device": str(visitor.session_id or ""),
        }
    )


@passkeys.post("/account/codes")
def make_codes() -> Response:
    """New codes on paper, in this answer and nowhere else, for who has just shown a passkey."""
    _envelope()
    visitor = _visitor()
    visitor.need_account()
    visitor.need_fresh()
    with writing():
        resident = visitor.still_signed_in()
        made, name = codes.renew(resident.id), resident.name
    return jsonify({"protocol": PROTOCOL, "codes": made, "name": name, "made": iso(now())})


def _envelope() -> Json:
    # A body that does not say its length is cut at the limit, and nobody is told.
    data = request.get_data(cache=False)
    if len(data) > MOST_BYTES:
        raise RequestEntityTooLarge
    return decode(data)


def _ceremony(asked: Json) -> tuple[str, Ceremony]:
    purpose = asked.get("purpose")
    if not isinstance(purpose, str) or purpose not in PURPOSES:
        raise Broken("unknown purpose")
    return purpose, PURPOSES[purpose]


def _visitor() -> Visitor:
    session = Session.of(session_token()) if current_actor().id else None
    return Visitor.of(current_browser(), relying_party(), session)
