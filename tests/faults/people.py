"""Who is signed in on which phone, and what becomes of guests and accounts."""

from typing import Any
from uuid import UUID

from cast import Person
from drive import FULL, KILLED, Drive
from online import takes_along
from readers import NOBODY

from app.db import db
from app.models import Resident, Session
from app.models.closing import close_account
from app.views.actor import COOKIE
from app.writing import writing


def signs_in(drive: Drive, phone: str, person: Person, **trouble: Any) -> None:
    """The ceremony's end: a session in the cookie, and then the page writes whose this is."""
    if not drive.is_open(person.id):
        return
    with writing():
        resident = db.session.get_one(Resident, person.id)
        before = _guest_on(drive, phone)
        guest = before.id if before else None
        Session.end(drive.between.browsers[phone].token)
        token = Session.start(resident, account=True, guest_id=guest)
    _begins(drive, phone, person.id, token, **trouble)
    drive.counted["signed in on a phone"] += 1


def signs_out(drive: Drive, phone: str, **trouble: Any) -> None:
    said = drive.node.ask("signs_out", phone, **trouble)
    drive.readers.comes(phone, NOBODY, surely=said not in (KILLED, FULL))
    drive.counted["signed out on a phone"] += 1


def gives_as_guest(drive: Drive, phone: str) -> None:
    """Where nobody is signed in, somebody writes, and is a guest."""
    if _signed_in(drive, phone) is None:
        drive.writes(phone, "follow", {"on": str(drive.cast.project)})
        drive.syncs(phone)


def opens_account(drive: Drive, phone: str) -> None:
    """The guest who is signed in on this phone becomes an account."""
    gives_as_guest(drive, phone)
    if _guest_on(drive, phone) is None:
        return
    with writing():
        guest = _guest_on(drive, phone)
        assert guest is not None
        id = guest.id
        guest.open_account(f"Nachbarin {id}", Resident.new_handle())
        db.session.flush()
        Session.end_all(id)
        token = Session.start(guest, account=True)
    _begins(drive, phone, id, token)
    drive.counted["account opened"] += 1


def comes_along(drive: Drive, phone: str) -> None:
    """The guest on this phone signs in to Dilan's account, which takes them along."""
    gives_as_guest(drive, phone)
    if _guest_on(drive, phone):
        signs_in(drive, phone, drive.person(2))
    takes_along(drive, phone)


def closes_account(drive: Drive, phone: str) -> None:
    """The account that is signed in here is deleted for good."""
    with writing():
        resident = _signed_in(drive, phone)
        if resident is not None and not resident.guest:
            close_account(resident)
            drive.counted["account closed"] += 1
    drive.loses_sessions()


def account_on(drive: Drive, phone: str) -> str:
    """Whose session the phone's cookie is, or was, if that is an account's; else NOBODY."""
    session = Session.of(drive.between.browsers[phone].token)
    account = session is not None and not session.resident.guest
    return str(session.resident_id) if session and account else NOBODY


def _signed_in(drive: Drive, phone: str) -> Resident | None:
    session = Session.of(drive.between.browsers[phone].token)
    return session.resident if session and not session.ended else None


def _guest_on(drive: Drive, phone: str) -> Resident | None:
    found = _signed_in(drive, phone)
    return found if found and found.guest and not found.merged_into_id else None


def _begins(drive: Drive, phone: str, id: UUID, token: str, **trouble: Any) -> None:
    drive.between.browsers[phone].cookies[COOKIE] = token
    said = drive.node.ask("signs_in", phone, actor=str(id), **trouble)
    drive.readers.comes(phone, str(id), surely=said not in (KILLED, FULL))
