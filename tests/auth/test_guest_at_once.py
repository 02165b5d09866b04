"""Two who ask for a guest's session at once, and one who asks while the guest makes an account."""

import secrets
from uuid import UUID

import pytest
from cast import Cast
from sqlalchemy import select
from writers import POINTS, Writer, stops

from app.auth.create import _who
from app.db import db
from app.models import Resident, Session
from app.writing import writing

__all__ = ["stops"]
pytestmark = pytest.mark.usefixtures("stops")


@pytest.fixture
def secret() -> bytes:
    return secrets.token_bytes(16)


@pytest.fixture
def guest(cast: Cast, secret: bytes) -> UUID:
    with writing():
        Resident.guest_of(secret)
    return Resident.guest_id(secret)


def opens_account(guest: UUID) -> None:
    resident = _who(guest)
    resident.open_account("Ela Stern", b"h" * 64)
    db.session.flush()
    Session.end_all(resident.id)


def begins_session(secret: bytes) -> None:
    resident = Resident.guest_of(secret)
    if resident:
        Session.start(resident)
        db.session.flush()


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("first", ["account", "session"])
def test_the_secret_opens_no_account(
    cast: Cast, secret: bytes, guest: UUID, first: str, point: str
) -> None:
    works = [lambda: opens_account(guest), lambda: begins_session(secret)]
    one, two = works if first == "account" else reversed(works)
    ahead = Writer(cast.app, one, point).runs_to_its_stop()
    behind = Writer(cast.app, two).runs_until_done_or_blocked()
    ahead.finishes()
    behind.finishes()
    db.session.rollback()
    assert not db.session.scalars(select(Session.id).where(Session.resident_id == guest)).all()


@pytest.mark.parametrize("point", POINTS)
def test_two_who_bring_a_new_secret_are_one_guest(cast: Cast, secret: bytes, point: str) -> None:
    one = Writer(cast.app, lambda: begins_session(secret), point).runs_to_its_stop()
    two = Writer(cast.app, lambda: begins_session(secret)).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    db.session.rollback()
    begun = select(Session.id).where(Session.resident_id == Resident.guest_id(secret))
    assert len(db.session.scalars(begun).all()) == 2
