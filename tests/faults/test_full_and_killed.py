"""No room, no connection, no time: each write of a phone at which that can happen."""

from typing import Any

import pytest
from drive import FULL, Drive
from effects import check_effects
from machine import BETWEEN_RUNS
from quiet import quiet
from shown import check_pages

pytestmark = pytest.mark.only_on("sqlite")
FIRST = range(1, 9)
"""Transactions and writes of a guest's first run."""


def says(drive: Drive, **trouble: Any) -> str:
    words = {"on": str(drive.cast.project), "body": "Hallo"}
    return drive.writes("anna", "comment", words, **trouble)


def statuses(drive: Drive) -> list[str]:
    return [one["status"] for one in drive.outbox("anna")]


@pytest.mark.parametrize(
    ("store", "stays"), [("", True), ("", False), ("commands", True), ("settings", True)]
)
def test_no_room_from_each_write_on(drive: Drive, store: str, *, stays: bool) -> None:
    """A guest's first command; the server has it, and the phone can perhaps not say so."""
    for at in FIRST:
        drive.begins()
        says(drive)
        for _ in range(2):
            drive.syncs("anna", quota={"store": store, "at": at, "stays": stays})
            check_pages(drive, "anna")
        drive.node.ask("has_room", "anna")
        drive.syncs("anna")
        check_pages(drive, "anna")
        assert statuses(drive) == ["settled"]
        check_effects(drive)
    quiet(drive)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_what_finds_no_room_is_not_taken(drive: Drive, at: int) -> None:
    """Of a guest's first command each write: who they are, twice, and what they said."""
    assert says(drive, quota={"store": "", "at": at}) == ""
    assert statuses(drive) == []
    assert says(drive)
    quiet(drive)
    assert statuses(drive) == ["settled"]


def test_a_file_that_finds_no_room_is_not_taken_in(drive: Drive) -> None:
    """In part neither: the second of its commands is too much."""
    for _ in range(2):
        says(drive)
    file = {
        "text": drive.node.ask("packs", "anna"),
        "known": {"comment": {"noun": "comment", "version": 1}},
    }
    full = {"store": "commands", "at": 2, "stays": False}
    assert drive.node.ask("takes_in", "bert", **file, quota=full) == FULL
    assert drive.outbox("bert") == []
    assert drive.node.ask("takes_in", "bert", **file) == ""
    assert len(drive.outbox("bert")) == 2


@pytest.mark.parametrize("when", ["before", "inside"])
def test_the_connection_is_lost_at_each_transaction(drive: Drive, when: str) -> None:
    """It is opened again in the same run, and nothing is done twice."""
    for at in FIRST:
        drive.begins()
        says(drive)
        assert drive.syncs("anna", loss={"at": at, "when": when}) == "answered"
        assert statuses(drive) == ["settled"]
        check_effects(drive)


@pytest.mark.parametrize("when", ["before", "inside"])
def test_the_connection_is_lost_while_something_is_written(drive: Drive, when: str) -> None:
    for at in (1, 2):
        says(drive, loss={"at": at, "when": when})
    assert statuses(drive) == ["waiting"] * 2
    quiet(drive)


@pytest.mark.parametrize("when", ["inside", "after"])
@pytest.mark.parametrize("what", sorted(BETWEEN_RUNS))
def test_killed_between_runs(drive: Drive, what: str, when: str) -> None:
    """With something refused, something sent and something that waits."""
    drive.writes_poison("anna", "unknown")
    drive.writes("bert", "follow", {"on": str(drive.cast.project)})
    says(drive)
    drive.syncs("anna")
    says(drive)
    BETWEEN_RUNS[what](drive, "anna", 1, kill={"at": 1, "when": when})
    check_pages(drive, "anna")
    quiet(drive)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_form_that_is_sent_twice_is_one_command(drive: Drive, *, at_once: bool) -> None:
    for seed in range(6):
        drive.submits_twice("anna", seed, at_once=at_once)
        check_pages(drive, "anna")
    drive.syncs("anna", "answer lost")
    drive.submits_twice("anna", 6, at_once=at_once)
    quiet(drive)
    assert len(drive.outbox("anna")) == 7


def test_another_text_under_its_id_is_refused(drive: Drive) -> None:
    """As a tab may have it that was copied, or that was killed before it forgot the id."""
    id = says(drive)
    command = {"id": id, "name": "comment", "noun": "comment", "args": {"on": "", "body": "Neu"}}
    with pytest.raises(AssertionError, match="conflict"):
        drive.node.ask("adds", "anna", command=command)
    assert [one["args"]["body"] for one in drive.outbox("anna")] == ["Hallo"]
    quiet(drive)
