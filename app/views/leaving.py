"""Signing out by a form, where no script does it."""

from flask import Blueprint, Response, redirect

from .actor import clear_cookie, end_session
from .origin import referer, require_same_origin

leaving = Blueprint("leaving", __name__)


@leaving.post("/session/leave")
def leave() -> Response:
    """Nobody is signed in on this browser any more; nor was anybody, where that was so before."""
    require_same_origin()
    end_session()
    response = redirect(referer() or "/", 303)
    clear_cookie(response)
    return response
