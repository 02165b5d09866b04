"""Making an account, signing in, a second passkey, showing once more who one is."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from cast import SYNC, Cast, Person
from counting import standing
from holder import Holder
from python_authenticator import EDDSA, ES256, RS256, Authenticator
from signed_in import offered
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes

from app.db import db, now
from app.models import Credential, Event, Resident, Session
from app.models.taking_along import has_something
from app.writing import writing

Newcomer = Callable[[], Holder]
SECRET = "A" * 22


def guest(holder: Holder) -> Person:
    answer = holder.post("/session/guest", {"secret": SECRET})
    return Person(UUID(answer.json["actor"]), holder.client)


def resident(id: str) -> Resident:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Resident, UUID(id))


def events(id: str) -> list[str]:
    db.session.rollback()
    query = select(Event.kind).where(Event.resident_id == UUID(id)).order_by(Event.id)
    return list(db.session.scalars(query))


def token(holder: Holder) -> str:
    return holder.client.get_cookie("kokommune").value


def asked_about() -> list[UUID]:
    """The guests whose things are somebody's to take along or to leave."""
    db.session.rollback()
    return [id for id in db.session.scalars(select(Session.guest_id)) if id]


def is_old(holder: Holder) -> None:
    """The last proof was sixteen minutes ago."""
    with writing():
        for session in db.session.scalars(select(Session).where(Session.account)):
            session.verified = now() - timedelta(minutes=16)


@pytest.mark.parametrize("alg", [ES256, EDDSA, RS256])
def test_an_account_is_a_name_and_a_passkey(newcomer: Newcomer, alg: int) -> None:
    ela = newcomer()
    ela.authenticator.alg = alg
    made = ela.creates(name="  Ela   Stern ").json
    assert (made["name"], made["guest"]) == ("Ela Stern", "")
    row = resident(made["actor"])
    assert (row.guest, row.name, len(row.user_handle)) == (False, "Ela Stern", 64)
    assert row.user_handle == ela.authenticator.passkeys[0].user_handle
    assert events(made["actor"]) == ["account_created"]
    assert ela.signs_in().json == made


def test_what_a_browser_is_asked_for(newcomer: Newcomer) -> None:
    ela = newcomer()
    options = ela.options("create", name="Ela Stern")
    assert options["rp"] == {"id": "localhost", "name": "Musterstadt"}
    assert (options["user"]["name"], options["user"]["displayName"]) == ("Ela Stern",) * 2
    assert len(base64url_to_bytes(options["user"]["id"])) == 64
    assert len(base64url_to_bytes(options["challenge"])) == 32
    selection = options["authenticatorSelection"]
    assert (selection["residentKey"], selection["userVerification"]) == ("required", "required")
    assert (options["attestation"], options["timeout"]) == ("none", 300_000)
    assert [wish["alg"] for wish in options["pubKeyCredParams"]] == [EDDSA, ES256, RS256]
    options = ela.options("sign_in")
    assert (options["userVerification"], options["timeout"]) == ("required", 300_000)
    assert (options["rpId"], options["allowCredentials"]) == ("localhost", [])


def test_a_guest_becomes_the_account_and_keeps_what_they_wrote(
    cast: Cast, newcomer: Newcomer
) -> None:
    ela, elsewhere = newcomer(), newcomer()
    person = guest(ela)
    guest(elsewhere)
    person.does("comment", on=str(cast.project), body="Noch als Gast.")
    made = ela.creates().json
    assert made["actor"] == str(person.id)
    bodies = cast.dilan.sees(f"project:{cast.project}")
    assert bodies[f"person:{person.id}"]["name"] == "Ela Stern"
    assert person.does("comment", on=str(cast.project), body="Mit Konto.")["status"] == "applied"
    # The guest's other cookies and the secret open nothing any more.
    assert Person(person.id, elsewhere.client).pulls()["session"] == "none"
    assert elsewhere.post("/session/guest", {"secret": SECRET}).status_code == 409


def test_who_is_signed_in_makes_no_second_account(newcomer: Newcomer) -> None:
    ela = newcomer()
    credential = ela.authenticator.create(ela.options("create", name="Zweite Ela"))
    ela.creates()
    assert (ela.asks("create", name="Dritte").status_code, standing()) == (409, (1, 1))
    answer = ela.answers("create", credential)
    assert (answer.status_code, answer.json["code"]) == (409, "signed_in")
    assert standing() == (1, 1)


def test_who_was_a_guest_and_is_no_more_begins_again(newcomer: Newcomer) -> None:
    ela = newcomer()
    guest(ela)
    credential = ela.authenticator.create(ela.options("create", name="Ela"))
    ela.client.delete_cookie("kokommune")
    assert ela.answers("create", credential).json["code"] == "not_accepted"


def test_each_sign_in_has_a_new_token_and_the_old_one_is_dead(newcomer: Newcomer) -> None:
    ela, thief = newcomer(), newcomer()
    ela.creates()
    for act in (ela.signs_in, lambda: ela.signs_in("verify")):
        thief.client.set_cookie("kokommune", token(ela), domain="localhost")
        assert act().status_code == 200
        assert Person(UUID(int=0), thief.client).pulls()["session"] == "none"
        assert Person(UUID(int=0), ela.client).pulls()["session"] == "active"
    assert standing() == (1, 1)


def test_signing_in_remembers_the_guest_who_gave_something(cast: Cast, newcomer: Newcomer) -> None:
    ela = newcomer()
    ela.creates()
    ela.client.delete_cookie("kokommune")
    person = guest(ela)
    assert ela.signs_in().json["guest"] == ""
    ela.client.delete_cookie("kokommune")
    guest(ela)
    person.does("comment", on=str(cast.project), body="Als Gast.")
    made = ela.signs_in().json
    assert made["guest"] == str(person.id)
    # The question stays open until it is answered.
    assert ela.signs_in().json == made
    assert asked_about() == [person.id]


def test_nobody_is_asked_about_nothing(cast: Cast, newcomer: Newcomer) -> None:
    ela = newcomer()
    ela.creates()
    ela.client.delete_cookie("kokommune")
    person = guest(ela)
    proposal, project = str(cast.proposal), str(cast.project)
    shift = offered(cast)
    person.does("support", proposal=proposal)
    person.does("follow", on=project)
    person.does("sign_up", shift=shift)
    comment = str(person.does("comment", on=project, body="Als Gast.")["id"])
    assert has_something(person.id)
    person.does("withdraw_support", proposal=proposal)
    person.does("unfollow", on=project)
    person.does("withdraw_sign_up", shift=shift)
    person.does("delete_comment", comment=comment)
    assert ela.signs_in().json["guest"] == ""
    assert asked_about() == []


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("support", {"proposal": "{proposal}"}),
        ("follow", {"on": "{project}"}),
        ("report", {"on": "{proposal}", "reason": "other", "text": "Hm."}),
        ("sign_up", {"shift": "{shift}"}),
        ("comment", {"on": "{project}", "body": "Als Gast."}),
        ("propose", {"on": "{project}", "title": "Eine Schaukel", "body": "Für Kinder."}),
    ],
)
def test_each_thing_that_could_come_along_is_asked_about(
    cast: Cast, newcomer: Newcomer, name: str, args: dict[str, str]
) -> None:
    ela = newcomer()
    ela.creates()
    ela.client.delete_cookie("kokommune")
    person = guest(ela)
    things = {"proposal": cast.proposal, "project": cast.project, "shift": offered(cast)}
    person.does(name, **{arg: value.format(**things) for arg, value in args.items()})
    assert ela.signs_in().json["guest"] == str(person.id)


def test_what_still_waits_on_the_phone_is_asked_about(newcomer: Newcomer) -> None:
    ela = newcomer()
    ela.creates()
    ela.client.delete_cookie("kokommune")
    person = guest(ela)
    credential = ela.authenticator.get(ela.options("sign_in"))
    assert ela.answers("sign_in", credential, waits=True).json["guest"] == str(person.id)
    # Nothing of the guest's is the reader's now, so the phone does not say it again.
    assert ela.signs_in().json["guest"] == str(person.id)
    assert asked_about() == [person.id]


def test_one_more_passkey_needs_a_fresh_proof(newcomer: Newcomer) -> None:
    ela = newcomer()
    made = ela.creates().json
    first = ela.authenticator
    assert len(ela.options("add")["excludeCredentials"]) == 1
    is_old(ela)
    refused = ela.asks("add")
    assert (refused.status_code, refused.json["code"]) == (403, "verify_first")
    assert ela.signs_in("verify").status_code == 200
    ela.authenticator = Authenticator()
    assert ela.creates(purpose="add", passkey="Zweites  Handy").json["actor"] == made["actor"]
    assert first.passkeys[0].user_handle == ela.authenticator.passkeys[0].user_handle
    assert sorted(db.session.scalars(select(Credential.name))) == ["", "Zweites Handy"]
    assert events(made["actor"]) == ["account_created", "passkey_added"]
    assert ela.signs_in().status_code == 200


@pytest.mark.parametrize("purpose", ["add", "verify"])
def test_nobody_and_guests_have_no_account(newcomer: Newcomer, purpose: str) -> None:
    ela = newcomer()
    for _ in range(2):
        refused = ela.asks(purpose)
        assert (refused.status_code, refused.json["code"]) == (401, "no_account")
        guest(ela)


def test_verify_is_for_ones_own_passkeys(newcomer: Newcomer) -> None:
    ela, ben = newcomer(), newcomer()
    ela.creates()
    ben.creates("Ben")
    allowed = ela.options("verify")["allowCredentials"]
    assert [base64url_to_bytes(one["id"]) for one in allowed] == [ela.authenticator.passkeys[0].id]
    ela.authenticator = ben.authenticator
    assert ela.signs_in("verify").json["code"] == "not_accepted"


@pytest.mark.parametrize("purpose", ["add", "verify"])
def test_a_challenge_is_for_who_asked(newcomer: Newcomer, purpose: str) -> None:
    ela, ben = newcomer(), newcomer()
    ela.creates()
    ben.client, ben.authenticator = ela.client, Authenticator()
    options = ela.options(purpose)
    ela.client.delete_cookie("kokommune")
    ben.creates("Ben")
    make = ben.authenticator.create if purpose == "add" else ben.authenticator.get
    assert ben.answers(purpose, make(options)).json["code"] == "not_accepted"


def test_what_the_signal_api_is_told(newcomer: Newcomer) -> None:
    ela = newcomer()
    assert ela.client.get("/passkeys/known", headers=SYNC).status_code == 401
    ela.creates()
    passkey = ela.authenticator.passkeys[0]
    known = ela.client.get("/passkeys/known", headers=SYNC)
    assert (known.headers["Cache-Control"], known.headers["Kokommune-Sync"]) == ("no-store", "1")
    assert (known.json["rp_id"], known.json["name"]) == ("localhost", "Ela Stern")
    assert base64url_to_bytes(known.json["user_handle"]) == passkey.user_handle
    assert [base64url_to_bytes(id) for id in known.json["credentials"]] == [passkey.id]


def test_somebody_else_was_faster_with_the_name(newcomer: Newcomer) -> None:
    ela, ben = newcomer(), newcomer()
    credential = ela.authenticator.create(ela.options("create", name="Ela"))
    ben.creates("Е1а")
    refused = ela.answers("create", credential)
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")
    assert refused.json["fields"] == {"name": "name_taken"}
    assert standing() == (1, 1)


def test_ilsa_does_not_keep_lisa_out_but_who_looks_like_them(newcomer: Newcomer) -> None:
    for name in ("Ilsa", "Lisa"):
        assert newcomer().creates(name).status_code == 200
    for name in ("lIsa", "LlSA", "1lsa", "iIsa", "ilsa"):
        assert newcomer().asks("create", name=name).json["fields"] == {"name": "name_taken"}


@pytest.mark.parametrize("name", ["Ayşe Yıldız", "AYŞE YILDIZ", "", "x", None, 7, "a\u202eb"])
def test_a_name_that_does_not_do_is_said_at_its_field(newcomer: Newcomer, name: object) -> None:
    refused = newcomer().asks("create", name=name)
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")
    assert set(refused.json["fields"]) == {"name"}


def test_a_closed_account_is_opened_by_nothing(newcomer: Newcomer) -> None:
    ela = newcomer()
    made = ela.creates().json
    with writing():
        db.session.get_one(Resident, UUID(made["actor"])).closed = now()
    assert ela.signs_in().json["code"] == "not_accepted"
