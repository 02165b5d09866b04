"""How long sessions last: by who is signed in, and to the edge of each limit."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from cast import Cast
from signed_in import changed, session_of, signed_in

from app.db import db
from app.models import Role, Session
from app.models.limits import KEPT, LIMITS, SEEN_EVERY
from app.writing import writing

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
DAY = timedelta(days=1)


def session(*, account: bool, created: datetime = NOW, seen: datetime = NOW) -> Session:
    return Session(account=account, created=created, seen=seen)


def states(session: Session, edge: datetime, kind: str) -> list[str]:
    with patch.object(Session, "_kind", lambda _session: kind):
        return [session.state(edge - MOMENT), session.state(edge), session.state(edge + DAY)]


@pytest.mark.parametrize("kind", LIMITS)
def test_idle(kind: str) -> None:
    edge = NOW + LIMITS[kind].idle
    over = "none" if kind == "guest" else "expired"
    assert states(session(account=kind != "guest"), edge, kind) == ["active", over, over]


@pytest.mark.parametrize("kind", ["account", "role"])
def test_absolute(kind: str) -> None:
    edge = NOW + LIMITS[kind].absolute
    used = session(account=True, seen=edge - MOMENT)
    assert states(used, edge, kind) == ["active", "expired", "expired"]


def test_a_guest_who_comes_back_stays() -> None:
    used = session(account=False, created=NOW - 3000 * DAY)
    assert states(used, NOW + MOMENT, "guest") == ["active"] * 3


def test_ended_from_elsewhere() -> None:
    ended = session(account=True)
    ended.ended = NOW + DAY
    assert states(ended, NOW + DAY, "account") == ["active", "expired", "expired"]


def test_seen_is_written_once_a_day() -> None:
    used = session(account=True)
    edge = NOW + SEEN_EVERY
    assert [used.is_to_be_seen(at) for at in (edge - MOMENT, edge)] == [False, True]


def test_a_role_makes_it_shorter(cast: Cast) -> None:
    carla = signed_in(cast, cast.carla)
    long = session_of(carla).over
    with writing():
        db.session.add(Role(resident_id=carla.id, role="administration"))
    assert long - session_of(carla).over == LIMITS["account"].idle - LIMITS["role"].idle


def test_what_is_over_leaves_the_list_and_later_the_table(cast: Cast) -> None:
    old, older = signed_in(cast, cast.bernd), signed_in(cast, cast.bernd)
    idle = LIMITS["account"].idle
    first = session_of(old)
    changed(old, seen=first.seen - idle)
    changed(older, seen=first.seen - idle - KEPT)
    bernd = signed_in(cast, cast.bernd)
    devices = [key for key in bernd.sees(f"me:{bernd.id}") if key.startswith("device:")]
    assert devices == [f"device:{session_of(bernd).id}"]
    assert session_of(old).ended == session_of(old).over
    db.session.expire_all()
    assert Session.of(older.client.get_cookie("kokommune").value) is None
