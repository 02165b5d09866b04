"""`/pair`: on one's own phone, whether somebody at a kiosk may be signed in as oneself."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, request

from ..auth import codes
from ..auth.browser import current_browser, set_browser
from ..auth.problems import NoAccount, VerifyFirst
from ..auth.relying_party import relying_party
from ..auth.visitor import Visitor
from ..kiosk import pairing
from ..models import Session
from ..refusal import Refusal
from ..templating import page_html
from ..writing import writing
from .actor import current_actor, note_use, session_token
from .origin import require_same_origin

pair = Blueprint("pair", __name__)
pair.before_request(note_use)


@pair.get("/pair")
def ask() -> Response:
    """A field for the code, for who has an account."""
    return _for_owner(lambda _visitor: _page("kiosk/pair.html", refused="", typed=""), fresh=False)


@pair.post("/pair/look")
def look() -> Response:
    """Who asks: the kiosk's name and place."""
    return _answering(
        lambda _visitor, where: _page("kiosk/pair_asked.html", code=_code(), where=where)
    )


@pair.post("/pair/allow")
def allow() -> Response:
    """Yes; the digits, in this answer and nowhere else."""

    def allowed(visitor: Visitor, where: pairing.Where) -> Response:
        with writing():
            digits = pairing.allow(_code(), visitor.need_account())
            visitor.still_signed_in()
        return _page("kiosk/pair_digits.html", digits=digits, where=where)

    return _answering(allowed)


@pair.post("/pair/refuse")
def refuse() -> Response:
    """No."""

    def refused(visitor: Visitor, where: pairing.Where) -> Response:
        with writing():
            pairing.refuse(_code(), visitor.need_account())
        return _page("kiosk/pair_refused.html", where=where)

    return _answering(refused)


def _answering(view: Callable[[Visitor, pairing.Where], Response]) -> Response:
    """The view for whose phone this is and who asks there; each wrong code is counted."""
    require_same_origin()
    return _for_owner(
        lambda visitor: view(
            visitor, pairing.asked(_code(), visitor.browser, visitor.need_account())
        )
    )


def _for_owner(view: Callable[[Visitor], Response], *, fresh: bool = True) -> Response:
    """The view for whose phone this is; else what is missing first."""
    session = Session.of(session_token()) if current_actor().id else None
    visitor = Visitor.of(current_browser(), relying_party(), session)
    try:
        visitor.need_account()
        if fresh:
            visitor.need_fresh()
        return view(visitor)
    except NoAccount:
        return _page("kiosk/pair_first.html", 401, needs="account", then="")
    except VerifyFirst:
        then = f"/pair#code={codes.shown(codes.read(_code()))}"
        return _page("kiosk/pair_first.html", 403, needs="proof", then=then)
    except Refusal as refusal:
        status = 429 if refusal.code == "too_many_guesses" else 422
        return _page(
            "kiosk/pair.html", status, refused=refusal.code, typed=_code()[: codes.LONGEST]
        )


def _code() -> str:
    return request.form.get("code", "")


def _page(template: str, status: int = 200, **context: Any) -> Response:
    response = make_response(page_html(template, context), status)
    set_browser(response)
    return response
