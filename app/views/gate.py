"""What carries a kiosk's token gets what `app/kiosk/allowed.py` names, and nothing else."""

from flask import Flask, abort, request

from ..kiosk.allowed import may
from .actor import current_actor
from .kiosk_token import carries_token, current_kiosk


def register(app: Flask) -> None:
    """Ask before every request. A token that is no good any more opens less, not more."""

    @app.before_request
    def _ask() -> None:
        if not carries_token():
            return
        enrolled = current_kiosk().id is not None
        signed_in = enrolled and current_actor().id is not None
        if not may(request.endpoint, request.method, enrolled=enrolled, signed_in=signed_in):
            abort(403, "not_for_kiosks")
