"""The browser, known by a cookie of its own: challenges and guesses are bound to it.

It says nothing about who uses the browser, and outlives sessions.
"""

import hashlib
import secrets

from flask import Response, g, request

BYTES = 32
DAYS = 400


def current_browser() -> bytes:
    """SHA-256 of the browser's cookie; one that has none is given one by `set_browser`."""
    if "browser" not in g:
        g.browser = request.cookies.get(_name(), "")
        if len(g.browser) != len(secrets.token_urlsafe(BYTES)):
            g.browser = g.new_browser = secrets.token_urlsafe(BYTES)
    return hashlib.sha256(g.browser.encode("utf-8", "replace")).digest()


def is_known() -> bool:
    """Whether the browser has its cookie already."""
    current_browser()
    return "new_browser" not in g


def set_browser(response: Response) -> None:
    """Give a browser its cookie that was met for the first time."""
    if "new_browser" in g:
        response.set_cookie(
            _name(),
            g.new_browser,
            max_age=DAYS * 24 * 3600,
            httponly=True,
            samesite="Strict",
            secure=request.is_secure,
            path="/",
        )


def clear_browser(response: Response) -> None:
    """Take the browser's cookie away: nothing of this site is to be left on it."""
    response.delete_cookie(
        _name(), httponly=True, samesite="Strict", secure=request.is_secure, path="/"
    )


def _name() -> str:
    return "__Host-kokommune-browser" if request.is_secure else "kokommune-browser"
