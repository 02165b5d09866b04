"""What browsers and operators ask for: worker, manifest, health."""

from flask import Blueprint, Response, current_app, jsonify, send_from_directory, url_for
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from ..db import db
from ..documents.reading import town
from ..models import Clock
from .errors import problem

machine = Blueprint("machine", __name__)


@machine.get("/sw.js")
def service_worker() -> Response:
    """The service worker; always asked for anew, so that an update is seen."""
    response = send_from_directory(current_app.config["DIST"], "sw.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@machine.get("/healthz")
def health() -> Response:
    """Whether the database answers, what build runs, which epoch it is."""
    try:
        clock = db.session.scalars(select(Clock)).one()
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return problem(503, "database")
    response = jsonify(
        {
            "database": db.session.get_bind().dialect.name,
            "version": clock.version,
            "epoch": clock.epoch,
            "build": current_app.extensions["assets"].build,
        }
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@machine.get("/manifest.webmanifest")
def manifest() -> Response:
    """The web app manifest, in the town's name."""
    urls = current_app.extensions["assets"].urls
    icons = [
        {"src": urls[name], "sizes": size, "type": "image/png", "purpose": purpose}
        for name, size, purpose in (
            ("icon-192.png", "192x192", "any"),
            ("icon-512.png", "512x512", "any"),
            ("icon-maskable-512.png", "512x512", "maskable"),
        )
        if name in urls
    ]
    body = {
        "id": "/",
        "name": f"{town()['name']} – Kokommune",
        "short_name": "Kokommune",
        "lang": "de",
        "start_url": url_for("pages./"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#14513c",
        "icons": icons,
    }
    response = jsonify(body)
    response.content_type = "application/manifest+json"
    return response
