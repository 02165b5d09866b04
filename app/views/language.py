"""In which language a page speaks: what its reader chose, else what their browser asks for."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, current_app, redirect, request

from ..models import LANGUAGES
from .origin import referer, require_same_origin

language = Blueprint("language", __name__)

COOKIE = "language"
DAYS = 400


@language.post("/language")
def choose() -> Response:
    """Remember the choice; the page's script does the same without asking."""
    require_same_origin()
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(422)
    response = redirect(referer() or "/", 303)
    # Scripts read it, so that phones speak the same language.
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=DAYS * 24 * 3600,
        samesite="Lax",
        secure=request.is_secure,
        path=current_app.config["APPLICATION_ROOT"],
    )
    return response


def spoken(offered: Sequence[str]) -> str:
    """The language of this request's answer, one of those that the town offers."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in offered:
        return chosen
    return request.accept_languages.best_match(offered, offered[0]) or offered[0]
