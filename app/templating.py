"""Rendering on the server: the environment and the context that every page has."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Literal

from flask import Flask, current_app, g, render_template, request
from jinja2 import pass_context
from jinja2.runtime import Context
from sqlalchemy.exc import SQLAlchemyError

from .begin import BEGIN
from .db import iso, now
from .documents.reading import mine, town
from .documents.town import NAMELESS
from .filters import FILTERS, SPOKEN
from .views.actor import current_actor
from .views.kiosk_token import current_kiosk
from .views.language import spoken
from .words import words

NOTICE = timedelta(days=30)
"""For how long an account's owner is reminded of a recovery; as in `service_worker/pages.js`."""


def register(app: Flask) -> None:
    """Set the environment up so that the worker's engine can do the same."""
    app.jinja_env.keep_trailing_newline = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.filters.update({name: _in_language(speak) for name, speak in SPOKEN.items()})


def _in_language(speak: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def spoken_filter(context: Context, *args: object) -> str:
        return speak(*args, context["language"])

    return spoken_filter


def page_html(template: str, reads: Mapping[str, Any]) -> str:
    """Render a page: what it reads, and what every page has."""
    return render_template(template, **(base_context() | dict(reads)))


def base_context() -> dict[str, Any]:
    """What every page has; DESIGN's `now`, language and zone are arguments, never globals."""
    people = _people()
    language = spoken(people["town"]["languages"])
    said = words(language)
    path = request.path
    query = request.query_string.decode("utf-8", "replace")
    return {
        **people,
        "outbox_count": 0,
        "path": path,
        "url": f"{path}?{query}" if query else path,
        "origin": request.host_url.rstrip("/"),
        "recovered": _lately(people["me"]),
        "rendered_by": "flask" if request.method in ("GET", "HEAD") else "post",
        "partial": False,
        "assets": current_app.extensions["assets"].urls,
        "build": current_app.extensions["assets"].build,
        "begin": BEGIN,
        "language": language,
        "values": {},
        "errors": {},
        "_": said.gettext,
        "ngettext": said.ngettext,
    }


def _lately(me: dict[str, Any] | Literal[False]) -> bool:
    """Whether somebody got into the reader's account without a passkey in the last 30 days."""
    return bool(me) and me.get("recovered", "") > iso(now() - NOTICE)


def current_town() -> dict[str, Any]:
    """The town's document, read once a request."""
    if "town" not in g:
        g.town = town()
    return g.town


def _people() -> dict[str, Any]:
    """Town and reader; an error page has to work without a database, too."""
    try:
        actor = current_actor()
        own = mine(str(actor.id)) if actor.id else {}
        return {
            "town": current_town(),
            "me": own.get(f"me:{actor.id}", False),
            "mine": own,
            "signed_out": actor.session == "expired",
            "kiosk": current_kiosk().id is not None,
        }
    except SQLAlchemyError:
        current_app.logger.exception("no town to show")
        return {"town": NAMELESS, "me": False, "mine": {}, "signed_out": False, "kiosk": False}
