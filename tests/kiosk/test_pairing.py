"""Signing in at a kiosk by one's own phone: who may start, who says yes, what comes of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from by_phone import answers, begins, other_than, says_yes, state, types
from cast import SYNC, Cast, Person
from signed_in import guest, signed_in
from sqlalchemy import select
from tablet import COOKIE, SESSION, Tablet, acts, code_for, rows

from app.auth import codes, guesses
from app.auth.recovery import take
from app.db import db, now
from app.kiosk.pairing import redeem
from app.models import Comment, Event, Guess, Kiosk, Pairing, RecoveryCode, Session
from app.writing import writing


def minutes_pass(minutes: int) -> None:
    with writing():
        for row in db.session.scalars(select(Pairing)):
            row.expires -= timedelta(minutes=minutes)


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
    who = {"actor": str(bernd.id), "name": "Bernd Kröger"}
    token = answer.json["token"]
    assert answer.json == {"protocol": 1, **who, "token": token, "expires_in": 600}
    assert len(token) == 43
    # A cookie would outlive the page and reach the disk.
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    tablet.session = token
    assert "Bernd" in tablet.gets("/").text
    command = bernd.command("comment", on=str(cast.project), body="Da")
    [result] = tablet.posts("/sync/push", commands=[command]).json["results"]
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
    tablet.session = types(tablet, signed, says_yes(bernd, signed)).json["token"]
    assert tablet.gets("/mine").status_code == 200
    [kiosk] = rows(Kiosk)
    open_one = begins(tablet)
    acts(cast.ayse, "revoke", kiosk=str(kiosk.id))
    assert tablet.posts("/kiosk/pairing").status_code == 403
    assert types(tablet, begun, digits).status_code == 403
    assert answers(bernd.client, "allow", open_one["code"]).status_code == 422
    assert [row.ended is not None for row in rows(Session) if row.kiosk_id] == [True]
    assert tablet.gets("/mine").status_code == 403


def test_it_is_good_once(cast: Cast, tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    dilan = signed_in(cast, cast.dilan, verified=now())
    assert answers(dilan.client, "allow", begun["code"]).status_code == 422
    assert types(tablet, begun, digits).status_code == 200
    assert answers(bernd.client, "allow", begun["code"]).status_code == 422
    assert types(tablet, begun, digits).json["code"] == "over"
    assert state(tablet, begun) == "over"
    assert len([row for row in rows(Session) if row.kiosk_id]) == 1


def test_a_yes_that_is_sent_twice_shows_the_digits_that_count(
    tablet: Tablet, bernd: Person
) -> None:
    """The first answer may have been lost, or never shown."""
    begun = begins(tablet)
    says_yes(bernd, begun)
    digits = says_yes(bernd, begun)
    assert rows(Guess) == []
    assert types(tablet, begun, digits).status_code == 200


def test_once_digits_were_typed_there_are_no_others(tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    types(tablet, begun, other_than(digits))
    assert answers(bernd.client, "allow", begun["code"]).status_code == 422
    assert types(tablet, begun, digits).status_code == 200


def test_who_said_yes_may_still_say_no(tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    assert answers(bernd.client, "refuse", begun["code"]).status_code == 200
    assert types(tablet, begun, digits).json["code"] == "over"


def test_a_recovery_ends_a_yes_from_before(cast: Cast, tablet: Tablet, bernd: Person) -> None:
    """It may be that of whoever had the phone."""
    begun = begins(tablet)
    digits = says_yes(bernd, begun)
    with writing():
        RecoveryCode.replace(bernd.id, [b"p" * 32])
    [code] = rows(RecoveryCode)
    with writing():
        take("paper", code.id, None)
    assert types(tablet, begun, digits).json["code"] == "over"
    assert [row for row in rows(Session) if row.kiosk_id] == []
    back = signed_in(cast, bernd, verified=now())
    again = begins(tablet)
    assert types(tablet, again, says_yes(back, again)).status_code == 200


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
    assert types(tablet, begun, digits).status_code == 200


def test_of_a_hundred_at_a_time_one_wins(cast: Cast, tablet: Tablet, bernd: Person) -> None:
    begun = begins(tablet)
    body = {"protocol": 1, "secret": begun["secret"], "digits": says_yes(bernd, begun)}
    token = tablet.client.get_cookie(COOKIE).value
    db.session.rollback()

    def tries(_: int) -> str:
        client = cast.guest()
        client.set_cookie(COOKIE, token, domain="localhost")
        answer = client.post("/kiosk/pairing/redeem", json=body, headers=SYNC)
        return str(answer.json.get("token") or answer.json["code"])

    with ThreadPoolExecutor(50) as pool:
        told = list(pool.map(tries, range(100)))
    assert told.count("over") == 99
    [won] = set(told) - {"over"}
    assert [row.resident_id for row in rows(Session) if row.kiosk_id] == [bernd.id]
    assert tablet.client.get("/mine", headers={SESSION: won}).status_code == 200
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
