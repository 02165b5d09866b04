"""What a recovery code opens, and what happens to an account when it does.

A code is looked up when the browser asks for a challenge, and used up only when the new passkey
has been verified: a prompt that is cancelled costs nothing.
"""

from uuid import UUID

from sqlalchemy import select

from ..db import db, now
from ..models import DeskRecovery, Event, RecoveryCode, Resident, Session
from ..refusal import Refusal
from ..writing import writing
from . import codes, guesses
from .keys import keyed_hashes

Way = RecoveryCode | DeskRecovery
MODELS: dict[str, type[Way]] = {"paper": RecoveryCode, "desk": DeskRecovery}
EVENTS = {"paper": "recovered_by_code", "desk": "recovered_at_desk"}


def way_of(text: str, browser: bytes, actor: UUID | None) -> tuple[str, Way]:
    """Which kind of code somebody typed, and what it opens; a wrong one is counted.

    `actor` is who has an account's session on this browser. Raises Refusal: `not_a_code`,
    `too_many_guesses`, `wrong_code`, `expired_code`, `waits_for_confirmation`, `other_account`.
    """
    code = codes.read(text)
    if not code:
        raise Refusal("not_a_code", "code")
    kind = guesses.kind_of(code)
    if guesses.are_too_many(kind, browser):
        raise Refusal("too_many_guesses")
    way = _find(MODELS[kind], code)
    refusal = _refusal(way, actor)
    if refusal == "wrong_code":
        with writing():
            guesses.note(kind, browser)
        raise Refusal(refusal, "code")
    if way is None or refusal:
        raise Refusal(refusal)
    return kind, way


def take(kind: str, id: UUID, actor: UUID | None) -> Resident:
    """Use a code up, inside `writing()`: once, however many try at a time.

    All sessions of the account end; the caller begins a new one. Raises Refusal as `way_of`.
    """
    way = db.session.get(MODELS[kind], id)
    # In the order in which a new recovery takes the two locks.
    account = _locked(Resident, way.resident_id) if way else None
    way = _locked(MODELS[kind], id)
    refusal = _refusal(way, actor)
    if way is None or account is None or refusal:
        raise Refusal(refusal)
    way.use()
    account.recovered = now()
    Session.end_everywhere(account.id)
    Event.log(account.id, EVENTS[kind], _started_by(way))
    return account


def _find(model: type[Way], code: str) -> Way | None:
    return db.session.scalar(select(model).where(model.hash.in_(keyed_hashes(code))))


def _refusal(way: Way | None, actor: UUID | None) -> str:
    if way is None or way.refusal == "wrong_code":
        return "wrong_code"
    account = db.session.get_one(Resident, way.resident_id)
    if account.closed or account.merged_into_id:
        return "wrong_code"
    if actor not in (None, way.resident_id):
        return "other_account"
    return way.refusal


def _started_by(way: Way) -> str:
    by = db.session.get(Resident, way.started_by_id) if isinstance(way, DeskRecovery) else None
    return by.name if by else ""


def _locked(model: type, id: UUID) -> object:
    return db.session.get(model, id, with_for_update=True, populate_existing=True)
