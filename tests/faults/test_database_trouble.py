"""The trouble with the database is real: it is the database that says so."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from between import WRITES
from drive import Drive
from quiet import quiet
from real_errors import INSTEAD, SAYS
from sqlalchemy import Engine, event

from app.db import db
from app.models import Receipt


@pytest.fixture
def errors(drive: Drive) -> Iterator[list[str]]:
    """What the database has refused."""
    found: list[str] = []

    def note(context: Any) -> None:
        error = context.original_exception
        found.append(f"{type(error).__name__}: {error}")

    event.listen(Engine, "handle_error", note)
    yield found
    event.remove(Engine, "handle_error", note)


def says(drive: Drive, text: str = "Hallo") -> str:
    return drive.writes("anna", "comment", {"on": str(drive.cast.project), "body": text})


def check(drive: Drive, fault: str, comes: str) -> None:
    """A push of five meets it, after a pull did not; `comes`: what the phone hears then."""
    says(drive, "Vorher")
    drive.syncs("anna")
    drive.syncs("anna", fault)
    assert drive.counted[fault] == 0
    commands = [says(drive) for _ in range(5)]
    drive.syncs("anna")
    statuses = {one["id"]: one["status"] for one in drive.outbox("anna")}
    assert {statuses[id] for id in commands} == {comes}
    quiet(drive)
    ids = [UUID(id) for id in commands]
    assert db.session.query(Receipt).filter(Receipt.id.in_(ids)).count() == len(ids)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fault", ["locked", "locked for a moment", *INSTEAD])
def test_sqlite_says_so(drive: Drive, errors: list[str], fault: str) -> None:
    """Counted is what has happened: some of these cannot there."""
    kind = INSTEAD.get(fault, fault)
    check(drive, fault, "settled" if kind == "locked for a moment" else "waiting")
    assert drive.counted[kind] == 1
    assert drive.counted[fault] == (kind == fault)
    said = SAYS["sqlite"].get(kind)
    assert not said or any(said in error for error in errors), errors


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("fault", SAYS["postgresql"])
def test_postgresql_says_so(drive: Drive, errors: list[str], fault: str) -> None:
    """But where the lock stays taken, the push goes through when it is carried out once more."""
    check(drive, fault, "waiting" if fault == "locked" else "settled")
    assert drive.counted[fault] == 1
    assert any(SAYS["postgresql"][fault] in error for error in errors), errors


@pytest.mark.parametrize("fault", ["no connections", "no connections to write"])
def test_no_connection_is_left(drive: Drive, fault: str, caplog: pytest.LogCaptureFixture) -> None:
    """The server has no answer then; the phone asks once more."""
    command = says(drive)
    assert drive.syncs("anna", fault) == "unanswered"
    assert "QueuePool limit" in caplog.text
    assert drive.counted["no connections"] + drive.counted["no connections to write"] == 1
    quiet(drive)
    assert drive.outbox("anna")[0]["id"] == command
    assert drive.outbox("anna")[0]["status"] == "settled"


def test_a_fault_that_nothing_meets_is_not_counted(drive: Drive) -> None:
    """Nobody writes, and then there is a quiet, after which it is over."""
    drive.syncs("anna", "locked", "commit fails", "server killed before commit")
    quiet(drive)
    says(drive)
    drive.syncs("anna")
    assert drive.outbox("anna")[0]["status"] == "settled"
    assert not any(drive.counted[fault] for fault in WRITES)


def test_a_fault_waits_for_whoever_writes(drive: Drive) -> None:
    """It is the server's: of two phones it meets the one that has something to say."""
    drive.syncs("bert", "commit fails once")
    says(drive)
    drive.syncs("anna")
    assert drive.counted["commit fails once"] == 1
    quiet(drive)


def test_one_request_twice_at_once(drive: Drive) -> None:
    """As a proxy makes it that sends again while the server is still busy with the first."""
    commands = [says(drive) for _ in range(5)]
    drive.syncs("anna", "twice at once", "twice at once", "twice at once")
    quiet(drive)
    assert {one["status"] for one in drive.outbox("anna")} == {"settled"}
    assert len(commands) == len(drive.outbox("anna"))


def test_three_phones_at_once(drive: Drive) -> None:
    """More helpers than places, all at the same time, again and again."""
    for stays in (True, False, True):
        for phone in ("anna", "bert", "tablet"):
            name = "sign_up" if stays else "withdraw_sign_up"
            drive.writes(phone, name, {"shift": drive.shift})
        drive.sync_at_once(("anna", "bert", "tablet"))
    quiet(drive)
