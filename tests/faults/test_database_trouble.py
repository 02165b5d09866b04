"""The trouble with the database is real: it is the database that says so."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from drive import Drive
from quiet import quiet
from sqlalchemy import event

from app.db import db
from app.models import Receipt

SQLITE = {
    "locked": "database is locked",
    "locked for a moment": "database is locked",
    "breaks off": "database or disk is full",
}
POSTGRESQL = {
    "locked": "LockNotAvailable",
    "locked for a moment": "LockNotAvailable",
    "deadlock": "DeadlockDetected",
    "serialization": "SerializationFailure",
    "breaks off": "AdminShutdown",
}
LONG = "Ein langer Satz, der Platz braucht. " * 130


@pytest.fixture
def errors(drive: Drive) -> Iterator[list[str]]:
    """What the database has refused."""
    found: list[str] = []

    def note(context: Any) -> None:
        error = context.original_exception
        found.append(f"{type(error).__name__}: {error}")

    event.listen(db.engine, "handle_error", note)
    yield found
    event.remove(db.engine, "handle_error", note)


def says(drive: Drive, text: str = "Hallo") -> str:
    return drive.writes("anna", "comment", {"on": str(drive.cast.project), "body": text})


def check(drive: Drive, errors: list[str], fault: str, said: str, comes: str) -> None:
    """A push of five meets it; `comes`: what the phone hears then."""
    says(drive, "Vorher")
    drive.syncs("anna")
    commands = [says(drive, LONG) for _ in range(5)]
    drive.syncs("anna", fault)
    assert any(said in error for error in errors), errors
    statuses = {one["id"]: one["status"] for one in drive.outbox("anna")}
    assert {statuses[id] for id in commands} == {comes}
    quiet(drive)
    ids = [UUID(id) for id in commands]
    assert db.session.query(Receipt).filter(Receipt.id.in_(ids)).count() == len(ids)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fault", SQLITE)
def test_sqlite_says_so(drive: Drive, errors: list[str], fault: str) -> None:
    comes = "settled" if fault == "locked for a moment" else "waiting"
    check(drive, errors, fault, SQLITE[fault], comes)


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("fault", POSTGRESQL)
def test_postgresql_says_so(drive: Drive, errors: list[str], fault: str) -> None:
    """But where the lock stays taken, the push goes through when it is carried out once more."""
    comes = "waiting" if fault == "locked" else "settled"
    check(drive, errors, fault, POSTGRESQL[fault], comes)


def test_no_connection_is_left(drive: Drive, errors: list[str]) -> None:
    """The server has no answer then; the phone asks once more."""
    command = says(drive)
    assert drive.syncs("anna", "no connections") == "unanswered"
    quiet(drive)
    assert drive.outbox("anna")[0]["id"] == command
    assert drive.outbox("anna")[0]["status"] == "settled"


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
