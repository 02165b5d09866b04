"""What browsers, operators and programs ask for: worker, health, description."""

from flask import Blueprint, Response, current_app, jsonify, request, send_from_directory
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from ..db import db
from ..models import Clock, Difference, Heartbeat
from ..openapi import description
from .errors import problem

machine = Blueprint("machine", __name__)

PACKED = {"br": ".br", "gzip": ".gz"}
"""What the build has compressed, more than an answer's time allows for."""


@machine.get("/sw.js")
def service_worker() -> Response:
    """The service worker; always asked for anew, so that an update is seen."""
    dist = current_app.config["DIST"]
    packed = [name for name in PACKED if request.accept_encodings[name]]
    encoding = next((name for name in packed if (dist / f"sw.js{PACKED[name]}").exists()), "")
    file = f"sw.js{PACKED.get(encoding, '')}"
    response = send_from_directory(dist, file, mimetype="text/javascript")
    if encoding:
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "no-cache"
    return response


@machine.get("/healthz")
def health() -> Response:
    """Whether the database answers, what build runs, which epoch; differences, silent kiosks."""
    try:
        clock = db.session.scalars(select(Clock)).one()
        differences = Difference.total()
        silent = Heartbeat.silent()
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return problem(503, "database")
    response = jsonify(
        {
            "database": db.session.get_bind().dialect.name,
            "version": clock.version,
            "epoch": clock.epoch,
            "build": current_app.extensions["assets"].build,
            "differences": differences,
            "kiosks_silent": silent,
        }
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@machine.get("/openapi.json")
def openapi() -> Response:
    """The JSON endpoints, for programs."""
    return jsonify(description(current_app.extensions["assets"].build))
