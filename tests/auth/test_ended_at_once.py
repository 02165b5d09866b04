"""An account is closed, or its sessions are ended, while one of them makes a new way in."""

import threading
from collections.abc import Callable

import pytest
from by_phone import answers, begins
from cast import Cast
from holder import Holder
from sqlalchemy import select
from tablet import enrolled
from writers import Writer, stops

from app.db import db
from app.models import Credential, Pairing, RecoveryCode, Resident, Session
from app.models.closing import close_account

__all__ = ["stops"]
pytestmark = pytest.mark.usefixtures("stops")
Asks = Callable[[], int]


@pytest.fixture
def ela(newcomer: Callable[[], Holder]) -> Holder:
    holder = newcomer()
    assert holder.creates().status_code == 200
    return holder


def closes() -> None:
    close_account(_account())


def recovers() -> None:
    """As a code does it."""
    Session.end_everywhere(_account().id)


def _account() -> Resident:
    query = select(Resident).where(Resident.name == "Ela Stern").with_for_update()
    return db.session.scalars(query).one()


def adds(_cast: Cast, holder: Holder) -> Asks:
    credential = holder.authenticator.create(holder.options("add"))
    return lambda: int(holder.answers("add", credential).status_code)


def prints(_cast: Cast, holder: Holder) -> Asks:
    return lambda: int(holder.post("/account/codes", {}).status_code)


def allows(cast: Cast, holder: Holder) -> Asks:
    code = begins(enrolled(cast))["code"]
    return lambda: int(answers(holder.client, "allow", code).status_code)


@pytest.mark.parametrize("way", [adds, prints, allows])
@pytest.mark.parametrize("ends", [closes, recovers])
def test_it_opens_nothing(
    cast: Cast, ela: Holder, ends: Callable[[], None], way: Callable[[Cast, Holder], Asks]
) -> None:
    asks, told = way(cast, ela), []
    one = Writer(cast.app, ends, "worked").runs_to_its_stop()
    asking = threading.Thread(target=lambda: told.append(asks()))
    asking.start()
    asking.join(1)
    one.finishes()
    asking.join()
    db.session.rollback()
    passkeys = db.session.scalars(select(Credential.id)).all()
    assert (told, len(passkeys)) == ([401], 0 if ends is closes else 1)
    assert not db.session.scalars(select(RecoveryCode.id)).all()
    assert not db.session.scalars(select(Pairing.id).where(Pairing.answer != "")).all()
