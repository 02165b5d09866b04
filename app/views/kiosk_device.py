"""What a kiosk's tablet says and asks, as JSON; `docs/kiosk.md` has requests and answers."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, request

from ..kiosk import pairing
from ..kiosk.delivery import deliver
from ..kiosk.sealing import public_key
from ..models import Heartbeat, Session
from ..models.heartbeat import LONGEST_VERSION
from ..models.limits import LIMITS
from ..models.pairing import LIFE
from ..reading import clock
from ..sync.envelope import MOST_COMMANDS, PROTOCOL, Broken, clean, decode
from ..writing import writing
from .actor import current_actor, start_session
from .errors import problem
from .kiosk_token import current_kiosk, renew_token
from .sync import broken, guard, mark

kiosk_device = Blueprint("kiosk_device", __name__)
kiosk_device.after_request(mark)
kiosk_device.register_error_handler(Broken, broken)

TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
DIGITS = re.compile(r"[0-9]{2}")
MOST = 2**31 - 1
MOST_BYTES = 2**53 - 1
SESSION_SECONDS = int(LIMITS["kiosk"].idle.total_seconds())
SECONDS_BETWEEN = 2
"""How long a tablet waits before it asks again, as RFC 8628 has it."""


@kiosk_device.before_request
def _only_kiosks() -> Response | None:
    refused = guard()
    if refused is None and current_kiosk().id is None:
        return problem(401, "not_enrolled")
    return refused


@kiosk_device.get("/kiosk/key")
def key() -> Response:
    """What contributions are sealed with."""
    newest = public_key()
    return _answer(kiosk=str(_id()), kid=newest.kid, key=newest.key)


@kiosk_device.post("/kiosk/heartbeat")
def heartbeat() -> Response:
    """How the tablet is; what it is, in return."""
    asked = _envelope()
    said = {
        "version": _text(asked.get("version"), LONGEST_VERSION),
        "waiting": _whole(asked.get("waiting"), MOST),
        "oldest": _time(asked.get("oldest")),
        "used": _whole(asked.get("used"), MOST_BYTES),
        "quota": _whole(asked.get("quota"), MOST_BYTES),
        "synced": _time(asked.get("synced")),
        "remains": _whole(asked.get("remains"), MOST),
    }
    signed_in = _yes_or_no(asked.get("signed_in"))
    with writing():
        if not signed_in:
            Session.end_at(_id())
        Heartbeat.note(_id(), **said)
    tablet = current_kiosk()
    known = {"name": tablet.name, "place": tablet.place, "shows": list(tablet.shows)}
    response = _answer(**known, signed_in=signed_in and current_actor().session == "active")
    renew_token(response)
    return response


@kiosk_device.post("/kiosk/sealed")
def sealed() -> Response:
    """What strangers left on the tablet."""
    envelopes = _envelope().get("envelopes")
    if not isinstance(envelopes, list) or len(envelopes) > MOST_COMMANDS:
        raise Broken(f"envelopes is a list of at most {MOST_COMMANDS}")
    results = deliver(envelopes, _id())
    moment = clock()
    return _answer(results=results, as_of=moment.version, epoch=moment.epoch)


@kiosk_device.post("/kiosk/pairing")
def pair() -> Response:
    """Somebody wants to be signed in here by their phone."""
    _envelope()
    begun = pairing.begin(_id())
    return _answer(
        secret=begun.secret,
        code=begun.code,
        expires_in=int(LIFE.total_seconds()),
        interval=SECONDS_BETWEEN,
    )


@kiosk_device.post("/kiosk/pairing/state")
def pairing_state() -> Response:
    """Whether the phone has answered."""
    return _answer(state=pairing.state(_id(), _secret(_envelope())))


@kiosk_device.post("/kiosk/pairing/redeem")
def redeem() -> Response:
    """The two digits that the phone shows; the right ones begin a short, narrow session.

    Its token is in this answer alone: a cookie would outlive the page and reach the disk.
    """
    asked = _envelope()
    digits = asked.get("digits")
    if not isinstance(digits, str) or not DIGITS.fullmatch(digits):
        raise Broken("digits are two")
    with writing():
        tried = pairing.redeem(_id(), _secret(asked), digits)
        who = tried.resident
        if who:
            Session.end_at(_id())
        token = start_session(who, account=True, device=tried.device) if who else ""
        actor, name = (str(who.id), who.name) if who else ("", "")
    if not token:
        code = "wrong_digits" if tried.left else "over"
        return problem(422, code, fields={"left": str(tried.left)})
    return _answer(actor=actor, name=name, token=token, expires_in=SESSION_SECONDS)


def _answer(**values: Any) -> Response:
    return jsonify({"protocol": PROTOCOL} | values)


def _id() -> UUID:
    return current_kiosk().id or abort(401)


def _envelope() -> dict[str, Any]:
    return decode(request.get_data(cache=False))


def _secret(asked: dict[str, Any]) -> str:
    secret = asked.get("secret")
    if not isinstance(secret, str) or not SECRET.fullmatch(secret):
        raise Broken("secret is what the pairing began with")
    return secret


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or not clean(value):
        raise Broken(f"a text has at most {longest} characters")
    return value


def _whole(value: Any, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise Broken("a number is whole and not negative")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Broken("signed_in is true or false")
    return value


def _time(value: Any) -> datetime | None:
    """A UTC time as `iso()` writes it; empty for none."""
    if value == "":
        return None
    if not isinstance(value, str) or not TIME.fullmatch(value):
        raise Broken("a time is UTC in ISO 8601")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise Broken("a time is UTC in ISO 8601") from error
