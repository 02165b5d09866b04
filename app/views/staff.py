"""Pages for people with a role: made by the server alone, kept nowhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response

from ..db import db
from ..models import Resident
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


def staff_act(verb: str) -> Callable[[Act], Act]:
    """What a form of a staff page does, for those who `may` do this. Writes for itself.

    Its attribute `verb` says what it asked for.
    """

    def decorate(view: Act) -> Act:
        @wraps(view)
        def done(**values: Any) -> Response:
            require_same_origin()
            actor = current_actor().id
            reader = db.session.get(Resident, actor) if actor else None
            response = view(**values) if reader and may(reader, verb) else _closed()
            response.headers["Cache-Control"] = "no-store"
            return response

        vars(done)["verb"] = verb
        return done

    return decorate


def _closed() -> Response:
    return make_response(page_html("admin/closed.html", {}), 403)
