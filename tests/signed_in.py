"""Browsers that are signed in to accounts, and guests with a secret."""

import base64
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from cast import SYNC, Cast, Person
from flask.testing import FlaskClient

from app.db import db, now
from app.models import Resident, Session
from app.views.actor import COOKIE
from app.writing import writing


def signed_in(cast: Cast, person: Person, **options: Any) -> Person:
    """The same person on one more browser, signed in to their account."""
    with writing():
        resident = db.session.get_one(Resident, person.id)
        token = Session.start(resident, account=True, **options)
    client = cast.app.test_client()
    client.set_cookie(COOKIE, token, domain="localhost")
    return Person(person.id, client)


def session_of(person: Person) -> Session:
    """The session of this person's browser, as it stands now."""
    db.session.rollback()
    db.session.expire_all()
    session = Session.of(person.client.get_cookie(COOKIE).value)
    assert session is not None
    return session


def changed(person: Person, **values: Any) -> None:
    """Give this person's session other values, as time would."""
    with writing():
        session = Session.of(person.client.get_cookie(COOKIE).value)
        for name, value in values.items():
            setattr(session, name, value)


def proves(person: Person, minutes: int = 0) -> Person:
    """Somebody has shown a passkey so long ago, wherever they are signed in."""
    with writing():
        for session in Session.all_of(person.id):
            session.verified = now() - timedelta(minutes=minutes)
    return person


def new_secret() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")


def asks_to_be_guest(client: FlaskClient, secret: str) -> Any:
    return client.post("/session/guest", json={"protocol": 1, "secret": secret}, headers=SYNC)


def guest(cast: Cast, secret: str = "") -> Person:
    """A guest of a device of their own."""
    client = cast.guest()
    answer = asks_to_be_guest(client, secret or new_secret())
    return Person(UUID(answer.json["actor"]), client)


def offered(cast: Cast) -> str:
    """A shift of Ayşe's."""
    when = {"starts": "2026-06-01T10:00", "ends": "2026-06-01T12:00"}
    what = {"title": "Bänke tragen", "place": "Am Hang", "capacity": "2"}
    shift = cast.ayse.does("offer_shift", project=str(cast.project), **what, **when)
    return str(shift["id"])
