"""Phones that have everything: their pull is answered before Flask is asked, and as Flask would.

Every open page asks once a minute, and mostly there is nothing new. Flask's own part of such a
request takes several times as long as its answer. Whatever is not the plain request of a phone
that has all of what it wants goes on to Flask.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.sansio.http import parse_cookie

from ..headers import FILE_HEADERS, HSTS
from ..reading import clock_at_arrival, look
from ..sync.envelope import Broken, Pull, decode, pull_of
from ..sync.pull import unchanged
from .actor import LOOKED, NOBODY, actor_of, cookie_name
from .kiosk_token import token_name
from .sync import HEADER, MARKS

PLAIN = {
    "PATH_INFO": "/sync/pull",
    "REQUEST_METHOD": "POST",
    "CONTENT_TYPE": "application/json",
    "HTTP_SEC_FETCH_SITE": "same-origin",
    f"HTTP_{HEADER.upper().replace('-', '_')}": "1",
}
"""What such a request says of itself."""
MOST_BYTES = 16 * 1024
HEADERS = FILE_HEADERS | MARKS | {"Content-Type": "application/json", "Vary": "Accept-Encoding"}

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Unchanged:
    """A WSGI application in front of Flask's."""

    def __init__(self, app: Flask, flask: Wsgi) -> None:
        self._app = app
        self._flask = flask

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = self._answer(environ) if _is_plain(environ) else None
        if answer is None:
            return self._flask(environ, start_response)
        secure = environ["wsgi.url_scheme"] == "https"
        headers = HEADERS | (HSTS if secure else {}) | {"Content-Length": str(len(answer))}
        start_response("200 OK", list(headers.items()))
        return [answer]

    def _answer(self, environ: Environ) -> bytes | None:
        request = _asked(environ)
        if request is None:
            return None
        with self._app.app_context():
            try:
                answer = _unchanged(request, environ)
            except SQLAlchemyError:
                # Flask says so in words.
                return None
            return None if answer is None else self._app.json.response(answer).get_data()


def _is_plain(environ: Environ) -> bool:
    return all(environ.get(name) == value for name, value in PLAIN.items())


def _asked(environ: Environ) -> Pull | None:
    """The pull of a phone that may have everything; its body can be read once more."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    try:
        request = pull_of(decode(body))
    except Broken:
        return None
    return request if request.brief and not request.differing else None


def _unchanged(request: Pull, environ: Environ) -> dict[str, Any] | None:
    secure = environ["wsgi.url_scheme"] == "https"
    said = environ.get("HTTP_COOKIE", "")
    cookies = parse_cookie(said) if said else {}
    if token_name(secure=secure) in cookies:
        return None
    token = cookies.get(cookie_name(secure=secure), "")
    if not token:
        return unchanged(request, NOBODY.id, NOBODY.session, clock_at_arrival())
    moment, known = environ[LOOKED] = look(token)
    actor = actor_of(known, None)
    # Once a day its use is written down, and its cookie renewed.
    return None if actor.unseen else unchanged(request, actor.id, actor.session, moment)
