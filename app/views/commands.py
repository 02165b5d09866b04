"""Forms without a script: the same commands, the id made here."""

import hashlib
import hmac
import time
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, make_response, redirect, request
from uuid6 import uuid7
from werkzeug.datastructures import MultiDict

from ..commands import COMMANDS, Command, Outcome, Spec
from ..db import db
from ..models import Receipt, Resident
from ..sync.envelope import clean
from ..sync.push import carry_out
from ..templating import page_html
from ..writing import writing
from .actor import current_actor, set_cookie, start_session
from .origin import require_same_origin

commands = Blueprint("commands", __name__)

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
STATUS = {
    "not_found": 404,
    "not_yours": 403,
    "gone": 410,
    "conflict": 409,
    "id_in_use": 409,
    "edited_elsewhere": 409,
    "other_author": 401,
    "no_author": 401,
    "database": 503,
    "our_fault": 500,
}
DONE = ("applied", "waitlisted")
SECONDS = 60


@commands.post("/commands/<name>")
def run(name: str) -> Response:
    """Carry a form out and go to where its result stands, or say what is wrong with it."""
    require_same_origin()
    if request.mimetype not in FORMS:
        abort(415)
    spec = COMMANDS.get(name) or abort(404)
    args = request.form.to_dict()
    if not all(clean(text) for pair in args.items() for text in pair):
        abort(400)
    form = spec.form(formdata=MultiDict(args))
    if not form.validate():
        errors = {field: codes[0] for field, codes in form.errors.items()}
        return _refused(spec, args, Outcome(uuid7(), "rejected", "invalid", errors))
    actor = current_actor()
    return _new_visitor(spec, args) if actor.id is None else _resident(spec, args, actor.id)


def _resident(spec: Spec, args: dict[str, str], actor: UUID) -> Response:
    id = uuid7() if spec.sets_state else _id(spec, args, str(actor))
    return _respond(spec, args, carry_out([_command(id, spec, args, actor)], actor)[0])


def _new_visitor(spec: Spec, args: dict[str, str]) -> Response:
    """Who has no session becomes a guest.

    The second half of a double click has none either: it is known by its browser, and sees what
    the first half did. It gets no session for that, since neighbours may share an address.
    """
    id = _id(spec, args, f"{request.remote_addr} {request.user_agent}")
    done = db.session.get(Receipt, id)
    if done is None:
        actor, token = _new_guest()
        outcome = carry_out([_command(id, spec, args, actor)], actor)[0]
        if outcome.code != "id_in_use":
            response = _respond(spec, args, outcome)
            set_cookie(response, token)
            return response
        done = db.session.get_one(Receipt, id)
    first = Outcome(id, "duplicate", done.code, done.fields, done.status, done.path)
    return _respond(spec, args, first)


def _respond(spec: Spec, args: dict[str, str], outcome: Outcome) -> Response:
    if outcome.status in DONE or outcome.first in DONE:
        return redirect(_result(outcome.path), 303)
    return _refused(spec, args, outcome)


def _refused(spec: Spec, args: dict[str, str], outcome: Outcome) -> Response:
    context = {
        "command": {
            "name": spec.name,
            "noun": spec.noun,
            "form": f"{spec.noun}/form_{spec.name}.html",
        },
        "code": outcome.code,
        "values": args,
        "errors": outcome.fields,
        "back": _referer(),
    }
    return make_response(page_html("command/problem.html", context), STATUS.get(outcome.code, 422))


def _new_guest() -> tuple[UUID, str]:
    with writing():
        resident = Resident(guest=True)
        db.session.add(resident)
        token = start_session(resident)
        db.session.flush()
        return resident.id, token


def _command(id: UUID, spec: Spec, args: dict[str, str], actor: UUID) -> Command:
    return Command(id, spec.name, spec.version, args, actor)


def _id(spec: Spec, args: dict[str, str], who: str) -> UUID:
    """The id comes from content and minute, so that a form sent twice in a row is one command."""
    minute = int(time.time() // SECONDS)
    content = repr((spec.name, sorted(args.items()), who))
    before, now = (_uuid(f"{content} {number}") for number in (minute - 1, minute))
    return before if db.session.get(Receipt, before) else now


def _uuid(content: str) -> UUID:
    """UUID version 8 (RFC 9562), keyed: nothing can be learned of what went into it."""
    digest = bytearray(hmac.digest(_key(), content.encode(), hashlib.sha256)[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))


def _key() -> bytes:
    key = current_app.secret_key
    return key if isinstance(key, bytes) else str(key).encode()


def _result(path: str) -> str:
    """The page that the form stood on, at the result; a new thing's own page.

    A path with a fragment names a place that other pages may show, too.
    """
    page, _, fragment = path.partition("#")
    return f"{_referer() or page}#{fragment}" if fragment else page


def _referer() -> str:
    """Path and query of the page of this site that the form stood on, or nothing."""
    parts = urlsplit(request.referrer or "")
    own = f"{parts.scheme}://{parts.netloc}" == request.host_url.rstrip("/")
    if not own or not parts.path.startswith("/") or parts.path.startswith(("//", "/commands/")):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
