"""Whose request this is."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, current_app, g, request

from ..models import Resident, Session

COOKIE = "kokommune"
DAYS = 400


@dataclass(frozen=True)
class Actor:
    """The resident of the request's session, if any; `session` as the sync protocol says it."""

    id: UUID | None
    session: str


def current_actor() -> Actor:
    """Look the session's cookie up, once a request."""
    if "actor" not in g:
        token = request.cookies.get(COOKIE, "")
        session = Session.of(token) if token else None
        g.actor = Actor(session.resident_id, "active") if session else Actor(None, "none")
    return g.actor


def start_session(resident: Resident) -> str:
    """Begin a session inside `writing()`; returns the token for `set_cookie`."""
    g.actor = Actor(resident.id, "active")
    return Session.start(resident)


def set_cookie(response: Response, token: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
        path=current_app.config["APPLICATION_ROOT"],
    )
