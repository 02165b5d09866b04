"""Guests, accounts and phones: what becomes of what waits when they change."""

from uuid import UUID

import authority
import devices
import people
import pytest
from drive import Drive
from quiet import quiet
from shown import check_pages

from app.db import db
from app.models import Comment

pytestmark = pytest.mark.only_on("sqlite")


def says(drive: Drive, phone: str = "anna", text: str = "Hallo") -> str:
    return drive.writes(phone, "comment", {"on": str(drive.cast.project), "body": text})


def status(drive: Drive, phone: str, id: str) -> str:
    return str({one["id"]: one["status"] for one in drive.outbox(phone)}[id])


def authors(*ids: str) -> set[str]:
    """Whose these comments are."""
    db.session.rollback()
    rows = db.session.query(Comment).populate_existing().filter(Comment.id.in_(map(UUID, ids)))
    return {str(row.author_id) for row in rows}


def test_what_a_guest_has_waiting_goes_with_them_into_an_account(drive: Drive) -> None:
    """One sent, one whose answer was lost, one never sent, when the account takes them along."""
    first = says(drive)
    drive.syncs("anna")
    second = says(drive)
    drive.syncs("anna", "answer lost")
    third = says(drive)
    bernd = drive.person(1)
    people.signs_in(drive, "anna", bernd)
    people.takes_along(drive, "anna")
    quiet(drive)
    assert {status(drive, "anna", id) for id in (first, second, third)} == {"settled"}
    assert authors(first, second, third) == {str(bernd.id)}


def test_what_a_guest_has_waiting_stays_theirs_when_they_become_an_account(drive: Drive) -> None:
    first = says(drive)
    drive.syncs("anna")
    second = says(drive)
    drive.syncs("anna", "answer lost")
    people.opens_account(drive, "anna")
    third = says(drive)
    check_pages(drive, "anna")
    quiet(drive)
    assert {status(drive, "anna", id) for id in (first, second, third)} == {"settled"}
    assert len(authors(first, second, third)) == 1


def test_a_deleted_account_leaves_what_was_said_and_sends_no_more(drive: Drive) -> None:
    people.signs_in(drive, "anna", drive.person(1))
    first = says(drive)
    drive.syncs("anna", "answer lost")
    second = says(drive)
    people.closes_account(drive, "anna")
    quiet(drive)
    assert {status(drive, "anna", id) for id in (first, second)} == {"needs_login"}
    assert authors(first, second) == {str(drive.person(1).id)}
    people.signs_out(drive, "anna")
    third = says(drive)
    quiet(drive)
    assert status(drive, "anna", third) == "settled"


def test_a_file_on_another_phone_is_sent_by_both(drive: Drive) -> None:
    first = says(drive)
    drive.syncs("anna", "answer lost", "answer lost")
    devices.carries_file(drive, "anna", "bert")
    drive.sync_at_once(("anna", "bert"))
    quiet(drive)
    assert {status(drive, phone, first) for phone in ("anna", "bert")} == {"settled"}


@pytest.mark.parametrize("carried", [True, False])
def test_what_waited_for_a_login_and_is_sent_again_is_one(drive: Drive, *, carried: bool) -> None:
    """Its answer is lost after the login; or another phone has sent it from a file before."""
    bernd = drive.person(1)
    people.signs_in(drive, "anna", bernd)
    drive.syncs("anna")
    drive.between.expires("anna")
    command = says(drive)
    drive.syncs("anna")
    assert status(drive, "anna", command) == "needs_login"
    if carried:
        people.signs_in(drive, "bert", bernd)
        devices.carries_file(drive, "anna", "bert")
        drive.syncs("bert")
        drive.writes_anew("anna", 0)
    people.signs_in(drive, "anna", bernd)
    drive.syncs("anna", "" if carried else "answer lost")
    drive.writes_anew("anna", 0)
    drive.discards("anna", 0)
    quiet(drive)
    assert status(drive, "anna", command) == "settled"


@pytest.mark.parametrize("poison", ["NUL", "surrogate"])
def test_a_text_that_nobody_can_read_does_not_keep_the_others_back(
    drive: Drive, poison: str
) -> None:
    """The app made a file that it then refused as broken."""
    drive.writes_poison("anna", poison)
    command = says(drive)
    drive.syncs("anna", "request lost")
    devices.carries_file(drive, "anna", "bert")
    drive.syncs("bert")
    assert status(drive, "bert", command) == "settled"
    quiet(drive)


@pytest.mark.parametrize("cookies", [True, False])
def test_a_deleted_database_doubles_nothing(drive: Drive, *, cookies: bool) -> None:
    """The browser has thrown away what was acknowledged, settled, and on its way."""
    says(drive)
    drive.syncs("anna")
    says(drive)
    drive.syncs("anna", "answer lost")
    devices.loses_database(drive, "anna", cookies=cookies)
    command = says(drive)
    quiet(drive)
    if not cookies:
        # The cookie is still that of a guest whose secret went with the database; who wrote
        # meanwhile is another guest, and is told so.
        assert status(drive, "anna", command) == "needs_login"
        command = says(drive)
        quiet(drive)
    assert status(drive, "anna", command) == "settled"


def test_a_queue_outlives_an_update_and_a_version_behind(drive: Drive) -> None:
    """The old app is told no documents, and still sends; the new one has other stores."""
    drive.syncs("anna")
    first = says(drive)
    devices.ages(drive, "anna")
    check_pages(drive, "anna")
    drive.syncs("anna")
    check_pages(drive, "anna")
    assert status(drive, "anna", first) == "acknowledged"
    second = says(drive)
    devices.updates(drive, "anna")
    check_pages(drive, "anna")
    quiet(drive)
    assert {status(drive, "anna", id) for id in (first, second)} == {"settled"}


def test_what_was_written_to_what_moves_stays_with_it(drive: Drive) -> None:
    """A proposal leaves its project while words about it are on their way."""
    drive.syncs("anna")
    words = {"on": str(drive.cast.proposal), "body": "Gute Idee"}
    command = drive.writes("anna", "comment", words)
    drive.syncs("anna", "answer lost")
    authority.moves(drive)
    drive.syncs("anna")
    check_pages(drive, "anna")
    quiet(drive)
    assert status(drive, "anna", command) == "settled"


@pytest.mark.parametrize("request_", range(4))
def test_a_session_that_ends_within_a_batch(drive: Drive, request_: int) -> None:
    """One command is too long, so the rest goes in several requests; one of them is refused."""
    people.signs_in(drive, "anna", drive.person(1))
    commands = [says(drive) for _ in range(3)]
    drive.writes_poison("anna", "too long")
    commands += [says(drive) for _ in range(3)]
    drive.syncs("anna", *[""] * request_, "unauthorised")
    drive.syncs("anna", *[""] * request_, "expired")
    check_pages(drive, "anna")
    people.signs_in(drive, "anna", drive.person(1))
    quiet(drive)
    assert {status(drive, "anna", id) for id in commands} == {"settled"}


def test_a_phone_whose_session_was_forgotten_is_its_guests_again(drive: Drive) -> None:
    """What the guest wrote is offered to the restored town, which knows of no other session."""
    first = says(drive)
    drive.syncs("anna")
    people.signs_in(drive, "anna", drive.person(2))
    drive.syncs("anna")
    authority.restores(drive)
    quiet(drive)
    assert status(drive, "anna", first) == "settled"


def test_a_shift_whose_change_was_refused_offers_nothing(drive: Drive) -> None:
    """What its author has said about it after that stands in the outbox."""
    people.signs_in(drive, "anna", drive.person(0))
    drive.syncs("anna")
    what = {"title": "Tragen", "place": "", "capacity": "2"}
    when = {"starts": "2026-06-01T10:00", "ends": "2026-06-01T12:00"}
    change = {"shift": drive.shift, "revision": "7"} | what | when
    refused = drive.writes("anna", "change_shift", change)
    drive.syncs("anna")
    assert status(drive, "anna", refused) == "rejected"
    drive.writes("anna", "sign_up", {"shift": drive.shift})
    check_pages(drive, "anna")
    quiet(drive)


def never_sent(drive: Drive, name: str, **more: str) -> str:
    """What Ayşe has begun on Anna's phone, and what waits for her to sign in again."""
    people.signs_in(drive, "anna", drive.person(0))
    drive.syncs("anna")
    words = {"title": "Bank am Bach", "body": "", "topic": "", "point": "", "language": ""}
    id = drive.writes("anna", name, words | {"on": ""} | more)
    drive.syncs("anna", "expired")
    assert status(drive, "anna", id) == "needs_login"
    return id


def test_a_proposal_that_waits_for_a_login_offers_nothing(drive: Drive) -> None:
    """Seed 9805: nor does it show what its author has said of it since."""
    proposal = never_sent(drive, "propose")
    drive.writes("anna", "support", {"proposal": proposal})
    drive.writes("anna", "follow", {"on": proposal})
    check_pages(drive, "anna")
    quiet(drive)


def test_a_project_that_waits_for_a_login_offers_nothing(drive: Drive) -> None:
    """Seed 9819: nor does it show who has signed up for its shifts."""
    project = never_sent(drive, "start_project", proposal="")
    when = {"starts": "2026-06-01T10:00", "ends": "2026-06-01T12:00"}
    what = {"title": "Tragen", "place": "", "capacity": "2", "project": project}
    shift = drive.writes("anna", "offer_shift", what | when)
    drive.writes("anna", "sign_up", {"shift": shift})
    check_pages(drive, "anna")
    quiet(drive)


def test_a_request_that_is_refused_unread_takes_no_guest_along(drive: Drive) -> None:
    """Seed 9701: a 400 on a guest's text, in an account's session, says nothing of whose it is."""
    bernd = drive.person(1)
    first = says(drive)
    drive.writes_poison("anna", "surrogate")
    people.signs_in(drive, "anna", bernd)
    quiet(drive)
    people.signs_out(drive, "anna")
    quiet(drive)
    assert status(drive, "anna", first) == "settled"
    assert authors(first) != {str(bernd.id)}
