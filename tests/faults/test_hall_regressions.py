"""What was found at the tablet, each by name; and what each fault is there."""

from uuid import UUID

import pytest
from between import FAULTS, WRITES
from hall import ELSEWHERE, HERE, LONG, Given, Hall
from hall_machine import NOT_THERE, gives
from hall_quiet import leaves_nothing, quiet_hall
from hall_shown import check_visit

from app.db import db
from app.models import Receipt

NO_NETWORK = ("request lost",) * 3


def status(one: Given | None) -> str:
    """What the server has decided."""
    assert one is not None
    db.session.rollback()
    receipt = db.session.get(Receipt, UUID(one.id), populate_existing=True)
    return receipt.status if receipt else ""


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in NOT_THERE])
def test_each_fault_at_each_request_of_a_tablet(hall: Hall, fault: str) -> None:
    meets(hall, fault)


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("fault", ["twice at once", *WRITES])
def test_each_fault_of_the_database_at_a_tablet(hall: Hall, fault: str) -> None:
    """Deadlocks and serialization failures are PostgreSQL's alone."""
    meets(hall, fault)


def meets(hall: Hall, fault: str) -> None:
    """One visit that gives all that there is, whatever happens to one of its first requests."""
    for number, kind in enumerate(("proposes", "on own", "comment", "supports")):
        gives(hall, kind, *[""] * number, fault)
        check_visit(hall)
        hall.ask("loads")
    quiet_hall(hall)
    assert len(hall.given) == 4
    assert hall.drive.counted[hall.drive.between.kind(fault)] > 0


@pytest.mark.only_on("sqlite")
def test_what_is_to_be_sent_again_has_not_arrived(hall: Hall) -> None:
    """A busy server decides later: until then it stands there as waiting."""
    hall.comments(hall.drive.cast.project, "commit fails")
    hall.neighbour_says()
    hall.syncs()
    check_visit(hall)
    assert [one["status"] for one in hall.ask("shows")["commands"]] == ["waiting"]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("when", ["before", "inside", "after"])
def test_a_tablet_that_falls_at_each_step(hall: Hall, when: str) -> None:
    """While somebody gives something: what they were told is true."""
    at = 0
    outcome = None
    while outcome is None or not outcome.accepted or at < 6:
        at += 1
        hall.begins()
        hall.proposes(hall.drive.cast.project, *NO_NETWORK)
        outcome = hall.comments(hall.own_proposal(), kill={"at": at, "when": when})
        quiet_hall(hall)
        if at > 12:
            break
    assert at >= 6


@pytest.mark.only_on("sqlite")
def test_a_visit_as_it_should_be(hall: Hall) -> None:
    """Two strangers, one without a network; each finds all of theirs by their ticket."""
    first = hall.proposes(hall.drive.cast.project)
    more = [hall.comments(hall.own_proposal()), hall.supports(hall.own_proposal())]
    check_visit(hall)
    leaves_nothing(hall)
    other = hall.comments(hall.drive.cast.project, *NO_NETWORK)
    assert {status(one) for one in (first, *more)} == {"applied"}
    assert status(other) == ""
    quiet_hall(hall)
    assert first is not None
    assert other is not None
    assert first.actor != other.actor
    assert status(other) == "applied"


@pytest.mark.only_on("sqlite")
def test_what_waits_when_it_is_revoked_is_sent_when_it_is_enrolled_again(hall: Hall) -> None:
    one = hall.comments(hall.drive.cast.project, *NO_NETWORK)
    hall.is_revoked()
    hall.ask("waits", seconds=60)
    assert not hall.ask("is_there")
    hall.is_enrolled()
    assert status(one) == "applied"
    quiet_hall(hall)


@pytest.mark.only_on("sqlite")
def test_a_key_that_is_rotated_before_it_arrives(hall: Hall) -> None:
    first = hall.comments(hall.drive.cast.project, *NO_NETWORK)
    hall.rotates()
    second = hall.comments(hall.drive.cast.project, *NO_NETWORK)
    quiet_hall(hall)
    assert [status(first), status(second)] == ["applied", "applied"]


@pytest.mark.only_on("sqlite")
def test_a_visit_that_is_claimed_while_something_of_it_waits(hall: Hall) -> None:
    first = hall.comments(hall.drive.cast.project)
    second = hall.comments(hall.drive.cast.project, *NO_NETWORK)
    hall.claims(1, 0)
    quiet_hall(hall)
    assert hall.drive.counted["claimed"] == 1
    assert [status(first), status(second)] == ["applied", "applied"]


@pytest.mark.only_on("sqlite")
def test_what_a_visit_built_on_what_was_refused_is_refused_too(hall: Hall) -> None:
    """It was put off for ever: nobody can take back what is sealed."""
    hall.drive.comes_in_parts(False)
    proposal = hall.gives("propose", {"on": "town", "title": "", "body": "So."}, *NO_NETWORK)
    comment = hall.comments(hall.own_proposal(), *NO_NETWORK)
    quiet_hall(hall)
    assert [status(proposal), status(comment)] == ["rejected", "rejected"]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fault", ["", "answer lost", "killed before"])
def test_a_restored_backup_gets_what_tablets_had_sent(hall: Hall, fault: str) -> None:
    """It was forgotten with the receipt: the tablet had let go of it."""
    hall.backs_up()
    first = hall.proposes(hall.drive.cast.project)
    second = hall.comments(hall.own_proposal(), fault)
    leaves_nothing(hall)
    hall.restores()
    quiet_hall(hall)
    assert [status(first), status(second)] == ["applied", "applied"]


@pytest.mark.only_on("sqlite")
def test_what_a_restored_town_has_carried_out_stands_where_it_was_given(hall: Hall) -> None:
    """Its clock is behind what the tablet has read, and says nothing about that."""
    hall.backs_up()
    for _ in range(4):
        hall.neighbour_says()
    hall.syncs()
    hall.restores()
    hall.comments(hall.drive.cast.proposal, "", *NO_NETWORK, *NO_NETWORK)
    assert [one["status"] for one in hall.ask("shows")["commands"]] == ["acknowledged"]
    check_visit(hall)


@pytest.mark.only_on("sqlite")
def test_what_a_restored_town_has_forgotten_stands_until_it_was_brought_again(hall: Hall) -> None:
    """What the town before it had answered says nothing about its documents."""
    hall.backs_up()
    hall.comments(hall.drive.cast.proposal)
    hall.restores()
    for _ in range(4):
        hall.neighbour_says()
    # The worker reads it anew, and ends before the page has heard of that.
    for number in range(1, 12):
        hall.syncs(kill={"at": number, "when": "after"})
        check_visit(hall)
    quiet_hall(hall)


@pytest.mark.only_on("sqlite")
def test_a_tablet_that_has_no_room_when_it_hears_of_a_restored_backup(hall: Hall) -> None:
    """It has not heard, then, and offers what it had sent after its next run."""
    hall.backs_up()
    first = hall.comments(hall.drive.cast.project)
    hall.restores()
    hall.comments(hall.drive.cast.project, quota={"store": "sealed", "at": 2})
    assert status(first) == ""
    assert len(hall.ask("sent")) == 2
    hall.syncs()
    assert status(first) == "applied"
    quiet_hall(hall)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fault", ["answer lost", "request lost", "commit fails"])
def test_what_no_visit_may_send_is_not_sealed(hall: Hall, fault: str) -> None:
    """It was called sealed, and refused without a word, also where it had happened."""
    hall.signs_in(1)
    hall.signs_up()
    given_back = {"shift": hall.drive.shift}
    said = hall.ask("gives", fault, name="withdraw_sign_up", args=given_back)
    assert (said["accepted"], said["message"]) == (False, "own_no_answer")
    assert hall.ask("sealed") == []
    said = hall.ask("gives", name="withdraw_sign_up", args=given_back)
    assert (said["accepted"], said["message"]) == (True, "")
    hall.follows(fault)
    hall.follows()
    assert hall.ask("sealed") == []


@pytest.mark.only_on("sqlite")
def test_a_failed_commit_is_tried_again_soon(hall: Hall) -> None:
    """It waited for the next minute."""
    one = hall.comments(hall.drive.cast.project, "commit fails")
    hall.ask("waits", seconds=30)
    assert status(one) == "applied"


@pytest.mark.only_on("sqlite")
def test_a_connection_that_was_lost_is_opened_again(hall: Hall) -> None:
    """Until its page was loaded again the tablet kept and sent nothing more."""
    hall.ask("loses_connection")
    one = hall.comments(hall.drive.cast.project)
    assert one is not None
    assert one.accepted
    assert status(one) == "applied"


@pytest.mark.only_on("sqlite")
def test_what_is_too_long_keeps_nothing_else_back(hall: Hall) -> None:
    """No request with it was read, so all that was sealed after it waited for ever."""
    poison = hall.gives("comment", {"on": str(hall.drive.cast.project), "body": LONG})
    one = hall.comments(hall.drive.cast.project)
    assert poison is not None
    assert poison.accepted
    assert status(one) == "applied"
    quiet_hall(hall)


@pytest.mark.only_on("sqlite")
def test_a_tablet_that_was_another_kiosk_by_mistake(hall: Hall) -> None:
    """What it could not be read as then was never sent again."""
    here = hall.comments(hall.drive.cast.project, *NO_NETWORK)
    hall.is_enrolled(ELSEWHERE)
    there = hall.comments(hall.drive.cast.project)
    assert [status(here), status(there)] == ["", "applied"]
    hall.is_enrolled(HERE)
    hall.ask("waits", seconds=30)
    assert status(here) == "applied"
    quiet_hall(hall)


@pytest.mark.only_on("sqlite")
def test_what_another_kiosk_had_sent_before_a_restore_is_sent_by_that_one(hall: Hall) -> None:
    """Seed 9823: as the hall's again it has heard of the restore, and could send none of it."""
    hall.is_enrolled(ELSEWHERE)
    one = hall.comments(hall.drive.cast.project)
    assert status(one) == "applied"
    hall.restores()
    quiet_hall(hall)
    assert status(one) == "applied"


@pytest.mark.only_on("sqlite")
def test_a_full_tablet_keeps_what_waits_and_not_what_has_arrived(hall: Hall) -> None:
    assert status(hall.comments(hall.drive.cast.project)) == "applied"
    assert len(hall.ask("sent")) == 1
    one = hall.comments(hall.drive.cast.project, *NO_NETWORK, quota={"store": "sealed", "at": 1})
    assert one is not None
    assert one.accepted
    assert hall.ask("sent") == []
    quiet_hall(hall)


@pytest.mark.only_on("sqlite")
def test_more_supports_than_its_share_come_later(hall: Hall) -> None:
    hall.has_share(1)
    given = []
    for _ in range(3):
        given.append(hall.supports(hall.drive.cast.proposal))
        leaves_nothing(hall)
    assert [status(one) for one in given] == ["applied", "", ""]
    quiet_hall(hall)
    assert [status(one) for one in given] == ["applied"] * 3
