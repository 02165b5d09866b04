"""The town's own face: its stylesheet and its coat of arms, at addresses with their hash."""

from flask import Blueprint, Response, abort, request

from ..db import db
from ..models import Town
from ..town import arms, style

face = Blueprint("face", __name__)

FOREVER = "public, max-age=31536000, immutable"
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture from outside runs nothing and asks for nothing, also where it is opened by itself."""


@face.get("/town-<digest>.css")
def stylesheet(digest: str) -> Response:
    """The colours that the town has set."""
    town = db.session.get(Town, 1)
    if town is None or style.address(town.colour) != request.path:
        abort(404)
    return _kept(Response(style.stylesheet(town.colour), mimetype="text/css"))


@face.get("/arms-<digest>.<extension>")
def coat_of_arms(digest: str, extension: str) -> Response:
    """The coat of arms that the town has hung up."""
    town = db.session.get(Town, 1)
    if town is None or arms.address(town.arms, town.arms_type) != request.path:
        abort(404)
    response = _kept(Response(town.arms, mimetype=town.arms_type))
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = FOREVER
    return response
