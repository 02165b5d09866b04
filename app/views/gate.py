"""What carries a kiosk's token gets what `app/kiosk/allowed.py` names, and nothing else.

Its browser stays in one document, `/kiosk`, whose script asks for all others: whatever else is
navigated to leads back there.
"""

from flask import Flask, Response, abort, redirect, request

from ..kiosk.allowed import GET, OPEN, may
from .actor import current_actor
from .kiosk_token import carries_token, current_kiosk


def register(app: Flask) -> None:
    """Ask before every request. A token that is no good any more opens less, not more."""

    @app.before_request
    def _ask() -> Response | None:
        if not carries_token():
            return None
        if _leaves():
            return redirect("/kiosk", 303)
        enrolled = current_kiosk().id is not None
        signed_in = enrolled and current_actor().id is not None
        if not may(request.endpoint, request.method, enrolled=enrolled, signed_in=signed_in):
            abort(403, "not_for_kiosks")
        return None


def _leaves() -> bool:
    """Whether the browser is about to show another document than those of any tablet.

    Forms are not meant: one that is refused says so, instead of being swallowed.
    """
    navigates = request.method in GET and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return navigates and request.endpoint not in OPEN
