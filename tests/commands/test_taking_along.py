"""A guest signs in to an account that they have: asked once, all or nothing comes along."""

from typing import Any

import pytest
from cast import Cast, Person
from roles import appoints
from signed_in import asks_to_be_guest, guest, new_secret, offered, session_of, signed_in
from sqlalchemy import select
from uuid6 import uuid7

from app.db import db
from app.models import Event, Follow, Report, Resident, SignUp, Support


@pytest.fixture
def visitor(cast: Cast) -> Person:
    return guest(cast)


@pytest.fixture
def dilan(cast: Cast, visitor: Person) -> Person:
    """Signed in on the browser where the visitor was a guest."""
    return signed_in(cast, cast.dilan, guest_id=visitor.id)


def takes(person: Person, visitor: Person) -> dict[str, Any]:
    return person.does("take_along", guest=str(visitor.id))


def owners(model: Any) -> set[Any]:
    db.session.rollback()
    return set(db.session.scalars(select(model.resident_id)))


def events() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Event.kind)))


def test_what_was_written_comes_along(cast: Cast, visitor: Person, dilan: Person) -> None:
    project, proposal = str(cast.project), str(cast.proposal)
    comment = visitor.does("comment", on=project, body="Als Gast.")["id"]
    title = {"title": "Eine Schaukel", "body": "Für Kinder."}
    own = visitor.does("propose", on=project, **title)["id"]
    begun = visitor.does("start_project", neighbourhood="town", summary="Los", **title)["id"]
    visitor.does("comment", on=proposal, body="Auch hier.")
    assert takes(dilan, visitor)["status"] == "applied"
    seen = cast.carla.sees(f"project:{project}")
    assert seen[f"comment:{comment}"]["author"] == str(dilan.id)
    assert seen[f"person:{dilan.id}"]["name"] == "Dilan Aydın"
    for scope in (project, begun):
        assert f"person:{visitor.id}" not in cast.carla.sees(f"project:{scope}")
    for id, noun in ((own, "proposal"), (begun, "project"), (cast.proposal, "proposal")):
        assert f"person:{dilan.id}" in cast.carla.sees(f"{noun}:{id}")
    change = {"comment": comment, "body": "Nun mit Namen.", "revision": "0"}
    assert dilan.does("edit_comment", **change)["status"] == "applied"


def test_what_was_set_comes_along(cast: Cast, visitor: Person, dilan: Person) -> None:
    proposal, project = str(cast.proposal), str(cast.project)
    visitor.does("support", proposal=proposal)
    visitor.does("follow", on=project)
    visitor.does("report", on=proposal, reason="other", text="Hm.")
    takes(dilan, visitor)
    own = dilan.sees(f"me:{dilan.id}")
    for key in (f"support:{proposal}", f"follow:project:{project}", f"report:proposal:{proposal}"):
        assert key in own
    for model in (Support, Follow, Report):
        assert owners(model) == {dilan.id}


def test_two_of_the_same_become_one(cast: Cast, visitor: Person, dilan: Person) -> None:
    proposal, project = str(cast.proposal), str(cast.project)
    for person in (visitor, dilan):
        person.does("support", proposal=proposal)
        person.does("follow", on=project)
        person.does("report", on=proposal, reason="other", text=f"Von {person.id}")
    assert cast.carla.sees("public")[f"proposal:{proposal}"]["supports"] == 2
    takes(dilan, visitor)
    assert cast.carla.sees("public")[f"proposal:{proposal}"]["supports"] == 1
    for model in (Support, Follow, Report):
        assert owners(model) == {dilan.id}


@pytest.mark.parametrize("guest_came_first", [True, False])
def test_an_open_report_stays(
    cast: Cast, visitor: Person, dilan: Person, guest_came_first: bool
) -> None:
    said = {"on": str(cast.proposal), "reason": "other"}
    ayse = appoints(cast.ayse, "administrator")
    first, second = (visitor, dilan) if guest_came_first else (dilan, visitor)
    first.does("report", **said, text="Damals")
    ayse.does("dismiss", on=str(cast.proposal))
    second.does("report", **said, text="Jetzt")
    takes(dilan, visitor)
    db.session.rollback()
    report = db.session.scalars(select(Report)).one()
    assert (report.resident_id, report.text, report.closed) == (dilan.id, "Jetzt", None)


@pytest.mark.parametrize("guest_came_first", [True, False])
def test_the_earlier_place_stays(
    cast: Cast, visitor: Person, dilan: Person, guest_came_first: bool
) -> None:
    shift = offered(cast)
    order = [visitor, cast.bernd, dilan] if guest_came_first else [dilan, cast.bernd, visitor]
    for person in order:
        person.does("sign_up", shift=shift)
    takes(dilan, visitor)
    db.session.rollback()
    rows = db.session.scalars(select(SignUp).order_by(SignUp.number))
    assert [(row.resident_id, row.number) for row in rows] == [(dilan.id, 1), (cast.bernd.id, 2)]
    assert f"sign_up:{shift}" in dilan.sees(f"me:{dilan.id}")


def test_nobody_has_reported_their_own(cast: Cast, visitor: Person, dilan: Person) -> None:
    comment = visitor.does("comment", on=str(cast.project), body="Als Gast.")["id"]
    dilan.does("report", on=comment, reason="insult", text="Frech.")
    takes(dilan, visitor)
    assert owners(Report) == set()


def test_it_is_asked_once_and_told(cast: Cast, visitor: Person, dilan: Person) -> None:
    device = f"device:{session_of(dilan).id}"
    assert dilan.sees(f"me:{dilan.id}")[device]["guest"] == str(visitor.id)
    takes(dilan, visitor)
    assert dilan.sees(f"me:{dilan.id}")[device]["guest"] == ""
    assert events() == ["taken_along"]


def test_the_guest_is_no_more(cast: Cast) -> None:
    secret = new_secret()
    visitor = guest(cast, secret)
    dilan = signed_in(cast, cast.dilan, guest_id=visitor.id)
    takes(dilan, visitor)
    assert visitor.pulls()["session"] == "none"
    answer = asks_to_be_guest(cast.guest(), secret)
    assert (answer.status_code, answer.json["code"]) == (409, "has_account")


def test_taking_twice_is_once(cast: Cast, visitor: Person, dilan: Person) -> None:
    visitor.does("support", proposal=str(cast.proposal))
    command = dilan.command("take_along", guest=str(visitor.id))
    assert dilan.pushes(command)[0]["status"] == "applied"
    assert dilan.pushes(command)[0]["status"] == "duplicate"
    assert takes(dilan, visitor)["status"] == "applied"
    assert events() == ["taken_along"]
    assert owners(Support) == {dilan.id}


def test_leaving_it_behind(cast: Cast, visitor: Person, dilan: Person) -> None:
    visitor.does("support", proposal=str(cast.proposal))
    for _ in range(2):
        result = dilan.does("leave_behind", guest=str(visitor.id))
        assert result["status"] == "applied"
    assert session_of(dilan).guest_id is None
    assert owners(Support) == {visitor.id}
    assert visitor.pulls()["session"] == "active"
    assert takes(dilan, visitor)["fields"] == {"guest": "not_found"}


def test_only_the_guest_of_this_browser(cast: Cast, visitor: Person, dilan: Person) -> None:
    stranger = guest(cast)
    bernd = signed_in(cast, cast.bernd)
    for person, taken in ((dilan, stranger), (bernd, visitor)):
        assert takes(person, taken)["fields"] == {"guest": "not_found"}
    assert takes(visitor, stranger)["code"] == "not_allowed"
    assert dilan.does("take_along", guest=str(uuid7()))["code"] == "not_found"
    db.session.rollback()
    assert not db.session.scalars(
        select(Resident).where(Resident.merged_into_id.is_not(None))
    ).all()


def test_an_account_is_no_guest(cast: Cast) -> None:
    dilan = signed_in(cast, cast.dilan, guest_id=cast.bernd.id)
    assert takes(dilan, cast.bernd)["fields"] == {"guest": "not_found"}


def test_what_the_guest_had_waiting_is_the_accounts(
    cast: Cast, visitor: Person, dilan: Person
) -> None:
    sent = visitor.command("comment", on=str(cast.project), body="Schon da.")
    waiting = visitor.command("comment", on=str(cast.project), body="Noch unterwegs.")
    visitor.pushes(sent)
    assert dilan.pushes(waiting)[0]["status"] == "needs_login"
    takes(dilan, visitor)
    results = dilan.pushes(sent, waiting)
    assert [result["status"] for result in results] == ["duplicate", "applied"]
    assert [result["status"] for result in dilan.pushes(sent, waiting)] == ["duplicate"] * 2
    seen = cast.carla.sees(f"project:{cast.project}")
    authors = {body["author"] for key, body in seen.items() if key.startswith("comment:")}
    assert authors == {str(dilan.id)}
    other = waiting | {"args": waiting["args"] | {"body": "Anders."}}
    assert dilan.pushes(other)[0]["status"] == "conflict"
    # To nobody else, and not in the guest's own name.
    assert cast.bernd.pushes(waiting)[0]["status"] == "needs_login"
    again = visitor.command("comment", on=str(cast.project), body="Allein.")
    assert visitor.pushes(again)[0]["status"] == "needs_login"
