"""`/ticket`: what became of what somebody left at a kiosk, and taking it home."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, request
from sqlalchemy.exc import OperationalError

from ..auth import codes
from ..auth.browser import current_browser, set_browser
from ..db import db
from ..kiosk import tickets
from ..models import Resident
from ..refusal import Refusal
from ..templating import page_html
from ..writing import writing
from .actor import current_actor, note_use
from .origin import require_same_origin

ticket = Blueprint("ticket", __name__)
ticket.before_request(note_use)

STATUS = {"too_many_guesses": 429, "no_account": 401}


@ticket.get("/ticket")
def ask() -> Response:
    """A field for the ticket."""
    return _page()


@ticket.post("/ticket/look")
def look() -> Response:
    """What came of it; a ticket that is looked at stays good."""
    require_same_origin()
    code = request.form.get("code", "")
    try:
        visit = tickets.visit_of(code, current_browser())
    except Refusal as refusal:
        return _page(refusal.code)
    rows = tickets.contributions(visit)
    context = {"code": code, "contributions": rows, "account": _has_account()}
    return make_response(page_html("kiosk/left.html", context))


@ticket.post("/ticket/claim")
def claim() -> Response:
    """Make it one's own, once."""
    require_same_origin()
    code, actor = request.form.get("code", ""), current_actor().id
    try:
        tickets.visit_of(code, current_browser(), actor)
        if actor is None:
            raise Refusal("no_account")
        _claim(code, actor)
    except Refusal as refusal:
        return _page(refusal.code)
    return make_response(page_html("kiosk/claimed.html", {}))


def _claim(code: str, account_id: UUID) -> None:
    """Once more where that failed: PostgreSQL ends one of two that wait for each other.

    What a tablet brings meanwhile locks visits, and accounts that have them, in any order.
    """
    try:
        _claim_once(code, account_id)
    except OperationalError:
        _claim_once(code, account_id)


def _claim_once(code: str, account_id: UUID) -> None:
    with writing():
        tickets.claim(code, account_id)


def _page(code: str = "") -> Response:
    typed = request.form.get("code", "")[: codes.LONGEST]
    context: dict[str, Any] = {"code": code, "typed": typed, "account": _has_account()}
    status = STATUS.get(code, 422) if code else 200
    response = make_response(page_html("kiosk/ticket.html", context), status)
    set_browser(response)
    return response


def _has_account() -> bool:
    actor = current_actor().id
    resident = db.session.get(Resident, actor) if actor else None
    return resident is not None and not resident.guest
