"""What the harness has found, each by name; and what each fault is."""

from uuid import UUID

import pytest
from authority import REASON, backs_up, hides, restores
from between import ARRIVES, FAULTS, WRITES
from drive import POISON, Drive
from effects import check_effects
from people import signs_in
from quiet import quiet
from shown import check_pages

from app.db import db
from app.models import Comment, Receipt

HIDES = "hides"
"""What moderation hides meanwhile is refused, and says so."""


def says(drive: Drive, phone: str, text: str = "Hallo") -> str:
    return drive.writes(phone, "comment", {"on": str(drive.cast.project), "body": text})


@pytest.mark.only_on("sqlite")
def test_a_clock_that_was_ahead_for_a_day_leaves_nothing_stale(drive: Drive) -> None:
    """The hourly asking for all details waited until the clock was there again."""
    signs_in(drive, "bert", drive.person(1))
    drive.syncs("bert")
    comment = says(drive, "bert")
    drive.syncs("bert")
    drive.clock_says("anna", 24)
    drive.syncs("anna")
    drive.clock_says("anna", 0)
    changed = {"comment": comment, "body": "Hallo Nachbarn", "revision": "0"}
    drive.writes("bert", "edit_comment", changed)
    drive.syncs("bert")
    quiet(drive)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "hides"])
def test_each_fault_at_each_request(drive: Drive, fault: str) -> None:
    meets(drive, fault)


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("fault", ["twice at once", *WRITES])
def test_each_fault_of_the_database(drive: Drive, fault: str) -> None:
    """Deadlocks and serialization failures are PostgreSQL's alone."""
    meets(drive, fault)


def meets(drive: Drive, fault: str) -> None:
    """A guest's first commands, whatever happens to one of the first four requests of a run."""
    commands = []
    for number in range(4):
        commands.append(says(drive, "anna"))
        drive.syncs("anna", *[""] * number, fault)
        check_pages(drive, "anna")
    quiet(drive)
    statuses = {one["id"]: one["status"] for one in drive.outbox("anna")}
    assert {statuses[command] for command in commands} == {"settled"}
    assert drive.counted[drive.between.kind(fault)] > 0


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fault", ARRIVES)
def test_an_answer_that_is_not_heard_whole_in_time_is_none(drive: Drive, fault: str) -> None:
    """Though the server has carried it out: the phone sends it again, and says nothing before."""
    drive.syncs("anna")
    says(drive, "anna")
    drive.syncs("anna")
    command = says(drive, "anna")
    is_heard = fault == "slow"
    assert drive.syncs("anna", fault) == ("answered" if is_heard else "unanswered")
    assert db.session.get(Receipt, UUID(command)) is not None
    assert drive.outbox("anna")[1]["status"] == ("settled" if is_heard else "waiting")
    check_pages(drive, "anna")
    drive.syncs("anna")
    assert drive.outbox("anna")[1]["status"] == "settled"
    check_effects(drive)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("when", ["inside", "after"])
def test_killed_at_each_transaction(drive: Drive, when: str) -> None:
    """A guest's first command, with the worker killed at each transaction of its first run."""
    at = 0
    killed = "killed"
    while killed == "killed":
        at += 1
        drive.begins()
        says(drive, "anna")
        killed = drive.syncs("anna", kill={"at": at, "when": when})
        drive.syncs("anna")
        assert [one["status"] for one in drive.outbox("anna")] == ["settled"]
        check_effects(drive)
    assert at > 5


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("kind", sorted(POISON))
def test_poison_first_stops_nobody(drive: Drive, kind: str) -> None:
    poison = drive.writes_poison("anna", kind)
    command = says(drive, "anna")
    quiet(drive)
    statuses = {one["id"]: one["status"] for one in drive.outbox("anna")}
    assert statuses[command] == "settled"
    assert statuses[poison] in ("rejected", "quarantined")


@pytest.mark.only_on("sqlite")
def test_a_restored_backup_gets_what_was_only_acknowledged(drive: Drive) -> None:
    drive.syncs("anna")
    backs_up(drive)
    command = says(drive, "anna")
    drive.syncs("anna", "answer lost")
    restores(drive)
    quiet(drive)
    assert {one["id"]: one["status"] for one in drive.outbox("anna")}[command] == "settled"


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fault", ["", *sorted({*FAULTS} - {HIDES, *ARRIVES})])
def test_a_restored_backup_gets_what_had_arrived(drive: Drive, fault: str) -> None:
    """A guest's and an account's, each in its order, whatever happens to the first request."""
    drive.syncs("anna")
    backs_up(drive)
    sent = []
    for _ in range(2):
        comment = says(drive, "anna")
        drive.syncs("anna")
        changed = {"comment": comment, "body": "Anders gesagt", "revision": "0"}
        sent += [comment, drive.writes("anna", "edit_comment", changed)]
        drive.syncs("anna")
        signs_in(drive, "anna", drive.person(1))
    restores(drive)
    new = {"comment": sent[2], "body": "Noch anders", "revision": "1"}
    sent.append(drive.writes("anna", "edit_comment", new))
    drive.syncs("anna", fault)
    quiet(drive)
    statuses = {one["id"]: one["status"] for one in drive.outbox("anna")}
    # The account's session is younger than the backup; a guest has one whenever it is needed.
    assert {statuses[id] for id in sent[:2]} == {"settled"}
    assert {statuses[id] for id in sent[2:]} == {"needs_login"}
    signs_in(drive, "anna", drive.person(1))
    quiet(drive)
    statuses = {one["id"]: one["status"] for one in drive.outbox("anna")}
    assert {statuses[id] for id in sent} == {"settled"}


@pytest.mark.only_on("sqlite")
def test_a_backup_restored_twice(drive: Drive) -> None:
    drive.syncs("anna")
    backs_up(drive)
    command = says(drive, "anna")
    for _ in range(2):
        drive.syncs("anna")
        restores(drive)
        drive.syncs("anna", "answer lost")
    restores(drive)
    quiet(drive)
    assert {one["id"]: one["status"] for one in drive.outbox("anna")}[command] == "settled"


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("is_there", [True, False])
def test_a_deleted_comment_whose_edit_was_refused_is_counted_no_more(
    drive: Drive, *, is_there: bool
) -> None:
    """Where the comment is there; and where it was refused itself, and was never counted."""
    if not is_there:
        hides(drive, "project", str(drive.cast.project), REASON)
    comment = says(drive, "anna")
    drive.syncs("anna")
    hides(drive, "project", str(drive.cast.project), "")
    changed = {"comment": comment, "body": "Hallo Nachbarn", "revision": "7"}
    drive.writes("anna", "edit_comment", changed)
    drive.syncs("anna")
    drive.writes("anna", "delete_comment", {"comment": comment})
    check_pages(drive, "anna")


@pytest.mark.only_on("sqlite")
def test_what_was_built_on_a_refused_text_is_about_the_one_in_its_place(drive: Drive) -> None:
    """An edit of it goes along, and the harness knew it by the old one alone (seed 9300)."""
    drive.syncs("anna")
    refused = drive.writes_poison("anna", "too long")
    edit = {"comment": refused, "body": "Und kürzer", "revision": "0"}
    changed = drive.writes("anna", "edit_comment", edit)
    drive.syncs("anna")
    drive.writes_anew("anna", 0)
    quiet(drive)
    [anew] = [one["id"] for one in drive.outbox("anna") if one["name"] == "comment"]
    assert anew != refused
    assert drive.written[changed].args["comment"] == anew
    row = db.session.get_one(Comment, UUID(anew))
    assert (row.text, row.revision) == ("Und kürzer", 1)
