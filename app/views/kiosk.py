"""`/kiosk`: what a tablet in public opens. One that is not enrolled learns nothing here."""

from flask import Blueprint, Response, make_response, redirect, request

from ..auth.browser import current_browser, set_browser
from ..kiosk.enrolment import enrol as take_in
from ..pages import KIOSK
from ..permissions import ENROLLING_PERMISSIONS
from ..reading import snapshot
from ..refusal import Refusal
from ..templating import page_html
from .actor import clear_cookie, session_token
from .kiosk_token import current_kiosk, set_token
from .origin import require_same_origin
from .pages import fresh

kiosk = Blueprint("kiosk", __name__)


@kiosk.get("/kiosk")
def show() -> Response:
    """The kiosk; for everybody else the same field for a code."""
    if current_kiosk().id is None:
        return _asking(200)
    with snapshot():
        return fresh(KIOSK, {})


@kiosk.post("/kiosk")
def enrol() -> Response:
    """Become a kiosk by a code; whoever was signed in on this browser is so no more."""
    require_same_origin()
    try:
        token = take_in(request.form.get("code", ""), current_browser(), session_token())
    except Refusal as refusal:
        return _asking(429 if refusal.code == "too_many_guesses" else 422)
    response = redirect("/kiosk", 303)
    clear_cookie(response)
    set_token(response, token)
    return response


def _asking(status: int) -> Response:
    page = page_html("kiosk/enrol.html", {"status": status})
    response = make_response(page, status)
    if current_kiosk().id is None:
        response.headers["Permissions-Policy"] = ENROLLING_PERMISSIONS
    set_browser(response)
    return response
