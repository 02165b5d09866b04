"""Errors in words: a page for people, a JSON problem (RFC 9457) for programs."""

from collections.abc import Mapping

from flask import Flask, Response, current_app, jsonify, request
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from ..templating import page_html


def problem(
    status: int, code: str, detail: str = "", fields: Mapping[str, str] | None = None
) -> Response:
    """A JSON problem; `fields` says which fields it is about, {field: code}."""
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail}
    response = jsonify(body | ({"fields": dict(fields)} if fields else {}))
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def wants_json() -> bool:
    """Whether a program asks."""
    return request.path.startswith(
        ("/sync/", "/session/", "/passkeys/", "/account/", "/kiosk/")
    ) or (
        request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def register(app: Flask) -> None:
    """Answer every error in words."""

    @app.errorhandler(HTTPException)
    def _known(error: HTTPException) -> Response | tuple[str, int]:
        status = error.code or 500
        if error.response is not None and status < 400:
            return error.get_response()
        if wants_json():
            return problem(status, str(error.description or error.name)[:200])
        return page_html("error/show.html", {"status": status}), status

    @app.errorhandler(exc.OperationalError)
    @app.errorhandler(exc.TimeoutError)
    def _no_database(error: exc.SQLAlchemyError) -> Response | tuple[str, int]:
        # It is away, starting, full, or has no connection left: none of that is the request's.
        current_app.logger.exception("the database did not answer at %s", request.path)
        if wants_json():
            return problem(503, "database")
        return page_html("error/show.html", {"status": 503}), 503

    @app.errorhandler(Exception)
    def _unknown(error: Exception) -> Response | tuple[str, int]:
        current_app.logger.exception("unexpected error at %s", request.path)
        if wants_json():
            return problem(500, "our_fault")
        return page_html("error/show.html", {"status": 500}), 500
