"""Forms without a script: the same commands, the id made here."""

import hashlib
import hmac
import time
from base64 import b64encode
from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, make_response, redirect, request
from sqlalchemy import exc, select
from uuid6 import uuid7
from werkzeug.datastructures import MultiDict

from ..auth.browser import current_browser, is_known, set_browser
from ..auth.keys import keys
from ..commands import COMMANDS, Command, Outcome, Spec
from ..db import db
from ..models import Receipt, Resident
from ..rights import may
from ..sync.envelope import clean
from ..sync.push import carry_out
from ..templating import page_html
from ..writing import writing
from . import guests
from .actor import current_actor, session_token, set_cookie, start_session
from .origin import referer, require_same_origin

commands = Blueprint("commands", __name__)

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
STATUS = {
    "not_found": 404,
    "not_yours": 403,
    "not_allowed": 403,
    "own_thing": 403,
    "gone": 410,
    "hidden": 410,
    "conflict": 409,
    "id_in_use": 409,
    "edited_elsewhere": 409,
    "other_author": 401,
    "no_author": 401,
    "no_account": 401,
    "signed_out": 401,
    "last_administrator": 409,
    "too_many_now": 429,
    "database": 503,
    "our_fault": 500,
}
DONE = ("applied", "waitlisted")
SECONDS = 60
AGAIN = "again"
"""In the address of a form that is sent once more, with the browser's cookie."""


@commands.post("/commands/<name>")
def run(name: str) -> Response:
    """Carry a form out and go to where its result stands, or say what is wrong with it."""
    require_same_origin()
    if request.mimetype not in FORMS:
        abort(415)
    spec = COMMANDS.get(name) or abort(404)
    args = request.form.to_dict() | _files()
    if AGAIN in request.args and not args:
        # WebKit's way under a worker, see `_send_again`: with the cookie the next tap counts.
        return redirect(referer() or "/", 303)
    if not all(clean(text) for pair in args.items() for text in pair):
        abort(400)
    try:
        return _carried_out(spec, args)
    except (exc.DBAPIError, exc.TimeoutError):
        # Who wrote this without the script has it nowhere else.
        current_app.logger.exception("a form is to be sent again: %s", spec.name)
        db.session.rollback()
        return _refused(spec, args, Outcome(uuid7(), "retry", "database"))


def _carried_out(spec: Spec, args: dict[str, str]) -> Response:
    actor = current_actor()
    if actor.id is None and (actor.session == "expired" or spec.online):
        # Whoever wrote this as somebody does not send it as somebody else.
        return _refused(spec, args, Outcome(uuid7(), "needs_login", "signed_out"))
    if not _may(actor.id, spec.name):
        return _refused(spec, args, Outcome(uuid7(), "rejected", "not_allowed"))
    form = spec.form(formdata=MultiDict(args))
    if not form.validate():
        errors = {field: codes[0] for field, codes in form.errors.items()}
        return _refused(spec, args, Outcome(uuid7(), "rejected", "invalid", errors))
    return _resident(spec, args, actor.id) if actor.id else _new_visitor(spec, args)


def _may(actor: UUID | None, name: str) -> bool:
    """Asked before anything is done, so that nobody becomes a guest for what guests may not."""
    return may(db.session.get(Resident, actor) if actor else None, name)


def _files() -> dict[str, str]:
    """Files as the text that a command takes; one that was not chosen is no arg."""
    sent = {name: file.read() for name, file in request.files.items() if file.filename}
    return {name: b64encode(content).decode() for name, content in sent.items()}


def _resident(spec: Spec, args: dict[str, str], actor: UUID) -> Response:
    # The first half of a double click may have made them a guest just now.
    senders = (str(actor), current_browser().hex(), _neighbours())
    ids = [uuid7()] if spec.sets_state else _ids(spec, args, *senders)
    command = _command(ids, spec, args, actor)
    return _respond(spec, args, carry_out([command], actor, session_token())[0])


def _new_visitor(spec: Spec, args: dict[str, str]) -> Response:
    """Who has no session becomes a guest.

    The second half of a double click has none either, and sees what the first half did. It gets
    no session for that: without its cookie a browser is told by what neighbours may share.
    """
    # Nothing but what it is about: so say all who support the same.
    says_nothing_own = spec.sets_state and not args.get("text")
    if says_nothing_own and not is_known() and AGAIN not in request.args:
        return _send_again()
    sender = current_browser().hex() if is_known() else _neighbours()
    ids = _ids(spec, args, sender)
    done = _done(ids)
    if done is None:
        if guests.are_too_many():
            return _refused(spec, args, Outcome(ids[0], "retry", "too_many_now"))
        actor, token = _new_guest()
        newcomer = _uuid(keys()[0], _content(spec, args, sender))
        outcome = carry_out([_command(ids, spec, args, actor, newcomer)], actor)[0]
        if outcome.code != "id_in_use":
            response = _respond(spec, args, outcome)
            set_cookie(response, token)
            set_browser(response)
            return response
        done = _done(ids) or db.session.get_one(Receipt, ids[0])
    first = Outcome(done.id, "duplicate", done.code, done.fields, done.status, done.path)
    return _respond(spec, args, first)


def _send_again() -> Response:
    """The browser gets its cookie first, and sends the form by itself once more.

    Neighbours would be taken for one. No text is sent so: where a worker controls the page WebKit
    leaves out what was in the form.
    """
    response = redirect(f"{request.path}?{AGAIN}", 307)
    set_browser(response)
    response.headers["Cache-Control"] = "no-store"
    return response


def _neighbours() -> str:
    """What all have in common who are behind one address, with browsers of one kind."""
    return f"{request.remote_addr} {request.user_agent}"


def _respond(spec: Spec, args: dict[str, str], outcome: Outcome) -> Response:
    if outcome.status in DONE or outcome.first in DONE:
        # Its first half may have been carried out in the same transaction: it knew no path yet.
        path = outcome.path or (outcome.receipt.path if outcome.receipt else "")
        return redirect(_result(path), 303)
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
        "back": referer(),
    }
    return make_response(page_html("command/problem.html", context), STATUS.get(outcome.code, 422))


def _new_guest() -> tuple[UUID, str]:
    with writing():
        resident = Resident(guest=True)
        db.session.add(resident)
        token = start_session(resident)
        guests.note()
        db.session.flush()
        return resident.id, token


def _command(
    ids: Sequence[UUID],
    spec: Spec,
    args: dict[str, str],
    actor: UUID,
    newcomer: UUID | None = None,
) -> Command:
    first, *aliases = ids
    return Command(
        first, spec.name, spec.version, args, actor, aliases=tuple(aliases), newcomer=newcomer
    )


def _done(ids: Sequence[UUID]) -> Receipt | None:
    """The receipt of what came under one of these ids."""
    found = {it.id: it for it in db.session.scalars(select(Receipt).where(Receipt.id.in_(ids)))}
    return next((found[id] for id in ids if id in found), None)


def _ids(spec: Spec, args: dict[str, str], *senders: str) -> list[UUID]:
    """The id comes from content, sender and minute, so that a form sent twice in a row is one.

    An older key made it where the keys have changed in between, and the minute after where its
    second half was carried out first. One that is new has the first id, of the first sender.
    """
    minute = int(time.time() // SECONDS)
    contents = [_content(spec, args, sender) for sender in senders]
    return [
        _uuid(key, f"{content} {number}")
        for content in contents
        for key in keys()[:2]
        for number in (minute, minute - 1, minute + 1)
    ]


def _content(spec: Spec, args: dict[str, str], sender: str) -> str:
    return repr((spec.name, sorted(args.items()), sender))


def _uuid(key: bytes, content: str) -> UUID:
    """UUID version 8 (RFC 9562), keyed: nothing can be learned of what went into it."""
    digest = bytearray(hmac.digest(key, content.encode(), hashlib.sha256)[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))


def _result(path: str) -> str:
    """The page that the form stood on, at the result; a new thing's own page.

    A path with a fragment names a place that other pages may show, too.
    """
    page, _, fragment = path.partition("#")
    return f"{referer() or page}#{fragment}" if fragment else page
