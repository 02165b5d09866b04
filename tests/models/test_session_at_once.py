"""A session that is proved, used or left on its own browser while something else ends it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from cast import Cast
from sqlalchemy import select
from writers import POINTS, Writer, stops

import app.writing as module
from app.commands import execute
from app.db import db
from app.models import Resident, Session
from app.models.closing import close_account
from app.sync.envelope import command_of
from app.writing import writing

__all__ = ["stops"]
pytestmark = [pytest.mark.usefixtures("stops"), pytest.mark.parametrize("point", POINTS)]


@pytest.fixture
def token(cast: Cast) -> str:
    """Bernd is signed in on one more browser."""
    with writing():
        return Session.start(db.session.get_one(Resident, cast.bernd.id), account=True)


def proves(token: str) -> None:
    """As the ceremony does it."""
    query = select(Session).where(Session.token_hash == Session.hash_of(token)).with_for_update()
    db.session.scalars(query).one().prove()
    db.session.flush()


def leaves(token: str) -> None:
    Session.end(token)
    db.session.flush()


def race(cast: Cast, point: str, one: Callable[[], None], two: Callable[[], None]) -> None:
    ahead = Writer(cast.app, one, point).runs_to_its_stop()
    behind = Writer(cast.app, two).runs_until_done_or_blocked()
    ahead.finishes()
    behind.finishes()
    db.session.rollback()
    db.session.expire_all()


def test_it_is_signed_out_from_elsewhere(cast: Cast, token: str, point: str) -> None:
    device: UUID = db.session.scalars(
        select(Session.id).where(Session.token_hash == Session.hash_of(token))
    ).one()
    command = command_of(cast.bernd.command("sign_out_device", device=str(device)))
    told: list[str] = []

    def signs_out() -> None:
        outcome = execute(command, cast.bernd.id, db.session().info[module._KEY])
        told.append(outcome.status)

    race(cast, point, lambda: proves(token), signs_out)
    assert told == ["applied"]
    assert db.session.scalars(select(Session.ended).where(Session.id == device)).one()


def test_it_goes_with_the_account(cast: Cast, token: str, point: str) -> None:
    def closes() -> None:
        resident = Resident.writer(cast.bernd.id)
        assert resident is not None
        close_account(resident)

    race(cast, point, lambda: proves(token), closes)
    assert Session.all_of(cast.bernd.id) == []


def test_a_recovery_ends_it(cast: Cast, token: str, point: str) -> None:
    race(cast, point, lambda: proves(token), lambda: Session.end_everywhere(cast.bernd.id))
    assert all(session.ended for session in Session.all_of(cast.bernd.id))


def test_who_leaves_stands_in_no_recoverys_way(cast: Cast, token: str, point: str) -> None:
    race(cast, point, lambda: leaves(token), lambda: Session.end_everywhere(cast.bernd.id))
    assert all(session.ended for session in Session.all_of(cast.bernd.id))
