"""What happens between a transaction's last command and its answer."""

from collections.abc import Iterator
from uuid import UUID

import between
import pytest
from drive import Drive
from interruptions import AFTER_COMMIT, BEFORE_CLOCK, BEFORE_COMMIT, MOMENTS, disk_error
from quiet import quiet
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from app.db import db
from app.models import Receipt


@pytest.fixture
def statements(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is said to the database, and that a commit fails."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    def fails() -> OperationalError:
        found.append("COMMIT")
        return disk_error()

    monkeypatch.setattr(between, "disk_error", fails)
    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def says(drive: Drive) -> str:
    return drive.writes("anna", "comment", {"on": str(drive.cast.project), "body": "Hallo"})


def is_there(id: str) -> bool:
    db.session.rollback()
    return db.session.get(Receipt, UUID(id)) is not None


def status(drive: Drive) -> str:
    return str(drive.outbox("anna")[-1]["status"])


def test_a_commit_fails_after_the_clock(drive: Drive, statements: list[str]) -> None:
    """Documents were built by then, all of it again, and none of it is there."""
    says(drive)
    drive.syncs("anna")
    id = says(drive)
    statements.clear()
    drive.syncs("anna", "commit fails")
    assert drive.counted["commit fails"] == 1
    assert status(drive) == "waiting"
    assert not is_there(id)
    ticks = [at for at, said in enumerate(statements) if said.startswith("UPDATE clock")]
    built = [at for at, said in enumerate(statements) if "document" in said and at > ticks[0]]
    assert len(ticks) == 2
    assert ticks[0] < built[0] < statements.index("COMMIT") < ticks[1]
    quiet(drive)
    assert is_there(id)


def test_a_commit_that_fails_once_is_carried_out_again(drive: Drive) -> None:
    says(drive)
    drive.syncs("anna")
    id = says(drive)
    drive.syncs("anna", "commit fails once")
    assert drive.counted["commit fails once"] == 1
    assert status(drive) == "settled"
    assert is_there(id)
    quiet(drive)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_server_is_killed(drive: Drive, moment: str) -> None:
    """What it has remembered is gone, what it has committed is there, and it is said again."""
    says(drive)
    drive.syncs("anna")
    id = says(drive)
    before = list(drive.between.apps)
    assert drive.syncs("anna", f"server killed {moment}") == "unanswered"
    assert drive.counted[f"server killed {moment}"] == 1
    assert len({*before} - {*drive.between.apps}) == 1
    assert status(drive) == "waiting"
    assert is_there(id) == (moment == AFTER_COMMIT)
    quiet(drive)
    assert status(drive) == "settled"
    drive.begins()
    assert list(drive.between.apps) == before


@pytest.mark.parametrize("moment", [BEFORE_COMMIT, AFTER_COMMIT])
def test_a_guest_begins_at_a_server_that_is_killed(drive: Drive, moment: str) -> None:
    """A session is begun before anything was pushed: whatever writes can be cut off."""
    says(drive)
    drive.syncs("anna", f"server killed {moment}")
    assert drive.counted[f"server killed {moment}"] == 1
    quiet(drive)
    assert status(drive) == "settled"


def test_it_is_killed_before_a_clock_that_is_taken(drive: Drive) -> None:
    """A guest's session touches no document: it waits for the push."""
    says(drive)
    drive.syncs("anna", f"server killed {BEFORE_CLOCK}")
    assert drive.counted[f"server killed {BEFORE_CLOCK}"] == 1
    quiet(drive)
