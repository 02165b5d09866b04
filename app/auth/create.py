"""Making an account: a name and a passkey, nothing else.

A guest becomes the account: the same row, so that all they gave stays theirs.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ..db import LOCK, db, now
from ..models import Event, Resident, Session, Town
from ..refusal import Refusal
from ..views.actor import start_session
from ..writing import writing
from . import challenges, names, policy
from .ceremonies import Answer, Ceremony, Greeting, Json, creation_options, new_passkey
from .problems import Invalid, NotAccepted, SignedIn
from .visitor import Visitor

PURPOSE = "create"


def _options(visitor: Visitor, asked: Json) -> Json:
    if visitor.account:
        raise SignedIn
    name = _free_name(asked.get("name"))
    handle = Resident.new_handle()
    details = {"name": name, "handle": handle.hex()}
    challenge = challenges.issue(visitor.browser, PURPOSE, visitor.actor, details)
    return creation_options(visitor.rp, challenge, handle, name, here=True)


def _answer(visitor: Visitor, answer: Answer) -> Greeting:
    if visitor.account:
        raise SignedIn
    opened = answer.opened
    # Who began as a guest and is that guest no more would leave behind what they gave.
    if opened.resident_id not in (None, visitor.actor):
        raise NotAccepted
    registered = policy.registration(answer.credential, opened.challenge, visitor.rp)
    name = _free_name(opened.details["name"])
    try:
        return _open(visitor, name, bytes.fromhex(opened.details["handle"]), registered, answer)
    except IntegrityError as error:
        # Somebody took the name, or this passkey came twice, between look-up and insert.
        _free_name(name)
        raise NotAccepted from error


def _open(
    visitor: Visitor, name: str, handle: bytes, registered: policy.Registered, answer: Answer
) -> Greeting:
    with writing():
        resident = _who(visitor.actor)
        _name(resident, name, handle)
        # Cookies of the guest that others may hold must not open the account.
        Session.end_all(resident.id)
        db.session.add(new_passkey(resident.id, registered, answer.passkey_name))
        Event.log(resident.id, "account_created")
        token = start_session(resident, account=True, verified=now())
        db.session.flush()
        return Greeting(resident.id, resident.name, token)


def _who(guest: UUID | None) -> Resident:
    """The guest, locked, or somebody new. Raises NotAccepted where the guest is one no more."""
    if guest is None:
        resident = Resident()
        db.session.add(resident)
        return resident
    resident = db.session.get_one(Resident, guest, with_for_update=True, populate_existing=True)
    if not resident.guest or resident.merged_into_id:
        raise NotAccepted
    return resident


def _name(resident: Resident, name: str, handle: bytes) -> None:
    """One account after the other: two names that look alike may have no key in common."""
    db.session.get(Town, 1, **LOCK)
    resident.open_account(_free_name(name), handle)
    db.session.flush()


def _free_name(text: object) -> str:
    """The name as it is kept. Raises Invalid where it is none, or looks like one that is taken."""
    try:
        name = names.clean(text if isinstance(text, str) else "")
    except Refusal as refusal:
        raise Invalid(**refusal.fields) from refusal
    if db.session.scalar(select(Resident.id).where(Resident.named_like(name))):
        raise Invalid(name="name_taken")
    return name


CEREMONY = Ceremony(_options, _answer)
