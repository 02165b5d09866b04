"""Signing in at a kiosk by one's own phone: RFC 8628, with a proof that both are in one place.

The tablet begins and shows a code; the phone, which its owner has just unlocked with a passkey,
says whether; with a yes it shows two digits that are typed at the tablet. Whoever sends somebody
else's code around gets no session without these digits.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from ..auth import codes, guesses
from ..auth.keys import keyed_hashes
from ..db import db
from ..models import Event, Kiosk, Pairing, Resident
from ..models.pairing import TRIES
from ..refusal import Refusal
from ..writing import writing

KIND = "pairing"
DIGITS = 2


@dataclass(frozen=True)
class Begun:
    """What the tablet is told: a secret to ask with, and a code to show."""

    secret: str
    code: str


@dataclass(frozen=True)
class Where:
    """The kiosk that asks, as the phone shows it."""

    name: str
    place: str


def begin(kiosk_id: UUID) -> Begun:
    """Somebody at this kiosk wants to be signed in; of one kiosk one at a time."""
    code = codes.make(codes.DESK)
    with writing():
        db.session.get(Kiosk, kiosk_id, with_for_update=True)
        _, secret = Pairing.start(kiosk_id, _hashes(code)[0])
    return Begun(secret, codes.shown(code))


def state(kiosk_id: UUID, secret: str) -> str:
    """How it stands: `waiting`, `allowed`, `refused` or `over`."""
    pairing = Pairing.of(kiosk_id, secret)
    return pairing.state if pairing else "over"


def asked(text: str, browser: bytes, resident_id: UUID) -> Where:
    """Who asks, by the code on this resident's phone; a wrong one is counted.

    Raises Refusal: "not_a_code", "too_many_guesses", "wrong_code".
    """
    hashes = _hashes(_read(text))
    if guesses.are_too_many(KIND, browser):
        raise Refusal("too_many_guesses")
    pairing = Pairing.opened_by(hashes, resident_id)
    kiosk = _kiosk(pairing) if pairing else None
    if kiosk is None:
        with writing():
            guesses.note(KIND, browser)
        raise Refusal("wrong_code", "code")
    return Where(kiosk.name, kiosk.place)


def allow(text: str, resident_id: UUID) -> str:
    """Say yes, inside `writing()`; returns the digits to type at the kiosk.

    Said once more, it gives other digits: those before may never have been seen.

    Raises Refusal: "not_a_code", "wrong_code".
    """
    pairing = _open(text, resident_id)
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    pairing.allow(resident_id, _digits_hashes(pairing, digits)[0])
    return digits


def refuse(text: str, resident_id: UUID) -> None:
    """Say no, inside `writing()`. Raises Refusal: "not_a_code", "wrong_code"."""
    _open(text, resident_id).refuse(resident_id)


@dataclass(frozen=True)
class Tried:
    """What came of the digits: who is signed in now, or how many tries are left."""

    resident: Resident | None
    device: str = ""
    left: int = 0


def redeem(kiosk_id: UUID, secret: str, digits: str) -> Tried:
    """Type the digits, inside `writing()`: once, however many do so at a time.

    The caller begins the session.
    """
    pairing = Pairing.of(kiosk_id, secret, lock=True)
    if pairing is None or pairing.state != "allowed" or pairing.resident_id is None:
        return Tried(None)
    right = pairing.digits_hash in _digits_hashes(pairing, digits)
    pairing.guess(right=right)
    if not right:
        return Tried(None, left=TRIES - pairing.wrong)
    resident = Resident.writer(pairing.resident_id)
    kiosk = _kiosk(pairing)
    if resident is None or resident.guest or kiosk is None or _is_void(pairing, resident):
        return Tried(None)
    device = f"{kiosk.name}, {kiosk.place}"
    Event.log(resident.id, "signed_in_at_kiosk", device)
    return Tried(resident, device)


def _is_void(pairing: Pairing, resident: Resident) -> bool:
    """Whether its owner got back in since: a yes from before may be that of who had the phone."""
    return resident.recovered is not None and resident.recovered >= pairing.created


def _open(text: str, resident_id: UUID) -> Pairing:
    pairing = Pairing.opened_by(_hashes(_read(text)), resident_id, lock=True)
    if pairing is None or _kiosk(pairing) is None:
        raise Refusal("wrong_code", "code")
    return pairing


def _kiosk(pairing: Pairing) -> Kiosk | None:
    """The kiosk that asks, as long as it is one."""
    kiosk = db.session.get(Kiosk, pairing.kiosk_id)
    return kiosk if kiosk and kiosk.token_hash else None


def _read(text: str) -> str:
    code = codes.read(text)
    if len(code) != codes.DESK:
        raise Refusal("not_a_code", "code")
    return code


def _hashes(code: str) -> list[bytes]:
    return keyed_hashes(f"pairing:{code}")


def _digits_hashes(pairing: Pairing, digits: str) -> list[bytes]:
    return keyed_hashes(f"digits:{pairing.id}:{digits}")
