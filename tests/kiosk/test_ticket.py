"""Claim tickets: what became of it, and whose it becomes."""

import re
from datetime import timedelta

import pytest
from cast import Cast, Person
from signed_in import guest, signed_in
from sqlalchemy import select
from tablet import Tablet, Visit, rows
from ticketing import claims, dilan, looks, visit
from uuid6 import uuid7

from app.auth import codes
from app.db import db, now
from app.models import Comment, Event, Guess, Resident, Support, Ticket
from app.writing import writing

__all__ = ["dilan", "visit"]
LEFT = re.compile(r'id="left-([0-9a-f-]{36})" data-status="(\w+)"')


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
