"""Roles: given and taken in the open; the last administrator stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from cast import Cast, Person
from roles import appoints
from signed_in import proves, signed_in
from sqlalchemy import select
from uuid6 import uuid7
from writers import POINTS, Writer, stops

from app.commands import execute
from app.db import db, now
from app.models import Event, Invitation, Resident, Role, Session
from app.sync.envelope import command_of
from app.writing import _KEY, writing

__all__ = ["stops"]


@pytest.fixture
def admin(cast: Cast) -> Person:
    """Ayşe, who has just shown a passkey."""
    return proves(appoints(cast.ayse, "administrator"))


def grants(by: Person, to: Person, role: str, **more: Any) -> dict[str, Any]:
    return by.does("grant_role", resident=str(to.id), role=role, **more)


def withdraws(by: Person, of: Person, role: str) -> dict[str, Any]:
    return by.does("withdraw_role", resident=str(of.id), role=role)


def held() -> set[tuple[UUID, str, UUID | None]]:
    rows = db.session.scalars(select(Role))
    return {(row.resident_id, row.role, row.neighbourhood_id) for row in rows}


def test_a_role_is_given_in_the_open(cast: Cast, admin: Person) -> None:
    assert grants(admin, cast.bernd, "politics")["status"] == "applied"
    town = cast.dilan.sees("town")
    given = [body for key, body in town.items() if key.startswith("role:")]
    body = next(body for body in given if body["resident"] == str(cast.bernd.id))
    assert (body["role"], body["granted_by"]) == ("politics", str(admin.id))
    assert town[f"person:{cast.bernd.id}"]["affiliation"] == "politics"
    assert town[f"person:{admin.id}"]["name"] == "Ayşe Yıldız"
    own = cast.bernd.sees(f"me:{cast.bernd.id}")
    assert own[f"me:{cast.bernd.id}"]["roles"] == [{"role": "politics", "neighbourhood": ""}]
    assert [(b["what"], b["detail"]) for k, b in own.items() if k.startswith("event:")] == [
        ("role_granted", "politics")
    ]
    page = cast.guest().get("/roles").text
    assert "gegeben von Ayşe Yıldız" in page
    assert "eingetragen am Server der Stadt" in page
    # Beside the name on what was written before, too.
    assert "Politik" in cast.dilan.client.get(f"/proposals/{cast.proposal}").text


def test_the_word_beside_the_name_is_the_first_role(cast: Cast, admin: Person) -> None:
    place = f"facilitator:{cast.neighbourhood}"
    words = []
    steps: list[tuple[Callable[..., dict[str, Any]], str]] = [
        (grants, "administrator"), (grants, place), (grants, "politics"),
        (grants, "administration"), (withdraws, "politics"), (withdraws, "administration"),
        (withdraws, place), (withdraws, "administrator"),
    ]  # fmt: skip
    for step, role in steps:
        assert step(admin, cast.bernd, role)["status"] == "applied"
        words.append(db.session.get_one(Resident, cast.bernd.id).affiliation)
        db.session.rollback()
        db.session.expire_all()
    assert words == [
        "administrator", "facilitator", "politics", "administration", "administration",
        "facilitator", "administrator", "",
    ]  # fmt: skip
    assert held() == {(admin.id, "administrator", None)}
    page = cast.guest().get("/roles").text
    assert "Bernd" not in page


@pytest.mark.parametrize("role", ["", "administration", "politics", "facilitator"])
def test_others_may_not(cast: Cast, admin: Person, role: str) -> None:
    if role:
        appoints(cast.dilan, role, cast.neighbourhood)
    before = held()
    db.session.rollback()
    for result in (
        grants(cast.dilan, cast.dilan, "administrator"),
        withdraws(cast.dilan, admin, "administrator"),
    ):
        assert (result["status"], result["code"]) == ("rejected", "not_allowed")
    assert held() == before


def test_it_takes_a_fresh_proof(cast: Cast, admin: Person) -> None:
    for step in (grants, withdraws):
        proves(admin, minutes=16)
        before = held()
        result = step(admin, cast.bernd, "administrator")
        assert (result["status"], result["code"]) == ("rejected", "verify_first")
        assert held() == before
        db.session.rollback()
        proves(admin, minutes=14)
        assert step(admin, cast.bernd, "administrator")["status"] == "applied"
        assert held() != before


@pytest.mark.parametrize(
    ("args", "fields"),
    [
        ({"role": ""}, {"role": "required"}),
        ({"role": "mayor"}, {"role": "not_a_choice"}),
        ({"role": "facilitator"}, {"role": "not_a_choice"}),
        ({"role": "facilitator:hier"}, {"role": "not_a_choice"}),
        ({"role": "politics:0192aaaa-0000-7000-8000-000000000000"}, {"role": "not_a_choice"}),
        ({"role": f"facilitator:{uuid7()}"}, {"role": "not_found"}),
        ({"resident": str(uuid7())}, {"resident": "not_found"}),
        ({"resident": "hier"}, {"resident": "not_an_id"}),
    ],
)
def test_what_cannot_be(cast: Cast, admin: Person, args: Any, fields: Any) -> None:
    whole = {"resident": str(cast.bernd.id), "role": "politics"} | args
    result = admin.does("grant_role", **whole)
    assert (result["status"], result["fields"]) == ("rejected", fields)
    assert held() == {(admin.id, "administrator", None)}


def test_guests_and_closed_accounts_have_no_roles(cast: Cast, admin: Person) -> None:
    with writing():
        db.session.get_one(Resident, cast.bernd.id).guest = True
        carla = db.session.get_one(Resident, cast.carla.id)
        carla.closed = carla.created
    for person in (cast.bernd, cast.carla):
        assert grants(admin, person, "politics")["fields"] == {"resident": "not_an_account"}


def test_the_last_administrator_stays(cast: Cast, admin: Person) -> None:
    assert withdraws(admin, admin, "administrator")["code"] == "last_administrator"
    grants(admin, cast.bernd, "administrator")
    assert withdraws(admin, admin, "administrator")["status"] == "applied"
    assert held() == {(cast.bernd.id, "administrator", None)}
    db.session.rollback()
    # From the next command on.
    assert grants(admin, admin, "administrator")["code"] == "not_allowed"


@pytest.mark.usefixtures("stops")
@pytest.mark.parametrize("point", POINTS)
def test_two_administrators_cannot_both_go_at_once(cast: Cast, admin: Person, point: str) -> None:
    proves(appoints(cast.bernd, "administrator"))
    told: list[str] = []

    def withdrawing(by: Person, of: Person) -> Callable[[], None]:
        args = {"resident": str(of.id), "role": "administrator"}
        command, token = command_of(by.command("withdraw_role", **args)), by.token

        def work() -> None:
            outcome = execute(command, by.id, db.session().info[_KEY], token=token)
            told.append(outcome.code or outcome.status)

        return work

    one = Writer(cast.app, withdrawing(admin, admin), point).runs_to_its_stop()
    two = Writer(cast.app, withdrawing(cast.bernd, cast.bernd)).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    assert told == ["applied", "last_administrator"]


def test_a_proof_on_another_browser_does_not_count(cast: Cast, admin: Person) -> None:
    """Who has a copy of an older session does not wait for its owner to show a passkey."""
    left_open = signed_in(cast, admin, verified=now() - timedelta(minutes=16))
    assert grants(left_open, cast.bernd, "administrator")["code"] == "verify_first"
    args = {"resident": str(cast.bernd.id), "role": "administrator"}
    assert left_open.submits("grant_role", **args).status_code == 422
    assert held() == {(admin.id, "administrator", None)}


def test_a_proof_counts_no_more_where_its_session_has_ended(cast: Cast, admin: Person) -> None:
    args = {"resident": str(cast.bernd.id), "role": "administrator"}
    command, token = command_of(admin.command("grant_role", **args)), admin.token
    with writing():
        Session.end_everywhere(admin.id)
    with writing() as write:
        assert execute(command, admin.id, write, token=token).code == "verify_first"


def test_nothing_happens_twice(cast: Cast, admin: Person) -> None:
    args = {"resident": str(cast.bernd.id), "role": "politics"}
    once = admin.command("grant_role", **args)
    statuses = [admin.pushes(once)[0]["status"] for _ in range(3)]
    assert statuses == ["applied", "duplicate", "duplicate"]
    assert admin.does("grant_role", **args)["status"] == "applied"
    assert len(held()) == 2
    kinds = select(Event.kind).where(Event.resident_id == cast.bernd.id)
    assert db.session.scalars(kinds).all() == ["role_granted"]
    db.session.rollback()
    for _ in range(2):
        assert admin.does("withdraw_role", **args)["status"] == "applied"
    assert db.session.scalars(kinds.order_by(Event.id)).all() == ["role_granted", "role_withdrawn"]


def test_an_administrator_ends_what_invitations_there_are(cast: Cast, admin: Person) -> None:
    with writing():
        Invitation.make()
    grants(admin, cast.bernd, "administrator")
    assert db.session.scalars(select(Invitation)).all() == []


def test_without_script(cast: Cast, admin: Person) -> None:
    args = {"resident": str(cast.bernd.id), "role": f"facilitator:{cast.neighbourhood}"}
    page = "/admin/roles?q=bernd"
    answer = admin.submits("grant_role", referer=page, **args)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{page}#holders-title"
    assert "Bernd Kröger: Stadtteilbegleitung, Südhang" in admin.client.get(page).text
    assert admin.submits("withdraw_role", referer=page, **args).status_code == 303
    refused = admin.submits("withdraw_role", resident=str(admin.id), role="administrator")
    assert refused.status_code == 409
    assert "Das ist die letzte Person" in refused.text
    proves(admin, minutes=16)
    refused = admin.submits("grant_role", referer=page, **args)
    assert refused.status_code == 422
    assert "Zeig erst noch einmal mit einem Passkey, dass du es bist." in refused.text
    refused = cast.dilan.submits("grant_role", **args)
    assert refused.status_code == 403
    assert "Das darfst du gerade nicht" in refused.text
    assert "<select" not in refused.text
