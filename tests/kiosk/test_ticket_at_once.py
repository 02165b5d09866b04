"""Claim tickets that several take at once, or while the tablet still sends."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from cast import SYNC, Cast, Person
from sqlalchemy import text
from tablet import Tablet, Visit, rows
from ticketing import claims, dilan, visit
from waiting import eventually
from writers import Writer, pause, stops

import app.writing as module
from app.db import db
from app.kiosk.delivery import _carry_out
from app.kiosk.letter import read
from app.kiosk.tickets import claim
from app.models import Comment, Event, Kiosk, Support
from app.refusal import Refusal
from app.views.actor import COOKIE
from app.writing import writing

__all__ = ["dilan", "stops", "visit"]


@pytest.mark.usefixtures("stops")
def test_two_taps_at_a_time_are_one(cast: Cast, visit: Visit, dilan: Person) -> None:
    """Both have found it unclaimed."""

    def takes() -> None:
        claim(visit.ticket, dilan.id)

    one = Writer(cast.app, takes, "worked").runs_to_its_stop()
    two = Writer(cast.app, takes).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    assert [row.kind for row in rows(Event)].count("taken_along") == 1


def test_of_fifty_at_a_time_one_takes_it(cast: Cast, visit: Visit) -> None:
    people = [person.id for person in cast.crowd(50)]
    db.session.rollback()

    def tries(id: UUID) -> str:
        with cast.app.app_context():
            try:
                with writing():
                    claim(visit.ticket, id)
                return "taken"
            except Refusal as refusal:
                return refusal.code
            finally:
                db.session.remove()

    with ThreadPoolExecutor(50) as pool:
        told = sorted(pool.map(tries, people))
    assert told == ["taken", *["wrong_code"] * 49]
    [comment], [support] = rows(Comment), rows(Support)
    assert comment.author_id == support.resident_id
    assert comment.author_id in people


def test_two_tickets_at_a_time_with_the_same_voice(
    cast: Cast, tablet: Tablet, visit: Visit, dilan: Person
) -> None:
    other = Visit()
    tablet.delivers(other, "support", proposal=cast.proposal)
    db.session.rollback()

    def takes(ticket: str) -> int:
        client = cast.guest()
        client.set_cookie(COOKIE, dilan.client.get_cookie(COOKIE).value, domain="localhost")
        return int(claims(client, ticket).status_code)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(takes, (visit.ticket, other.ticket))) == [200, 200]
    assert [row.resident_id for row in rows(Support)] == [dilan.id]


@pytest.mark.only_on("postgresql")
def test_who_waits_for_a_tablet_that_waits_for_them_takes_it_all_the_same(
    cast: Cast, tablet: Tablet, visit: Visit, dilan: Person
) -> None:
    """The tablet brings something of this visit, and of one that the account has already."""
    home = Visit()
    tablet.delivers(home, "comment", on=cast.project, body="Vorher.")
    claims(dilan.client, home.ticket)
    kiosk: UUID = rows(Kiosk)[0].id
    letters = [
        read(tablet.seals(each.letter(each.command("comment", on=cast.project, body=body))), kiosk)
        for each, body in ((visit, "Eins."), (home, "Zwei."))
    ]
    db.session.rollback()

    def brings() -> None:
        # Who looks for a deadlock first is the one that is given up.
        db.session.execute(text("SET LOCAL deadlock_timeout = '60s'"))
        for letter in letters:
            _carry_out([letter], kiosk, db.session().info[module._KEY])
            pause("between")

    bringing = Writer(cast.app, brings, "between").runs_to_its_stop()
    with ThreadPoolExecutor(1) as pool:
        taking = pool.submit(claims, dilan.client, visit.ticket)
        eventually(bringing._blocked, "who claims waits for the tablet")
        bringing.finishes()
        assert taking.result().status_code == 200
    assert sorted(row.text for row in rows(Comment)) == ["Eins.", "Vom Tablet.", "Vorher.", "Zwei."]
    assert {row.author_id for row in rows(Comment)} == {dilan.id}


def test_a_command_that_runs_while_the_ticket_is_claimed_is_not_lost(
    cast: Cast, tablet: Tablet, visit: Visit, dilan: Person
) -> None:
    letters = [
        tablet.seals(visit.letter(visit.command("comment", on=cast.project, body=f"Nr. {number}")))
        for number in range(8)
    ]
    token = tablet.client.get_cookie("kokommune-kiosk").value
    db.session.rollback()

    def does(number: int) -> str:
        client = cast.guest()
        if number == 4:
            client.set_cookie(COOKIE, dilan.client.get_cookie(COOKIE).value, domain="localhost")
            return str(claims(client, visit.ticket).status_code)
        client.set_cookie("kokommune-kiosk", token, domain="localhost")
        body = {"protocol": 1, "envelopes": [letters[number]]}
        answer = client.post("/kiosk/sealed", json=body, headers=SYNC)
        return str(answer.json["results"][0]["status"])

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(does, range(8)))
    assert set(told) <= {"applied", "retry", "200"}
    assert {result["status"] for result in tablet.sends(*letters)} <= {"applied", "duplicate"}
    assert {row.author_id for row in rows(Comment)} == {dilan.id}
    assert len(rows(Comment)) == 9
