"""Rendering on the server: the environment and the context that every page has."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, render_template, request
from sqlalchemy.exc import SQLAlchemyError

from .documents.reading import mine, town
from .filters import FILTERS
from .views.actor import current_actor

LANGUAGE = "de"


def register(app: Flask) -> None:
    """Set the environment up so that nunjucks can do the same."""
    app.jinja_env.keep_trailing_newline = True
    app.jinja_env.filters.update(FILTERS)


def page_html(template: str, reads: Mapping[str, Any]) -> str:
    """Render a page: what it reads, and what every page has."""
    return render_template(template, **(base_context() | dict(reads)))


def base_context() -> dict[str, Any]:
    """What every page has; DESIGN's `now`, language and zone are arguments, never globals."""
    path = request.path
    query = request.query_string.decode("utf-8", "replace")
    return {
        **_people(),
        "outbox_count": 0,
        "path": path,
        "url": f"{path}?{query}" if query else path,
        "rendered_by": "flask",
        "assets": current_app.extensions["assets"].urls,
        "build": current_app.extensions["assets"].build,
        "language": LANGUAGE,
        "values": {},
        "errors": {},
        "_": gettext,
        "ngettext": ngettext,
    }


def gettext(message: str, **values: object) -> str:
    """The message with its `%(name)s` filled in. Its own language is German."""
    return message % values if values else message


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The form of the message for a number, which it may name as `%(num)s`."""
    return gettext(one if num == 1 else many, num=num, **values)


def _people() -> dict[str, Any]:
    """Town and reader; an error page has to work without a database, too."""
    try:
        actor = current_actor()
        own = mine(str(actor.id)) if actor.id else {}
        return {"town": town(), "me": own.get(f"me:{actor.id}", False), "mine": own}
    except SQLAlchemyError:
        current_app.logger.exception("no town to show")
        name = {"id": "town", "name": "Kokommune", "motto": "", "time_zone": "Europe/Berlin"}
        return {"town": name, "me": False, "mine": {}}
