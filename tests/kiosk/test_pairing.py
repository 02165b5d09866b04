"""Signing in at a kiosk by one's own phone: who may start, who says yes, what comes of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from cast import SAME_ORIGIN, SYNC, Cast, Person
from flask.testing import FlaskClient
from signed_in import changed, guest, signed_in
from sqlalchemy import select
from tablet import Json, Tablet, acts, code_for

from app.auth import codes, guesses
from app.db import db, now
from app.kiosk.allowed import SIGNED_IN
from app.kiosk.pairing import redeem
from app.models import Comment, Event, Guess, Kiosk, Pairing, Session
from app.models.limits import LIMITS
from app.views.actor import COOKIE
from app.writing import writing

DIGITS = re.compile(r'class="paper__code">([0-9]{2})<')


def rows(model: Any) -> list[Any]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(model)))


def answers(client: FlaskClient, what: str, code: str, headers: Any = SAME_ORIGIN) -> Any:
    return client.post(f"/pair/{what}", data={"code": code}, headers=headers)


def begins(tablet: Tablet) -> Json:
    answer = tablet.posts("/kiosk/pairing")
    assert answer.status_code == 200, answer.text
    body: Json = answer.json
    return body


def state(tablet: Tablet, begun: Json) -> str:
    return str(tablet.posts("/kiosk/pairing/state", secret=begun["secret"]).json["state"])


def types(tablet: Tablet, begun: Json, digits: str) -> Any:
    return tablet.posts("/kiosk/pairing/redeem", secret=begun["secret"], digits=digits)


def says_yes(person: Person, begun: Json) -> str:
    answer = answers(person.client, "allow", begun["code"])
    assert answer.status_code == 200, answer.text
    found = DIGITS.search(answer.text)
    assert found
    return found[1]


def other_than(digits: str) -> str:
    return f"{(int(digits) + 1) % 100:02}"


def minutes_pass(minutes: int) -> None:
    with writing():
        for row in db.session.scalars(select(Pairing)):
            row.expires -= timedelta(minutes=minutes)


@pytest.fixture
def bernd(cast: Cast) -> Person:
    """With a phone in his hand that he has just unlocked with a passkey."""
    return signed_in(cast, cast.bernd, verified=now())


def test_a_phone_signs_somebody_in(cast: Cast, tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    assert len(codes.read(begun["code"])) * 5 >= 60
    assert state(tablet, begun) == "waiting"
    asked = answers(bernd.client, "look", begun["code"])
    assert "Tablet im Foyer" in asked.text
    assert "Rathaus, Erdgeschoss" in asked.text
    digits = says_yes(bernd, begun)
    assert state(tablet, begun) == "allowed"
    answer = types(tablet, begun, digits)
    assert "Max-Age=600;" in answer.headers["Set-Cookie"]
    assert answer.json == {"protocol": 1, "actor": str(bernd.id), "name": "Bernd Kröger"}
    assert "Bernd" in tablet.client.get("/").text
    push = {"protocol": 1, "commands": [bernd.command("comment", on=str(cast.project), body="Da")]}
    result = tablet.client.post("/sync/push", json=push, headers=SYNC).json["results"][0]
    assert result["status"] == "applied"
    assert [row.author_id for row in rows(Comment)] == [bernd.id]
    assert "signed_in_at_kiosk" in [row.kind for row in rows(Event)]


def test_both_answers_are_equally_large(tablet: Tablet, bernd: Person) -> None:
    page = answers(bernd.client, "look", begins(tablet)["code"]).text
    main = page[page.index("<main") : page.index("</main")]
    found = dict(re.findall(r'<button class="([^"]*)"[^>]*><span[^>]*>(\w+)<', main))
    assert list(found.values()) == ["Ablehnen"]
    buttons = re.findall(r'<button class="([^"]*)"[^>]*><span[^>]*>(\w+)<', main)
    assert [words for _, words in buttons] == ["Erlauben", "Ablehnen"]
    assert len({look for look, _ in buttons}) == 1


def test_a_no_is_a_no(tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    assert answers(bernd.client, "refuse", begun["code"]).status_code == 200
    assert state(tablet, begun) == "refused"
    assert types(tablet, begun, "00").json["code"] == "over"
    assert answers(bernd.client, "allow", begun["code"]).status_code == 422


def test_only_kiosks_start(cast: Cast, tablet: Tablet, bernd: Person) -> None:
    for client in (cast.guest(), bernd.client):
        answer = Tablet(client).posts("/kiosk/pairing")
        assert (answer.status_code, answer.json["code"]) == (401, "not_enrolled")
    assert rows(Pairing) == []


def test_a_revoked_kiosk_starts_nothing_and_ends_what_it_had(
    cast: Cast, tablet: Tablet, bernd: Person
) -> None:
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    signed = begins(tablet)
    types(tablet, signed, says_yes(bernd, signed))
    [kiosk] = rows(Kiosk)
    open_one = begins(tablet)
    acts(cast.ayse, "revoke", kiosk=str(kiosk.id))
    assert tablet.posts("/kiosk/pairing").status_code == 403
    assert types(tablet, begun, digits).status_code == 403
    assert answers(bernd.client, "allow", open_one["code"]).status_code == 422
    assert [row.ended is not None for row in rows(Session) if row.kiosk_id] == [True]
    assert tablet.client.get("/mine").status_code == 403


def test_it_is_good_once(tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    assert answers(bernd.client, "allow", begun["code"]).status_code == 422
    assert types(tablet, begun, digits).status_code == 200
    assert types(tablet, begun, digits).json["code"] == "over"
    assert state(tablet, begun) == "over"
    assert len([row for row in rows(Session) if row.kiosk_id]) == 1


@pytest.mark.parametrize("allowed", [False, True])
def test_it_is_good_for_ten_minutes(tablet: Tablet, bernd: Person, allowed: bool) -> None:
    begun = begins(tablet)
    assert begun["expires_in"] == 600
    digits = says_yes(bernd, begun) if allowed else ""
    minutes_pass(10)
    assert state(tablet, begun) == "over"
    if allowed:
        assert types(tablet, begun, digits).json["code"] == "over"
    else:
        assert answers(bernd.client, "look", begun["code"]).status_code == 422
    assert not [row for row in rows(Session) if row.kiosk_id]


def test_a_new_start_ends_the_one_before(tablet: Tablet, bernd: Person) -> None:
    old, new = begins(tablet), begins(tablet)
    assert state(tablet, old) == "over"
    assert answers(bernd.client, "look", old["code"]).status_code == 422
    assert answers(bernd.client, "look", new["code"]).status_code == 200


def test_three_wrong_digits_end_it(tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    told = [types(tablet, begun, other_than(digits)).json for _ in range(3)]
    assert [each["code"] for each in told] == ["wrong_digits", "wrong_digits", "over"]
    assert [each["fields"]["left"] for each in told] == ["2", "1", "0"]
    assert types(tablet, begun, digits).json["code"] == "over"
    assert not [row for row in rows(Session) if row.kiosk_id]


def test_two_wrong_digits_do_not(tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    for _ in range(2):
        types(tablet, begun, other_than(digits))
    assert types(tablet, begun, digits).status_code == 200


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("digits", ["", "1", "123", "1a", "１２", None, 12])
def test_digits_are_two(tablet: Tablet, bernd: Person, digits: Any) -> None:
    begun = begins(tablet)
    says_yes(bernd, begun)
    assert types(tablet, begun, digits).status_code == 400
    assert [row.wrong for row in rows(Pairing)] == [0]


def test_another_kiosk_gets_nothing_of_it(cast: Cast, tablet: Tablet, bernd: Person) -> None:
    other = Tablet(cast.guest())
    other.enrols(code_for(cast.ayse, name="Tablet Süd"))
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    assert state(other, begun) == "over"
    assert types(other, begun, digits).json["code"] == "over"
    answer = types(tablet, begun, digits)
    # Nor does its session count anywhere else.
    for client in (other.client, cast.guest()):
        client.set_cookie(COOKIE, _session(answer), domain="localhost")
        assert "Bernd" not in client.get("/").text


def _session(answer: Any) -> str:
    [given] = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith(f"{COOKIE}=")]
    return str(given.partition("=")[2].partition(";")[0])


def test_of_a_hundred_at_a_time_one_wins(cast: Cast, tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    [kiosk] = rows(Kiosk)
    id: UUID = kiosk.id
    db.session.rollback()

    def tries(_: int) -> bool:
        with cast.app.app_context():
            try:
                with writing():
                    return redeem(id, begun["secret"], digits).resident is not None
            finally:
                db.session.remove()

    with ThreadPoolExecutor(50) as pool:
        assert sorted(pool.map(tries, range(100))) == [*[False] * 99, True]
    assert [row.kind for row in rows(Event)].count("signed_in_at_kiosk") == 1


def test_of_twenty_wrong_at_a_time_three_count(cast: Cast, tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    wrong = other_than(says_yes(bernd, begun))
    [kiosk] = rows(Kiosk)
    id: UUID = kiosk.id
    db.session.rollback()

    def tries(_: int) -> int:
        with cast.app.app_context():
            try:
                with writing():
                    return redeem(id, begun["secret"], wrong).left
            finally:
                db.session.remove()

    with ThreadPoolExecutor(20) as pool:
        assert sorted(pool.map(tries, range(20))) == [*[0] * 18, 1, 2]
    assert [row.wrong for row in rows(Pairing)] == [3]


def test_only_who_has_just_shown_a_passkey_says_yes(cast: Cast, tablet: Tablet) -> None:
    begun = begins(tablet)
    late = signed_in(cast, cast.bernd, verified=now() - timedelta(minutes=16))
    never = signed_in(cast, cast.dilan)
    for person in (late, never):
        assert person.client.get("/pair").status_code == 200
        for what in ("look", "allow", "refuse"):
            answer = answers(person.client, what, begun["code"])
            assert answer.status_code == 403
            assert f'data-then="/pair#code={begun["code"]}"' in answer.text
            assert "Foyer" not in answer.text
    for client in (cast.guest(), guest(cast).client):
        assert client.get("/pair").status_code == 401
        assert answers(client, "allow", begun["code"]).status_code == 401
    assert state(tablet, begun) == "waiting"


def test_only_our_own_pages_say_yes(tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    for what in ("look", "allow", "refuse"):
        assert answers(bernd.client, what, begun["code"], {}).status_code == 403
    assert state(tablet, begun) == "waiting"


def test_wrong_codes_are_counted_whatever_is_asked(tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    asked = ("look", "allow", "refuse")
    for number in range(guesses.LIMITS["pairing"].browser):
        answer = answers(bernd.client, asked[number % 3], codes.make(codes.DESK))
        assert answer.status_code == 422
    for what in asked:
        assert answers(bernd.client, what, begun["code"]).status_code == 429
    assert {row.kind for row in rows(Guess)} == {"pairing"}
    assert state(tablet, begun) == "waiting"


@pytest.fixture
def there(tablet: Tablet, bernd: Person) -> Tablet:
    """Bernd is signed in at the tablet."""
    begun = begins(tablet)
    assert types(tablet, begun, says_yes(bernd, begun)).status_code == 200
    return tablet


def test_the_session_is_narrow(cast: Cast, there: Tablet, bernd: Person) -> None:
    assert there.client.get("/mine").status_code == 200
    for path in ("/account", "/admin", "/device", "/outbox", "/recovery", "/pair", "/ticket"):
        assert there.client.get(path).status_code == 403
    for path in ("/passkeys/options", "/passkeys/answer", "/account/codes", "/account/invitation"):
        assert there.posts(path, purpose="verify").status_code == 403
    refused = [
        bernd.command("close_account", sure="Bernd Kröger"),
        bernd.command("start_project", neighbourhood="town", title="x", body="y"),
    ]
    push = {"protocol": 1, "commands": refused}
    answer = there.client.post("/sync/push", json=push, headers=SYNC)
    told = {(each["status"], each["code"]) for each in answer.json["results"]}
    assert told == {("rejected", "not_allowed")}
    assert not {command["name"] for command in refused} & {*SIGNED_IN}


def test_nothing_of_ones_own_is_pulled_there(there: Tablet, bernd: Person) -> None:
    pull = {"protocol": 1, "schema": 5, "epoch": "", "have": {}, "want": [f"me:{bernd.id}"]}
    answer = there.client.post("/sync/pull", json=pull, headers=SYNC).json
    assert (answer["scopes"], answer["actor"]) == ({}, "")
    push = {"protocol": 1, "commands": [], "pull": pull}
    answer = there.client.post("/sync/push", json=push, headers=SYNC).json["pull"]
    assert (answer["scopes"], answer["actor"]) == ({}, "")


def test_it_ends_after_ten_minutes(there: Tablet) -> None:
    assert LIMITS["kiosk"].absolute == timedelta(minutes=10)
    with writing():
        [session] = [s for s in db.session.scalars(select(Session)) if s.kiosk_id]
        session.created -= timedelta(minutes=10)
    assert there.client.get("/mine").status_code == 403
    page = there.client.get("/").text
    assert "Bernd" not in page
    # Whoever comes next is not told that somebody was here.
    there.client.delete_cookie(COOKIE, domain="localhost")
    assert there.client.get("/").text == page


def test_its_owner_sees_and_ends_it(there: Tablet, bernd: Person) -> None:
    [session] = [row for row in rows(Session) if row.kiosk_id]
    body = bernd.sees(f"me:{bernd.id}")[f"device:{session.id}"]
    assert body["name"] == "Tablet im Foyer, Rathaus, Erdgeschoss"
    assert bernd.does("sign_out_device", device=str(session.id))["status"] == "applied"
    assert there.client.get("/mine").status_code == 403
    assert f"device:{session.id}" not in bernd.sees(f"me:{bernd.id}")


def test_whoever_goes_signs_out(there: Tablet) -> None:
    assert there.posts("/session/end").status_code == 200
    assert not [row for row in rows(Session) if row.kiosk_id]
    assert there.client.get("/mine").status_code == 403
    assert there.beats().status_code == 200


def test_it_proves_nothing_elsewhere(there: Tablet, bernd: Person) -> None:
    """A session at a kiosk is no proof by a passkey."""
    changed(bernd, verified=now() - timedelta(hours=1))
    db.session.rollback()
    assert not Session.proved_lately(bernd.id)
