"""What people do with their account: sent at once, from the session of a phone, or not at all."""

from cast import Person
from drive import Drive

from app.db import db
from app.models import Credential, Session
from app.views.actor import COOKIE
from app.writing import writing


def takes_along(drive: Drive, phone: str) -> None:
    """Whoever has signed in here makes what the guest before them wrote their own."""
    session = _session(drive, phone)
    if session and session.guest_id:
        account, guest = str(session.resident_id), str(session.guest_id)
        drive.readers.takes(account, guest)
        drive.counted["taken along"] += _sends(drive, phone, "take_along", guest=guest)


def leaves_behind(drive: Drive, phone: str) -> None:
    """Or leaves it to that guest."""
    session = _session(drive, phone)
    if session and session.guest_id:
        _sends(drive, phone, "leave_behind", guest=str(session.guest_id))


def signs_out_elsewhere(drive: Drive, phone: str) -> None:
    """The latest of the account's other sessions ends, on another phone maybe."""
    session = _session(drive, phone)
    if session is None:
        return
    devices = [one for one in Session.all_of(session.resident_id) if one.account and not one.ended]
    others = [one for one in devices if one.id != session.id]
    for one in sorted(others, key=lambda one: (one.created, one.id))[-1:]:
        _sends(drive, phone, "sign_out_device", device=str(one.id))


def renames_passkey(drive: Drive, phone: str) -> None:
    """The account's passkey has another name; the ceremony that made it is none of this."""
    session = _session(drive, phone)
    if session is None:
        return
    account = session.resident_id
    if not Credential.of(account):
        with writing():
            key = {"credential_id": account.bytes, "public_key": b"key"}
            db.session.add(Credential(resident_id=account, **key))
    passkey = Credential.of(account)[0]
    name = f"{passkey.name} neu"[-40:]
    _sends(drive, phone, "rename_passkey", passkey=str(passkey.id), name=name)


def _session(drive: Drive, phone: str) -> Session | None:
    """Where an account is signed in on this phone."""
    db.session.rollback()
    db.session.expire_all()
    session = Session.of(drive.between.browsers[phone].token)
    is_there = session is not None and session.account and not session.ended
    return session if is_there else None


def _sends(drive: Drive, phone: str, command: str, **args: str) -> bool:
    """Whether it was carried out."""
    token = drive.between.browsers[phone].token
    session = Session.of(token)
    assert session is not None
    client = drive.cast.app.test_client()
    client.set_cookie(COOKIE, token, domain="localhost")
    person = Person(session.resident_id, client)
    # The server has a transaction of its own.
    db.session.rollback()
    status = person.does(command, **args)["status"]
    drive.counted[f"{status} {command}"] += 1
    return bool(status == "applied")
