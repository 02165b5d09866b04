"""Nobody guesses a claim ticket."""

from dataclasses import replace
from unittest.mock import patch

from cast import Cast, Person
from sqlalchemy import select
from tablet import Visit, rows
from ticketing import claims, dilan, looks, visit

from app.auth import codes, guesses
from app.db import db
from app.kiosk.delivery import ticket_hashes
from app.kiosk.letter import ticket_hash
from app.models import Guess, Ticket
from app.writing import writing

__all__ = ["dilan", "visit"]


def test_it_has_60_bits_and_only_a_keyed_hash_is_kept(visit: Visit) -> None:
    assert len(visit.ticket) * 5 >= 60
    [ticket] = rows(Ticket)
    assert ticket.visit_id == visit.id
    assert ticket.hash == ticket_hashes(ticket_hash(visit.ticket))[0]
    assert ticket.hash not in (visit.ticket.encode(), ticket_hash(visit.ticket))


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
