"""Pages for people with a role: made by the server alone, kept nowhere."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import Response, make_response, request

from ..db import db
from ..models import Resident
from ..models.session import fresh_since
from ..reading import snapshot
from ..rights import may
from ..templating import page_html
from .actor import current_actor
from .origin import require_same_origin

View = Callable[..., str]
Act = Callable[..., Response]


def staff_page(verb: str) -> Callable[[View], Callable[..., Response]]:
    """A page for those who `may` do this; all others read, all alike, whom it is for.

    The view is called with its reader first, in a snapshot, and gives HTML. Its attribute `verb`
    says what it asked for.
    """

    def decorate(view: View) -> Callable[..., Response]:
        @wraps(view)
        def shown(**values: Any) -> Response:
            actor = current_actor().id
            with snapshot():
                reader = db.session.get(Resident, actor) if actor else None
                if reader is not None and may(reader, verb):
                    response = make_response(view(reader, **values))
                else:
                    response = _closed()
            response.headers["Cache-Control"] = "no-store"
            return response

        vars(shown)["verb"] = verb
        return shown

    return decorate


def staff_act(verb: str, *, fresh: bool = False) -> Callable[[Act], Act]:
    """What a form of a staff page does, for those who `may` do this. Writes for itself.

    With `fresh`, who has not shown a passkey lately on this browser does so first, and the form
    goes on from there. Its attribute `verb` says what it asked for.
    """

    def decorate(view: Act) -> Act:
        @wraps(view)
        def done(**values: Any) -> Response:
            require_same_origin()
            actor = current_actor()
            reader = db.session.get(Resident, actor.id) if actor.id else None
            if reader is None or not may(reader, verb):
                response = _closed()
            elif fresh and not _is_fresh(actor.verified):
                response = _proof()
            else:
                response = view(**values)
            response.headers["Cache-Control"] = "no-store"
            return response

        vars(done)["verb"] = verb
        return done

    return decorate


def _proof() -> Response:
    """What was sent, to be sent again by a page that asks for a passkey before."""
    sent = [{"name": name, "value": value} for name, value in request.form.items(multi=True)]
    return make_response(page_html("admin/proof.html", {"sent": sent}), 403)


def _is_fresh(verified: datetime | None) -> bool:
    return verified is not None and verified >= fresh_since()


def _closed() -> Response:
    return make_response(page_html("admin/closed.html", {}), 403)
