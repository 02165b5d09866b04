"""Flask over documents that are put in place as they are, not made from rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from flask import Flask, render_template
from sqlalchemy import delete, insert
from towns import ME, Body, Scopes

from app.assets import Assets
from app.db import db
from app.documents.kind import kind_and_id
from app.documents.table import Document
from app.models import Kiosk, Resident, Session
from app.reading import snapshot
from app.templating import base_context
from app.views.actor import COOKIE
from app.views.kiosk_token import COOKIE as KIOSK_COOKIE
from app.views.pages import asked
from app.views.rendered import Shelf
from app.words import words
from app.writing import writing

ASSETS = {
    "style.css": "/static/dist/style-1.css",
    "page.js": "/static/dist/page-1.js",
    "atlas.css": "/static/dist/atlas-1.css",
    "icon.svg": "/static/dist/icon-1.svg",
}
BUILD = "b0"
NOW = datetime(2026, 6, 1, 11, 30, tzinfo=UTC)
"""When all pages are shown: of the shifts of `towns`, some are over in some time zones."""


class Stage:
    """Shows pages of whatever documents it `holds`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        app.extensions["assets"] = Assets(BUILD, ASSETS)
        with app.app_context(), writing():
            db.session.add(Resident(id=UUID(ME)))
            db.session.flush()
            token = Session.start(db.session.get_one(Resident, UUID(ME)))
            kiosk = Kiosk(name="Tablet", place="Foyer")
            db.session.add(kiosk)
            tablets = kiosk.enrol()
        self._clients = {name: app.test_client() for name in ("nobody", "me", "tablet")}
        self._clients["tablet"].set_cookie(KIOSK_COOKIE, tablets, domain="localhost")
        self._clients["me"].set_cookie(COOKIE, token, domain="localhost")

    def holds(self, scopes: Scopes) -> None:
        """Put exactly these documents in place."""
        put(self.app, scopes)
        # The clock does not tick for them.
        self.app.extensions["rendered"] = Shelf()

    def page(self, url: str, me: Body | None, language: str = "") -> str | None:
        """What Flask answers, None for 404; `me` says who asks."""
        return self._asked("me" if me else "nobody", url, language)

    def tablet(self, url: str, language: str = "") -> str | None:
        """The same for a tablet in public."""
        return self._asked("tablet", url, language)

    def _asked(self, who: str, url: str, language: str) -> str | None:
        client = self._clients[who]
        client.set_cookie("language", language, domain="localhost")
        answer = client.get(url)
        assert answer.status_code in (200, 404), (url, answer.text)
        return answer.text if answer.status_code == 200 else None

    def render(self, template: str, path: str, context: Body) -> str:
        """A template with `context` laid over what every page has."""
        with self.app.test_request_context(path):
            said = words(context["language"])
            own = {"_": said.gettext, "ngettext": said.ngettext}
            return render_template(template, **(base_context() | own | context))


def put(app: Flask, scopes: Scopes) -> None:
    """Replace all documents of the app's database."""
    rows = [
        {
            "scope": scope,
            "key": key,
            "kind": kind_and_id(key)[0],
            "version": 1,
            "body": body,
            "deleted": False,
        }
        for scope, bodies in scopes.items()
        for key, body in bodies.items()
    ]
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(delete(Document))
        if rows:
            connection.execute(insert(Document), rows)


@contextmanager
def asking(app: Flask, query: str) -> Iterator[dict[str, str]]:
    """A request's query, as the pages' view takes it."""
    with app.test_request_context(f"/projects?{query}"), snapshot():
        yield asked()
