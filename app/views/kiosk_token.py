"""Which kiosk's tablet a request comes from, and who its script says is signed in there."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, g, request

from ..models import Kiosk

COOKIE = "kokommune-kiosk"
SESSION_HEADER = "Kokommune-Kiosk-Session"
"""A tablet has a visitor's session in its page's memory alone: a cookie would outlive the page."""
DAYS = 400


@dataclass(frozen=True)
class Tablet:
    """The kiosk that the request's token is good for, if any."""

    id: UUID | None
    name: str = ""
    place: str = ""
    shows: tuple[str, ...] = ()


NONE = Tablet(None)


def carries_token() -> bool:
    """Whether the browser says that it is a kiosk, be it true or not, or no longer."""
    if "carries_token" not in g:
        g.carries_token = _name() in request.cookies
    return bool(g.carries_token)


def current_kiosk() -> Tablet:
    """Look the token up, once a request."""
    if "kiosk" not in g:
        found = Kiosk.of(request.cookies.get(_name(), ""))
        g.kiosk = Tablet(found.id, found.name, found.place, tuple(found.shows)) if found else NONE
    return g.kiosk


def session_at_kiosk() -> str:
    """The token of the session that an enrolled tablet's script holds; nobody else has one."""
    return request.headers.get(SESSION_HEADER, "") if current_kiosk().id else ""


def set_token(response: Response, token: str) -> None:
    """Give a tablet the token by which it is a kiosk."""
    response.set_cookie(
        _name(),
        token,
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure,
        path="/",
    )


def renew_token(response: Response) -> None:
    """Browsers keep a cookie for 400 days at most from when it was last set."""
    set_token(response, request.cookies.get(_name(), ""))


def token_name(*, secure: bool) -> str:
    """What the cookie of a kiosk's token is called."""
    return f"__Host-{COOKIE}" if secure else COOKIE


def _name() -> str:
    return token_name(secure=request.is_secure)
