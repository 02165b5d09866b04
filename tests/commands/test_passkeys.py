"""Naming and removing one's own passkeys."""

import threading
from uuid import UUID

import pytest
from cast import Cast, Person
from signed_in import proves
from sqlalchemy import select
from uuid6 import uuid7

from app.db import db, now
from app.models import Credential, Event, RecoveryCode
from app.writing import writing


def give(person: Person, number: int = 1) -> list[str]:
    """Passkeys, as ceremonies would have made them."""
    ids = [uuid7() for _ in range(number)]
    with writing():
        for id in ids:
            passkey = Credential(id=id, credential_id=id.bytes, resident_id=person.id)
            passkey.public_key, passkey.name = b"", "Handy"
            db.session.add(passkey)
    return [str(id) for id in ids]


def passkeys(person: Person) -> dict[str, str]:
    """Their passkeys' names by id, as they see them."""
    own = person.sees(f"me:{person.id}")
    return {body["id"]: body["name"] for key, body in own.items() if key.startswith("passkey:")}


def log(person: Person) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Event.kind).where(Event.resident_id == person.id)))


@pytest.fixture
def two(cast: Cast) -> list[str]:
    """Bernd has two, and has just shown one."""
    proves(cast.bernd)
    return give(cast.bernd, 2)


def test_a_passkey_gets_a_name(cast: Cast, two: list[str]) -> None:
    result = cast.bernd.does("rename_passkey", passkey=two[0], name=" Blauer Stick ")
    assert result["status"] == "applied"
    assert passkeys(cast.bernd) == {two[0]: "Blauer Stick", two[1]: "Handy"}
    assert not passkeys(cast.ayse)


def test_a_passkey_is_removed(cast: Cast, two: list[str]) -> None:
    assert cast.bernd.does("remove_passkey", passkey=two[0])["status"] == "applied"
    assert list(passkeys(cast.bernd)) == [two[1]]
    assert log(cast.bernd) == ["passkey_removed"]


def test_only_ones_own_and_others_are_not_found(cast: Cast, two: list[str]) -> None:
    proves(cast.ayse)
    for name, args in (("rename_passkey", {"name": "x"}), ("remove_passkey", {})):
        foreign = cast.ayse.does(name, passkey=two[0], **args)
        missing = cast.ayse.does(name, passkey=str(uuid7()), **args)
        assert (foreign["status"], foreign["code"]) == ("rejected", "not_found")
        assert missing["code"] == "not_found"
    assert passkeys(cast.bernd) == dict.fromkeys(two, "Handy")


def test_never_the_last_one_without_codes(cast: Cast, two: list[str]) -> None:
    cast.bernd.does("remove_passkey", passkey=two[0])
    refused = cast.bernd.does("remove_passkey", passkey=two[1])
    assert (refused["status"], refused["code"]) == ("rejected", "last_passkey")
    with writing():
        used = RecoveryCode(resident_id=cast.bernd.id, hash=bytes(32), used=now())
        db.session.add(used)
    assert cast.bernd.does("remove_passkey", passkey=two[1])["code"] == "last_passkey"
    with writing():
        db.session.add(RecoveryCode(resident_id=cast.bernd.id, hash=bytes([1] * 32)))
    assert cast.bernd.does("remove_passkey", passkey=two[1])["status"] == "applied"
    assert passkeys(cast.bernd) == {}


def test_removing_needs_a_fresh_proof_of_ones_own(cast: Cast, two: list[str]) -> None:
    proves(cast.ayse)
    proves(cast.bernd, minutes=16)
    refused = cast.bernd.does("remove_passkey", passkey=two[0])
    assert (refused["status"], refused["code"]) == ("rejected", "verify_first")
    proves(cast.bernd, minutes=14)
    assert cast.bernd.does("remove_passkey", passkey=two[0])["status"] == "applied"


def test_of_two_removals_at_once_one_is_refused(cast: Cast, two: list[str]) -> None:
    ready = threading.Barrier(2)
    told: list[str] = []

    def remove(passkey: str) -> None:
        client = cast.app.test_client()
        client.set_cookie("kokommune", token, domain="localhost")
        person = Person(cast.bernd.id, client)
        ready.wait()
        told.append(person.does("remove_passkey", passkey=passkey).get("code", ""))

    token = cast.bernd.client.get_cookie("kokommune").value
    threads = [threading.Thread(target=remove, args=(passkey,)) for passkey in two]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["", "last_passkey"]
    assert len(passkeys(cast.bernd)) == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "zwei\nZeilen"])
def test_a_name_that_cannot_be(cast: Cast, two: list[str], name: str) -> None:
    refused = cast.bernd.does("rename_passkey", passkey=two[0], name=name)
    assert (refused["status"], refused["code"]) == ("rejected", "invalid")
    assert passkeys(cast.bernd) == dict.fromkeys(two, "Handy")


def test_twice_is_once(cast: Cast, two: list[str]) -> None:
    command = cast.bernd.command("remove_passkey", passkey=two[0])
    assert [cast.bernd.pushes(command)[0]["status"] for _ in range(3)] == [
        "applied",
        "duplicate",
        "duplicate",
    ]
    assert log(cast.bernd) == ["passkey_removed"]
    assert UUID(two[1]) in db.session.scalars(select(Credential.id)).all()
