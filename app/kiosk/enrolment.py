"""How a tablet becomes a kiosk, and how it stops being one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ..auth import codes, guesses
from ..auth.keys import keyed_hashes
from ..db import db
from ..models import Heartbeat, Kiosk, Neighbourhood, Session
from ..models.kiosk import LONGEST_NAME, LONGEST_PLACE
from ..refusal import Refusal
from ..sync.envelope import clean
from ..writing import writing

KIND = "kiosk"


@dataclass(frozen=True)
class What:
    """What staff say of a kiosk. `shows`: ids of neighbourhoods, none for the whole town."""

    name: str
    place: str
    shows: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """As columns. Raises Refusal at the field that cannot be."""
        for field, text, longest in (
            ("name", self.name, LONGEST_NAME),
            ("place", self.place, LONGEST_PLACE),
        ):
            if not text:
                raise Refusal("required", field)
            if len(text) > longest:
                raise Refusal("too_long", field)
            if "\n" in text or "\r" in text or not clean(text):
                raise Refusal("one_line", field)
        return {"name": self.name, "place": self.place, "shows": sorted(map(_known, self.shows))}


def create(what: What) -> tuple[UUID, str]:
    """A new kiosk, inside `writing()`, and the code for its tablet. Raises Refusal as `What`."""
    kiosk = Kiosk(**what.fields())
    db.session.add(kiosk)
    db.session.flush()
    return kiosk.id, renew(kiosk.id)


def change(id: UUID, what: What) -> None:
    """Call it otherwise, inside `writing()`. Raises Refusal as `What`, or "not_found"."""
    kiosk = _locked(id)
    for name, value in what.fields().items():
        setattr(kiosk, name, value)


def renew(id: UUID) -> str:
    """A code for the kiosk's next tablet, inside `writing()`, kept nowhere as it is returned.

    The tablet that there is goes on until it is used. Raises Refusal("not_found").
    """
    code = codes.make(codes.DESK)
    _locked(id).await_tablet(_hashes(code)[0])
    return codes.shown(code)


def revoke(id: UUID) -> None:
    """Put a kiosk out, inside `writing()`; its tablet is a stranger then.

    Raises Refusal("not_found").
    """
    _locked(id).revoke()
    Session.end_at(id)


def enrol(text: str, browser: bytes, session: str = "") -> str:
    """Take a tablet in by the code that was typed on it; returns its token.

    Who was signed in on this browser, by the token `session`, is so no more. Raises Refusal:
    "wrong_code" whatever is wrong with the code, "too_many_guesses".
    """
    code = codes.read(text)
    if guesses.are_too_many(KIND, browser):
        raise Refusal("too_many_guesses")
    with writing():
        kiosk = Kiosk.opened_by(_hashes(code)) if len(code) == codes.DESK else None
        if kiosk is not None:
            Session.end_at(kiosk.id)
            Session.end(session)
            Heartbeat.note(kiosk.id, version="", waiting=0, oldest=None, synced=None, remains=0)
            return kiosk.enrol()
        if code:
            guesses.note(KIND, browser)
    raise Refusal("wrong_code")


def _locked(id: UUID) -> Kiosk:
    kiosk = db.session.get(Kiosk, id, with_for_update=True, populate_existing=True)
    if kiosk is None:
        raise Refusal("not_found")
    return kiosk


def _known(id: str) -> str:
    """The neighbourhood's id. Raises Refusal("not_a_choice")."""
    try:
        place = db.session.get(Neighbourhood, UUID(id))
    except ValueError:
        place = None
    if place is None:
        raise Refusal("not_a_choice", "shows")
    return str(place.id)


def _hashes(code: str) -> list[bytes]:
    return keyed_hashes(f"kiosk:{code}")
