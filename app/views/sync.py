"""The three requests of a phone: guest session, pull, push."""

import base64
import binascii

from flask import Blueprint, Response, jsonify, request

from ..models import Resident
from ..models.resident import SECRET_BYTES
from ..sync.envelope import Broken, decode, pull_of, push_of
from ..sync.pull import pull
from ..sync.push import push
from ..writing import writing
from .actor import current_actor, set_cookie, start_session
from .errors import problem
from .origin import require_same_origin

sync = Blueprint("sync", __name__)

HEADER = "Kokommune-Sync"
MOST_BYTES = 256 * 1024


@sync.before_request
def _guard() -> Response | None:
    require_same_origin()
    if request.mimetype != "application/json":
        return problem(415, "not_json")
    if request.headers.get(HEADER) != "1":
        return problem(400, "no_sync_header")
    if (request.content_length or 0) > MOST_BYTES:
        return problem(413, "too_large")
    return None


@sync.after_request
def _mark(response: Response) -> Response:
    response.headers[HEADER] = "1"
    response.headers["Cache-Control"] = "no-store"
    return response


@sync.errorhandler(Broken)
def _broken(error: Broken) -> Response:
    return problem(400, "broken", str(error))


@sync.post("/sync/pull")
def pull_documents() -> Response:
    actor = current_actor()
    return jsonify(pull(pull_of(_envelope()), actor.id, actor.session))


@sync.post("/sync/push")
def push_commands() -> Response:
    actor = current_actor()
    request_ = push_of(_envelope())
    answer = {"results": push(request_.commands, actor.id)}
    if request_.pull:
        answer["pull"] = pull(request_.pull, actor.id, actor.session)
    return jsonify(answer)


@sync.post("/session/guest")
def guest_session() -> Response:
    """Same secret, same resident, a fresh cookie."""
    secret = _secret(_envelope().get("secret"))
    with writing():
        resident = Resident.guest_of(secret)
        if resident is None:
            return problem(409, "has_account")
        token = start_session(resident)
        id = str(resident.id)
    response = jsonify({"protocol": 1, "actor": id})
    set_cookie(response, token)
    return response


def _envelope() -> dict:
    return decode(request.get_data(cache=False))


def _secret(text: object) -> bytes:
    try:
        secret = base64.urlsafe_b64decode(str(text) + "==")
    except (ValueError, binascii.Error) as error:
        raise Broken("the secret is malformed") from error
    if len(secret) != SECRET_BYTES:
        raise Broken(f"the secret has {SECRET_BYTES} bytes")
    return secret
