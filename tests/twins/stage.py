"""Flask over documents that are put in place as they are, not made from rows."""

from uuid import UUID

from flask import Flask, render_template
from sqlalchemy import delete, insert
from towns import ME, Body, Scopes

from app.assets import Assets
from app.db import db
from app.documents.kind import kind_and_id
from app.documents.table import Document
from app.models import Resident, Session
from app.templating import base_context
from app.views.actor import COOKIE
from app.writing import writing

ASSETS = {
    "style.css": "/static/dist/style-1.css",
    "page.js": "/static/dist/page-1.js",
    "icon.svg": "/static/dist/icon-1.svg",
}
BUILD = "b0"


class Stage:
    """Shows pages of whatever documents it `holds`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        app.extensions["assets"] = Assets(BUILD, ASSETS)
        with app.app_context(), writing():
            db.session.add(Resident(id=UUID(ME)))
            db.session.flush()
            token = Session.start(db.session.get_one(Resident, UUID(ME)))
        self._clients = {name: app.test_client() for name in ("nobody", "me")}
        self._clients["me"].set_cookie(COOKIE, token, domain="localhost")

    def holds(self, scopes: Scopes) -> None:
        """Put exactly these documents in place."""
        put(self.app, scopes)

    def page(self, url: str, me: Body | None) -> str | None:
        """What Flask answers, None for 404; `me` says who asks."""
        answer = self._clients["me" if me else "nobody"].get(url)
        assert answer.status_code in (200, 404), (url, answer.text)
        return answer.text if answer.status_code == 200 else None

    def render(self, template: str, path: str, context: Body) -> str:
        """A template with `context` laid over what every page has."""
        with self.app.test_request_context(path):
            return render_template(template, **(base_context() | context))


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
