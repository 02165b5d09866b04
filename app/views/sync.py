"""The requests of a phone: guest session and its end, pull, push."""

import base64
import re

from flask import Blueprint, Response, current_app, jsonify, request
from sqlalchemy.exc import DBAPIError

from ..auth.browser import clear_browser, set_browser
from ..db import db
from ..headers import POLICY_OF_DATA
from ..kiosk.allowed import SIGNED_IN
from ..models import Difference, Resident
from ..models.resident import SECRET_BYTES
from ..reading import Moment, clock
from ..sync.envelope import Broken, Pull, decode, flag, pull_of, push_of
from ..sync.pull import has_forgotten, pull
from ..sync.push import postpone, push
from ..writing import writing
from . import guests
from .actor import (
    NOBODY,
    Actor,
    clear_cookie,
    current_actor,
    current_moment,
    end_session,
    note_use,
    session_token,
    set_cookie,
    start_session,
)
from .errors import problem
from .kiosk_token import carries_token
from .origin import require_same_origin

sync = Blueprint("sync", __name__)

HEADER = "Kokommune-Sync"
MARKS = {
    # By this phones tell our answers from those of portals.
    HEADER: "1",
    # Phones ask often, and the policy of pages is longer than most answers.
    "Content-Security-Policy": POLICY_OF_DATA,
    "Cache-Control": "no-store",
}
MOST_BYTES = 256 * 1024
SECRET = re.compile(r"[A-Za-z0-9_-]{22}")


@sync.before_request
def guard() -> Response | None:
    """Only our own pages, in JSON, with the protocol's header, and not too much."""
    require_same_origin()
    if request.method == "POST" and request.mimetype != "application/json":
        return problem(415, "not_json")
    if request.headers.get(HEADER) != "1":
        return problem(400, "no_sync_header")
    if (request.content_length or 0) > MOST_BYTES:
        return problem(413, "too_large")
    note_use()
    return None


@sync.after_request
def mark(response: Response) -> Response:
    """Say what every answer of the protocol says."""
    response.headers.update(MARKS)
    return response


@sync.errorhandler(Broken)
def broken(error: Broken) -> Response:
    """The envelope is no request of the protocol."""
    return problem(400, "broken", str(error))


@sync.post("/sync/pull")
def pull_documents() -> Response:
    return jsonify(_pulled(pull_of(_envelope()), _reader(), current_moment()))


@sync.post("/sync/push")
def push_commands() -> Response:
    actor = current_actor()
    request_ = push_of(_envelope())
    only = SIGNED_IN if carries_token() else None
    if request_.pull and has_forgotten(request_.pull, current_moment()):
        answer = {"results": postpone(request_.commands)}
    else:
        answer = {"results": push(request_.commands, actor.id, session_token(), only)}
    if carries_token():
        # A tablet that pushes does not pull with it.
        answer["epoch"] = clock().epoch
    if request_.pull:
        answer["pull"] = _pulled(request_.pull, _reader(), clock())
    return jsonify(answer)


@sync.post("/session/guest")
def guest_session() -> Response:
    """Same secret, same resident, a fresh cookie; never in the place of an account's session."""
    secret = _secret(_envelope().get("secret"))
    if current_actor().account:
        return problem(409, "signed_in")
    id = Resident.guest_id(secret)
    is_new = db.session.get(Resident, id) is None
    if is_new and guests.are_too_many():
        return problem(429, "too_many_guests")
    with writing():
        resident = Resident.guest_of(secret)
        if resident is None:
            return problem(409, "has_account")
        token = start_session(resident)
        if is_new:
            guests.note()
    response = jsonify({"protocol": 1, "actor": str(id)})
    set_cookie(response, token)
    set_browser(response)
    return response


@sync.post("/session/end")
def sign_out() -> Response:
    """Nobody is signed in on this browser any more; where nobody was, the answer is the same.

    With `everything` the browser is not known again either. A kiosk's session has no cookie.
    """
    everything = flag(_envelope(), "everything")
    end_session()
    response = jsonify({"protocol": 1})
    if carries_token():
        return response
    clear_cookie(response)
    if everything:
        clear_browser(response)
    return response


def _reader() -> Actor:
    """Who reads. Nothing that is anybody's own is kept on a kiosk's tablet."""
    return NOBODY if carries_token() else current_actor()


def _pulled(request_: Pull, actor: Actor, time: Moment) -> dict:
    if request_.differing and not Difference.is_enough():
        _note_difference(request_.differing)
    return pull(request_, actor.id, actor.session, time)


def _note_difference(scopes: int) -> None:
    try:
        with writing():
            Difference.note(scopes)
    except DBAPIError:
        # Somebody is writing for long, an import maybe: phones can read nonetheless.
        current_app.logger.warning("%d differing scopes were not counted", scopes, exc_info=True)


def _envelope() -> dict:
    return decode(request.get_data(cache=False))


def _secret(text: object) -> bytes:
    # The decoder passes over whatever is no letter of its own.
    if not isinstance(text, str) or not SECRET.fullmatch(text):
        raise Broken(f"the secret is {SECRET_BYTES} bytes in base64url")
    return base64.urlsafe_b64decode(text + "==")
