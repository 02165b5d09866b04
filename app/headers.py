"""Headers of every answer, the worker's included."""

import re
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, request
from whitenoise import WhiteNoise

from . import begin
from .permissions import KIOSK_PERMISSIONS, PERMISSIONS
from .views.kiosk_token import SESSION_HEADER, carries_token

PICTURES = "img-src 'self' data:"
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' {begin.ALLOWED}",
        "style-src 'self'",
        PICTURES,
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types kokommune",
    )
)
HARDENED = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_HEADERS = {
    # By this the worker tells our pages from those of portals and gateways in between.
    "Kokommune-Page": "1",
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": PERMISSIONS,
    **HARDENED,
}
POLICY_OF_DATA = "default-src 'none'; frame-ancestors 'none'"
"""What is opened by itself and is no page (a picture, a script, JSON) loads and runs nothing."""
FILE_HEADERS = {"Content-Security-Policy": POLICY_OF_DATA, **HARDENED}
HSTS = {"Strict-Transport-Security": "max-age=63072000"}
WORKER = "/sw.js"
"""Browsers ask after each visit whether it has changed, and have kept its headers with it."""
PERSONAL = (
    "/account/", "/admin", "/kiosk", "/pair", "/passkeys/", "/session/", "/sync/", "/ticket",
)  # fmt: skip
"""Where every answer is for one browser alone."""

ORIGIN = re.compile(r"(https?://[A-Za-z0-9.:{}-]+)/")


def policy_with(tiles: str) -> str:
    """The policy of a page that may also show map tiles from `tiles`, an address with {z}."""
    found = ORIGIN.match(tiles)
    origin = found[1].replace("{s}", "*", 1) if found else ""
    if not origin or "{" in origin or "}" in origin:
        return POLICY
    return POLICY.replace(PICTURES, f"{PICTURES} {origin}")


class Files(WhiteNoise):
    """The built front end, which is answered before Flask is asked."""

    def serve(
        self, static_file: Any, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        secure = environ["wsgi.url_scheme"] == "https"
        more = FILE_HEADERS | (HSTS if secure else {})

        def start(status: str, headers: list[tuple[str, str]]) -> Any:
            return start_response(status, [*headers, *more.items()])

        return super().serve(static_file, environ, start)


def register(app: Flask) -> None:
    """Add the headers where an answer does not set its own."""

    @app.after_request
    def _add(response: Response) -> Response:
        path, kind = request.path, response.mimetype
        if _is_kiosk(path):
            response.headers.setdefault("Permissions-Policy", KIOSK_PERMISSIONS)
        own = FILE_HEADERS if _is_fetched_often(path, kind) else PAGE_HEADERS
        if path == WORKER and response.status_code == HTTPStatus.NOT_MODIFIED:
            return response
        _complete(response, own | HSTS if request.is_secure else own)
        if _is_personal(path, kind):
            response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Cache-Control", "no-cache")
        if kind == "text/html":
            response.vary.update(("Cookie", "Accept-Language"))
        return response


def _complete(response: Response, headers: Mapping[str, str]) -> None:
    there = {name.lower() for name, _ in response.headers}
    for name, value in headers.items():
        if name.lower() not in there:
            response.headers.add(name, value)


def _is_kiosk(path: str) -> bool:
    """Whether a kiosk's tablet asks, or what may become one."""
    return path == "/kiosk" or path.startswith("/kiosk/") or carries_token()


def _is_fetched_often(path: str, kind: str | None) -> bool:
    """News for phones: it is no page, and each byte of its headers counts."""
    return kind == "application/json" and path.startswith("/sync/")


def _is_personal(path: str, kind: str | None) -> bool:
    """Whether it was made for who is signed in, or for who was."""
    if path.startswith(PERSONAL):
        return True
    known = "actor" in g and g.actor.session != "none"
    # One of a kiosk that is over says "none": nobody is told that somebody was there.
    return kind == "text/html" and (known or SESSION_HEADER in request.headers)
