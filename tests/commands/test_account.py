"""Devices and the end of an account: one's own, and nobody else's."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from cast import Cast, Person
from signed_in import guest, offered, proves, session_of, signed_in
from sqlalchemy import select
from uuid6 import uuid7

from app.db import db, now
from app.models import Credential, Event, RecoveryCode, Resident, Role, Session, Shift, SignUp
from app.writing import writing


def signs_out(person: Person, device: object) -> dict[str, Any]:
    return person.does("sign_out_device", device=str(device))


def events(person: Person) -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.scalars(select(Event).where(Event.resident_id == person.id))
    return [(event.kind, event.detail) for event in rows]


def test_a_device_is_signed_out_from_another(cast: Cast) -> None:
    here, there = (signed_in(cast, cast.bernd, device=name) for name in ("Chrome", "Safari"))
    device = session_of(there).id
    assert signs_out(here, device)["status"] == "applied"
    assert there.pulls()["session"] == "expired"
    assert here.pulls()["session"] == "active"
    own = here.sees(f"me:{here.id}")
    assert f"device:{device}" not in own
    assert events(here) == [("device_signed_out", "Safari")]


def test_signing_out_twice_is_once(cast: Cast) -> None:
    here, there = signed_in(cast, cast.bernd), signed_in(cast, cast.bernd)
    command = here.command("sign_out_device", device=str(session_of(there).id))
    assert here.pushes(command)[0]["status"] == "applied"
    ended = session_of(there).ended
    assert here.pushes(command)[0]["status"] == "duplicate"
    assert signs_out(here, command["args"]["device"])["status"] == "applied"
    assert session_of(there).ended == ended
    assert len(events(here)) == 1


def test_only_ones_own_devices(cast: Cast) -> None:
    bernd, dilan = signed_in(cast, cast.bernd), signed_in(cast, cast.dilan)
    stranger = guest(cast)
    for device in (session_of(dilan).id, session_of(stranger).id, uuid7()):
        result = signs_out(bernd, device)
        assert (result["status"], result["fields"]) == ("rejected", {"device": "not_found"})
    assert dilan.pulls()["session"] == stranger.pulls()["session"] == "active"


def closes(person: Person, sure: str) -> dict[str, Any]:
    return proves(person).does("close_account", sure=sure)


@pytest.mark.parametrize("sure", ["Bernd Kröger", "  bernd kröger "])
def test_an_account_goes_and_what_it_said_stays(cast: Cast, sure: str) -> None:
    bernd, elsewhere = signed_in(cast, cast.bernd), signed_in(cast, cast.bernd)
    comment = bernd.does("comment", on=str(cast.project), body="Bleibt stehen.")["id"]
    bernd.does("follow", on=str(cast.project))
    with writing():
        resident = db.session.get_one(Resident, bernd.id)
        key, resident.user_handle = resident.receipt_key, b"h" * 64
        kept = {"credential_id": b"c", "public_key": b"k"}
        db.session.add(Credential(resident_id=bernd.id, **kept))
        db.session.add(RecoveryCode(resident_id=bernd.id, hash=b"x" * 32))
        db.session.add(Role(resident_id=bernd.id, role="politics"))
        Event.log(bernd.id, "account_created")
    assert closes(bernd, sure)["status"] == "applied"
    db.session.rollback()
    db.session.expire_all()
    resident = db.session.get_one(Resident, bernd.id)
    assert (resident.name, resident.user_handle) == ("", None)
    assert (resident.name_key, resident.name_look) == (None, None)
    assert resident.closed
    assert resident.receipt_key != key
    for model in (Credential, RecoveryCode, Role, Event, Session):
        assert not db.session.scalars(select(model).where(model.resident_id == bernd.id)).all()
    assert {p.pulls()["session"] for p in (bernd, elsewhere, cast.bernd)} == {"none"}
    project = cast.dilan.sees(f"project:{cast.project}")
    assert project[f"comment:{comment}"]["text"] == "Bleibt stehen."
    person = project[f"person:{bernd.id}"]
    assert (person["name"], person["closed"]) == ("", True)
    page = cast.dilan.client.get(f"/projects/{cast.project}").text
    assert "Gelöschtes Konto" in page
    assert "Bernd" not in page


def test_places_to_come_are_given_back_and_past_ones_stay(cast: Cast) -> None:
    soon, past = (offered(cast) for _ in range(2))
    bernd = signed_in(cast, cast.bernd)
    for shift in (soon, past):
        bernd.does("sign_up", shift=shift)
    day = (now() + timedelta(days=2)).strftime("%Y-%m-%d")
    with writing():
        for id, date in ((soon, day), (past, "2020-01-01")):
            shift = db.session.get_one(Shift, UUID(id))
            shift.starts, shift.ends = f"{date}T10:00", f"{date}T12:00"
    closes(bernd, "Bernd Kröger")
    db.session.rollback()
    rows = db.session.scalars(select(SignUp.shift_id).where(SignUp.resident_id == bernd.id))
    assert [str(id) for id in rows] == [past]


def test_it_takes_ones_own_name(cast: Cast) -> None:
    bernd = signed_in(cast, cast.bernd)
    for sure, code in (("Ayşe Yıldız", "wrong_name"), ("", "required"), ("\n", "required")):
        assert closes(bernd, sure)["fields"] == {"sure": code}
    assert bernd.pulls()["session"] == "active"


def test_it_takes_a_fresh_proof(cast: Cast) -> None:
    bernd = proves(signed_in(cast, cast.bernd), minutes=16)
    refused = bernd.does("close_account", sure="Bernd Kröger")
    assert (refused["status"], refused["code"]) == ("rejected", "verify_first")
    assert bernd.pulls()["session"] == "active"


def test_a_guest_has_no_account_to_close(cast: Cast) -> None:
    person = guest(cast)
    assert closes(person, "Gast")["code"] == "not_allowed"
    assert person.pulls()["session"] == "active"


def test_the_last_administrator_stays(cast: Cast) -> None:
    bernd, carla = signed_in(cast, cast.bernd), signed_in(cast, cast.carla)
    with writing():
        db.session.add_all(Role(resident_id=p.id, role="administrator") for p in (bernd, carla))
    assert closes(carla, "Carla Lindner")["status"] == "applied"
    assert closes(bernd, "Bernd Kröger")["code"] == "last_administrator"
    assert bernd.pulls()["session"] == "active"


def test_closing_happens_once(cast: Cast, clock: Any) -> None:
    bernd = proves(signed_in(cast, cast.bernd))
    command = bernd.command("close_account", sure="Bernd Kröger")
    assert bernd.pushes(command)[0]["status"] == "applied"
    before = clock()
    assert bernd.pushes(command)[0]["status"] == "needs_login"
    assert clock() == before


def test_a_closed_account_writes_nothing(cast: Cast) -> None:
    bernd = signed_in(cast, cast.bernd)
    closes(bernd, "Bernd Kröger")
    late = signed_in(cast, cast.bernd)
    result = late.does("comment", on=str(cast.project), body="Doch noch")
    assert (result["status"], result["code"]) == ("needs_login", "no_author")
