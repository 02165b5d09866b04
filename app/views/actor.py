"""Whose request this is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Response, after_this_request, current_app, g, request
from sqlalchemy.exc import DBAPIError

from ..db import now
from ..models import Known, Resident, Session
from ..reading import Moment, clock_at_arrival, look
from ..writing import writing
from .device import described
from .kiosk_token import carries_token, current_kiosk, session_at_kiosk

COOKIE = "kokommune"
SECURE_COOKIE = "__Host-kokommune"
"""Browsers take it from this host under HTTPS alone, never from a neighbouring domain."""
DAYS = 400
LOOKED = "kokommune.looked"
"""What was looked up for this request before it came here: the clock, and its cookie's session."""


@dataclass(frozen=True)
class Actor:
    """The resident of the request's session, if any; `session` as the sync protocol says it.

    `account`: it was begun with a passkey or a recovery, at last `verified` then. An expired
    session belongs to nobody. One of a kiosk counts on that kiosk's tablet alone, and any other
    on none. `unseen`: that it is in use is to be written down.
    """

    id: UUID | None
    session: str
    account: bool = False
    verified: datetime | None = None
    unseen: bool = False


NOBODY = Actor(None, "none")


def current_actor() -> Actor:
    """Look the session up, once a request."""
    if "actor" not in g:
        token = session_token()
        looked = request.environ.get(LOOKED) or (look(token) if token else (None, None))
        g.moment, known = looked
        g.actor = actor_of(known, current_kiosk().id)
    return g.actor


def current_moment() -> Moment:
    """The clock as it was when this request began."""
    current_actor()
    g.moment = g.get("moment") or clock_at_arrival()
    return g.moment


def session_token() -> str:
    """What the browser says it was given; empty where it was given nothing.

    On what carries a kiosk's token, be it good or not, no cookie counts: see `SESSION_HEADER`.
    """
    if carries_token():
        return session_at_kiosk()
    return request.cookies.get(_cookie_name(), "")


def start_session(
    resident: Resident,
    *,
    account: bool = False,
    verified: datetime | None = None,
    guest_id: UUID | None = None,
    device: str = "",
) -> str:
    """Begin a session inside `writing()`; returns the token for `set_cookie`.

    It takes the place of the one that this browser had. A browser says itself what `device` it is;
    a kiosk does not.
    """
    Session.end(session_token())
    g.actor = Actor(resident.id, "active", account, verified)
    return Session.start(
        resident,
        account=account,
        verified=verified,
        device=device or (described(request.user_agent.string) if account else ""),
        guest_id=guest_id,
        kiosk_id=current_kiosk().id,
    )


def end_session() -> None:
    """End the request's session, if there is one; the cookie is `clear_cookie`'s."""
    if Session.of(session_token()):
        with writing():
            Session.end(session_token())
    g.actor = NOBODY


def note_use() -> None:
    """Before a request: write down once a day that the session is in use, and renew its cookie.

    One at a kiosk has no cookie, and no second day.
    """
    if carries_token() or not current_actor().unseen:
        return
    try:
        with writing():
            for session in Session.locked(Session.token_hash == Session.hash_of(session_token())):
                session.seen = now()
    except DBAPIError:
        # Somebody is writing for long, an import maybe: pages can be read nonetheless.
        current_app.logger.warning("a session's use was not written down", exc_info=True)
    else:
        token = session_token()
        after_this_request(lambda response: _with_cookie(response, token))


def set_cookie(response: Response, token: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        _cookie_name(),
        token,
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )


def clear_cookie(response: Response) -> None:
    """Take the session from the browser, and its copies of pages, which name who read them."""
    response.delete_cookie(_cookie_name(), httponly=True, samesite="Lax", secure=request.is_secure)
    response.headers["Clear-Site-Data"] = '"cache"'


def actor_of(session: Known | None, kiosk_id: UUID | None) -> Actor:
    """Whose session this is, on that kiosk or on none."""
    if session is None or session.kiosk_id != kiosk_id:
        return NOBODY
    time = now()
    state = session.state(time)
    if state != "active":
        return Actor(None, state)
    unseen = session.is_to_be_seen(time)
    return Actor(session.resident_id, state, session.account, session.verified, unseen)


def cookie_name(*, secure: bool) -> str:
    """What the session's cookie is called."""
    return SECURE_COOKIE if secure else COOKIE


def _cookie_name() -> str:
    return cookie_name(secure=request.is_secure)


def _with_cookie(response: Response, token: str) -> Response:
    # An answer that ends or begins a session says so itself.
    if not any(_cookie_name() in value for value in response.headers.getlist("Set-Cookie")):
        set_cookie(response, token)
    return response
