"""Claim tickets: what became of it, whose it becomes, and that nobody guesses one."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from cast import SAME_ORIGIN, SYNC, Cast, Person
from flask.testing import FlaskClient
from signed_in import guest, signed_in
from sqlalchemy import select, text
from tablet import Tablet, Visit, rows
from uuid6 import uuid7
from waiting import eventually
from writers import Writer, pause, stops

import app.writing as module
from app.auth import codes, guesses
from app.db import db, now
from app.kiosk.delivery import _carry_out, ticket_hashes
from app.kiosk.letter import read, ticket_hash
from app.kiosk.tickets import claim
from app.models import Comment, Event, Guess, Kiosk, Resident, Support, Ticket
from app.refusal import Refusal
from app.views.actor import COOKIE
from app.writing import writing

__all__ = ["stops"]
LEFT = re.compile(r'id="left-([0-9a-f-]{36})" data-status="(\w+)"')


def looks(client: FlaskClient, code: str, headers: dict[str, str] = SAME_ORIGIN) -> Any:
    return client.post("/ticket/look", data={"code": code}, headers=headers)


def claims(client: FlaskClient, code: str, headers: dict[str, str] = SAME_ORIGIN) -> Any:
    return client.post("/ticket/claim", data={"code": code}, headers=headers)


@pytest.fixture
def visit(cast: Cast, tablet: Tablet) -> Visit:
    """A stranger who has left a comment and a voice."""
    visit = Visit()
    assert tablet.delivers(visit, "comment", on=cast.project, body="Vom Tablet.") == "applied"
    assert tablet.delivers(visit, "support", proposal=cast.proposal) == "applied"
    return visit


@pytest.fixture
def dilan(cast: Cast) -> Person:
    return signed_in(cast, cast.dilan)


def test_it_has_60_bits_and_only_a_keyed_hash_is_kept(visit: Visit) -> None:
    assert len(visit.ticket) * 5 >= 60
    [ticket] = rows(Ticket)
    assert ticket.visit_id == visit.id
    assert ticket.hash == ticket_hashes(ticket_hash(visit.ticket))[0]
    assert ticket.hash not in (visit.ticket.encode(), ticket_hash(visit.ticket))


def test_it_shows_what_became_of_it(cast: Cast, tablet: Tablet, visit: Visit) -> None:
    tablet.delivers(visit, "comment", on=uuid7(), body="Nirgends.")
    client = cast.guest()
    page = looks(client, codes.shown(visit.ticket).lower())
    assert page.status_code == 200
    assert [status for _, status in LEFT.findall(page.text)] == ["applied", "applied", "rejected"]
    for words in ("Vom Tablet.", "Unterstützung", "gibt es nicht mehr", "Melde dich an"):
        assert words in page.text
    assert "Nirgends." not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    # Looking uses nothing up.
    assert looks(client, visit.ticket).text == looks(cast.guest(), visit.ticket).text.replace(
        codes.shown(visit.ticket), visit.ticket
    )


def test_it_says_what_was_hidden_and_why(cast: Cast, visit: Visit) -> None:
    [comment] = rows(Comment)
    cast.hides(comment.id, "Beleidigt Nachbarn")
    assert "ausgeblendet: Beleidigt Nachbarn" in looks(cast.guest(), visit.ticket).text


@pytest.mark.parametrize(
    ("name", "args"),
    [("support", {"proposal": "proposal"}), ("comment", {"on": "project", "body": "Hier."})],
    ids=["support", "comment"],
)
def test_it_shows_nothing_that_others_wrote(
    cast: Cast, tablet: Tablet, name: str, args: dict[str, str]
) -> None:
    """A command may come by the id of what was imported, and is hidden."""
    cast.hides(cast.proposal, "Beleidigt Nachbarn")
    visit = Visit()
    said = {key: getattr(cast, value, value) for key, value in args.items()}
    tablet.sends(tablet.seals(visit.letter(visit.command(name, id=cast.proposal, **said))))
    page = looks(cast.guest(), visit.ticket).text
    assert len(LEFT.findall(page)) == 1
    assert "Eine Bank mit Lehne" not in page
    assert "Beleidigt Nachbarn" not in page


def test_who_is_signed_in_takes_it_home(cast: Cast, visit: Visit, dilan: Person) -> None:
    assert "In mein Konto mitnehmen" in looks(dilan.client, visit.ticket).text
    assert claims(dilan.client, visit.ticket).status_code == 200
    assert [row.author_id for row in rows(Comment)] == [dilan.id]
    assert [row.resident_id for row in rows(Support)] == [dilan.id]
    assert [row.kind for row in rows(Event)] == ["role_granted", "taken_along"]
    own = dilan.sees(f"me:{dilan.id}")
    assert f"support:{cast.proposal}" in own
    # Where it came from is still told.
    [kiosk] = [body for key, body in dilan.sees("town").items() if key.startswith("kiosk:")]
    assert kiosk["supports"] == 1


def test_it_is_good_once(cast: Cast, visit: Visit, dilan: Person) -> None:
    claims(dilan.client, visit.ticket)
    bernd = signed_in(cast, cast.bernd)
    assert claims(bernd.client, visit.ticket).status_code == 422
    for client in (bernd.client, dilan.client):
        assert looks(client, visit.ticket).status_code == 422
    assert [row.author_id for row in rows(Comment)] == [dilan.id]


def test_who_claims_it_twice_has_it(visit: Visit, dilan: Person) -> None:
    """The first answer may have been lost, or never shown."""
    first, second = (claims(dilan.client, visit.ticket) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.text == second.text
    assert rows(Guess) == []
    assert [row.kind for row in rows(Event)].count("taken_along") == 1


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


def test_what_still_waits_on_the_tablet_comes_to_the_account(
    cast: Cast, tablet: Tablet, visit: Visit, dilan: Person
) -> None:
    late = tablet.seals(visit.letter(visit.command("comment", on=cast.project, body="Spät.")))
    claims(dilan.client, visit.ticket)
    assert tablet.sends(late)[0]["status"] == "applied"
    assert tablet.sends(late)[0]["status"] == "duplicate"
    assert {row.author_id for row in rows(Comment)} == {dilan.id}
    assert len(rows(Comment)) == 2


def test_what_was_there_before_stays_once(cast: Cast, visit: Visit, dilan: Person) -> None:
    dilan.does("support", proposal=str(cast.proposal))
    claims(dilan.client, visit.ticket)
    assert [row.resident_id for row in rows(Support)] == [dilan.id]
    assert cast.carla.sees("public")[f"proposal:{cast.proposal}"]["supports"] == 1


def test_a_closed_account_gets_nothing_more(
    cast: Cast, tablet: Tablet, visit: Visit, dilan: Person
) -> None:
    claims(dilan.client, visit.ticket)
    with writing():
        db.session.get_one(Resident, dilan.id).closed = now()
    assert tablet.delivers(visit, "comment", on=cast.project, body="Zu spät.") == "rejected"
    assert len(rows(Comment)) == 1


def test_without_an_account_nobody_takes_it(cast: Cast, visit: Visit) -> None:
    for client in (cast.guest(), guest(cast).client):
        assert claims(client, visit.ticket).status_code == 401
        assert "Zum Konto" in looks(client, visit.ticket).text
    assert [row.claimed for row in rows(Ticket)] == [None]
    assert [row.author_id for row in rows(Comment)] == [visit.id]


def test_it_is_good_for_90_days(cast: Cast, visit: Visit, dilan: Person) -> None:
    def days_pass(days: int) -> None:
        with writing():
            db.session.scalars(select(Ticket)).one().created -= timedelta(days=days)

    days_pass(89)
    assert looks(dilan.client, visit.ticket).status_code == 200
    days_pass(1)
    assert looks(dilan.client, visit.ticket).status_code == 422
    assert claims(dilan.client, visit.ticket).status_code == 422


def test_old_ones_go(cast: Cast, tablet: Tablet, visit: Visit) -> None:
    with writing():
        db.session.scalars(select(Ticket)).one().created -= timedelta(days=90)
    other = Visit()
    tablet.delivers(other, "comment", on=cast.project, body="Neu.")
    assert [row.visit_id for row in rows(Ticket)] == [other.id]


def test_only_our_own_pages(visit: Visit, dilan: Person) -> None:
    for asks in (looks, claims):
        assert asks(dilan.client, visit.ticket, {}).status_code == 403
    assert [row.claimed for row in rows(Ticket)] == [None]


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


def test_guesses_are_counted_for_looking_and_for_claiming(
    cast: Cast, visit: Visit, dilan: Person
) -> None:
    most = guesses.LIMITS["ticket"].browser
    assert looks(dilan.client, "7KQM").status_code == 422
    for number in range(most):
        asks = looks if number % 2 else claims
        assert asks(dilan.client, codes.make(codes.DESK)).status_code == 422
    for asks in (looks, claims):
        assert asks(dilan.client, visit.ticket).status_code == 429
    assert len(rows(Guess)) == most
    assert looks(cast.guest(), visit.ticket).status_code == 200


def test_what_was_mistyped_stays_to_be_mended(visit: Visit, dilan: Person) -> None:
    for asks in (looks, claims):
        page = asks(dilan.client, '7KQM-2X9D-0AB2">').text
        assert 'value="7KQM-2X9D-0AB2&#34;&gt;"' in page
    assert 'value=""' in dilan.client.get("/ticket").text


def found_by(*tickets: str) -> Ticket | None:
    """What typing any of these opens, asked as each of them is."""
    return Ticket.opened_by([kept for code in tickets for kept in ticket_hashes(ticket_hash(code))])


def test_ten_thousand_guesses_find_nothing(visit: Visit) -> None:
    for _ in range(100):
        guessed = [codes.make(codes.DESK) for _ in range(100)]
        assert found_by(*guessed) is None
    assert found_by(*guessed, visit.ticket) is not None


def test_the_town_stops_them(cast: Cast, visit: Visit, dilan: Person) -> None:
    limit = guesses.LIMITS["ticket"]
    assert limit.town == 10_000
    with patch.dict(guesses.LIMITS, ticket=replace(limit, town=20)):
        for _ in range(20):
            assert looks(cast.guest(), visit.ticket).status_code == 200
            assert looks(cast.guest(), codes.make(codes.DESK)).status_code == 422
        for asks in (looks, claims):
            assert asks(dilan.client, visit.ticket).status_code == 429
        assert [row.claimed for row in rows(Ticket)] == [None]
        assert not guesses.are_too_many("desk", b"o" * 32)
        with writing():
            for guess in db.session.scalars(select(Guess)):
                guess.created -= limit.within
        assert claims(dilan.client, visit.ticket).status_code == 200


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
