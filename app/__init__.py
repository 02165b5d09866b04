"""Kokommune: the offline-first web app of a co-creative municipality."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Request
from flask.sessions import SessionInterface
from flask_compress import Compress
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from . import cli, config, headers, templating, views
from .assets import Assets
from .db import db as database
from .sync import jointly
from .views import rendered
from .views.unchanged import Unchanged


class Sessionless(SessionInterface):
    """Who is signed in stands in the table of sessions; Flask's own cookie is never used."""

    def open_session(self, app: Flask, request: Request) -> None:
        return None


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Make the application; `overrides` replace settings of `config.settings()`."""
    app = Flask(
        __name__,
        template_folder=str(config.ROOT / "templates"),
        static_folder=None,
    )
    app.session_interface = Sessionless()
    app.config.update(config.settings() | dict(overrides or {}))
    app.secret_key, *older = config.keys(app.config["INSTANCE"])
    app.config["SECRET_KEY_FALLBACKS"] = older
    app.extensions["assets"] = Assets.load(app.config["DIST"])
    database.init_app(app)
    Migrate(app, database, directory=str(config.ROOT / "app" / "migrations"))
    rendered.register(app)
    Compress(app)
    for part in (templating, headers, views, cli, jointly):
        part.register(app)
    _wrap(app)
    return app


def _wrap(app: Flask) -> None:
    dist = app.config["DIST"]
    if dist.is_dir():
        app.wsgi_app = headers.Files(  # type: ignore[method-assign]
            app.wsgi_app,
            root=str(dist),
            prefix="static/dist/",
            immutable_file_test=r"-[0-9A-Za-z]{8,}\.",
        )
    app.wsgi_app = Unchanged(app, app.wsgi_app)  # type: ignore[method-assign]
    if app.config["PROXIES"]:
        count = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
