"""Codes on paper: what they are, how they are read, what they open and how often."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from cast import Cast
from flask import Flask
from sqlalchemy import select

from app.auth import codes, guesses
from app.auth.keys import keyed_hashes
from app.auth.recovery import take, way_of
from app.db import db, now
from app.models import Event, Guess, RecoveryCode, Resident, Session
from app.refusal import Refusal
from app.writing import writing

BROWSER = b"b" * 32
OTHER = b"o" * 32


def made(resident: UUID) -> list[str]:
    with writing():
        return codes.renew(resident)


def refused(text: str, browser: bytes = BROWSER, actor: UUID | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        way_of(text, browser, actor)
    return refusal.value.code


def wrong(kind: str, number: int, browser: bytes = BROWSER, ago: timedelta = timedelta()) -> None:
    with writing():
        db.session.add_all(
            Guess(kind=kind, browser=browser, created=now() - ago) for _ in range(number)
        )


@pytest.mark.parametrize(
    "typed",
    [
        "7KQM-2X9D-0AB1-CDEF",
        "7kqm 2x9d 0ab1 cdef",
        "7kqm2x9doabicdef",
        " 7KQM–2X9D—OABL\u00adCDEF\n",
        "７ＫＱＭ-2X9D-0AB1-CDEF",
    ],
)
def test_reading_forgives_what_people_mistake(typed: str) -> None:
    assert codes.read(typed) == "7KQM2X9D0AB1CDEF"


@pytest.mark.parametrize(
    "typed",
    ["", "7KQM", "7KQM-2X9D-0AB1-CDE", "7KQM-2X9D-0AB1-CDEU", "7KQM-2X9D-0AB1-CDEÄ", "0" * 10_000],
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) == ""


def test_a_code_has_five_bits_a_letter_and_no_look_alikes() -> None:
    assert len(set(codes.ALPHABET)) == 2**5
    assert not set("ILOU") & set(codes.ALPHABET)
    assert codes.PAPER * 5 == 80
    assert codes.DESK * 5 >= 60
    assert codes.shown(codes.make(codes.PAPER)).count("-") == 3


def test_an_account_gets_eight_and_each_opens_it(cast: Cast) -> None:
    mine = made(cast.bernd.id)
    assert len(set(mine)) == 8
    for code in mine:
        kind, way = way_of(code.lower(), BROWSER, None)
        assert (kind, way.resident_id) == ("paper", cast.bernd.id)
    assert cast.bernd.sees(f"me:{cast.bernd.id}")[f"me:{cast.bernd.id}"]["codes"] == 8
    assert [event.kind for event in db.session.scalars(select(Event))] == ["codes_made"]


def test_only_keyed_hashes_are_kept(cast: Cast) -> None:
    mine = {codes.read(code) for code in made(cast.bernd.id)}
    kept = {code.hash for code in db.session.scalars(select(RecoveryCode))}
    assert len(kept) == 8
    assert not kept & {code.encode() for code in mine}


def test_new_ones_replace_all_before(cast: Cast) -> None:
    old, others = made(cast.bernd.id), made(cast.dilan.id)
    new = made(cast.bernd.id)
    assert refused(old[0]) == "wrong_code"
    for code in (new[0], others[0]):
        way_of(code, BROWSER, None)


def test_one_opens_once(cast: Cast) -> None:
    code, other = made(cast.bernd.id)[:2]
    kind, way = way_of(code, BROWSER, None)
    with writing():
        take(kind, way.id, None)
    assert refused(code) == "wrong_code"
    with pytest.raises(Refusal), writing():
        take(kind, way.id, None)
    way_of(other, BROWSER, None)
    assert cast.dilan.sees("public")
    assert db.session.get_one(Resident, cast.bernd.id).recovered is not None


def test_of_fifty_at_a_time_one_gets_in(cast: Cast, app: Flask) -> None:
    kind, way = way_of(made(cast.bernd.id)[0], BROWSER, None)
    id = way.id

    def tries(_: int) -> str:
        with app.app_context():
            try:
                with writing():
                    take(kind, id, None)
                return "in"
            except Refusal as refusal:
                return refusal.code
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(50) as pool:
        told = sorted(pool.map(tries, range(50)))
    assert told == ["in", *["wrong_code"] * 49]


def test_a_recovery_ends_all_sessions_and_is_told(cast: Cast) -> None:
    kind, way = way_of(made(cast.bernd.id)[0], BROWSER, None)
    with writing():
        take(kind, way.id, None)
    ended = {s.resident_id: s.ended is not None for s in db.session.scalars(select(Session))}
    assert ended[cast.bernd.id]
    assert not ended[cast.dilan.id]
    kinds = {event.kind for event in db.session.scalars(select(Event))}
    assert kinds == {"codes_made", "recovered_by_code"}


def test_a_deleted_account_opens_no_more(cast: Cast) -> None:
    code = made(cast.bernd.id)[0]
    with writing():
        db.session.get_one(Resident, cast.bernd.id).closed = now()
    assert refused(code) == "wrong_code"


def test_somebody_elses_session_gets_nobody_in(cast: Cast) -> None:
    code = made(cast.bernd.id)[0]
    assert refused(code, actor=cast.carla.id) == "other_account"
    way_of(code, BROWSER, cast.bernd.id)


def test_codes_outlive_a_rotation_of_the_keys(cast: Cast, app: Flask) -> None:
    code = made(cast.bernd.id)[0]
    old = app.secret_key
    try:
        app.secret_key = secrets.token_bytes(32)
        assert refused(code) == "wrong_code"
        app.config["SECRET_KEY_FALLBACKS"] = [old]
        way_of(code, BROWSER, None)
    finally:
        app.secret_key = old
        app.config["SECRET_KEY_FALLBACKS"] = []


def test_a_browser_that_guesses_has_to_wait_and_others_do_not(cast: Cast) -> None:
    code = made(cast.bernd.id)[0]
    for _ in range(guesses.LIMITS["paper"].browser):
        assert refused(codes.make(codes.PAPER)) == "wrong_code"
    assert refused(codes.make(codes.PAPER)) == "too_many_guesses"
    assert refused(code) == "too_many_guesses"
    way_of(code, OTHER, None)
    assert refused(codes.make(codes.DESK)) == "wrong_code"


def test_a_slip_of_the_pen_is_no_guess(cast: Cast) -> None:
    for _ in range(guesses.LIMITS["paper"].browser + 1):
        assert refused("7KQM-2X9D") == "not_a_code"


def test_a_right_code_resets_nothing(cast: Cast) -> None:
    code = made(cast.bernd.id)[0]
    wrong("paper", guesses.LIMITS["paper"].browser - 1)
    way_of(code, BROWSER, None)
    assert refused(codes.make(codes.PAPER)) == "wrong_code"
    assert refused(code) == "too_many_guesses"


def test_who_waited_may_try_again_and_old_guesses_go(cast: Cast) -> None:
    limit = guesses.LIMITS["paper"]
    wrong("paper", limit.browser * 3, ago=limit.within)
    assert refused(codes.make(codes.PAPER)) == "wrong_code"
    assert len(db.session.scalars(select(Guess)).all()) == 1


def test_ten_thousand_guesses_find_nothing_and_the_town_stops_them(cast: Cast) -> None:
    made(cast.bernd.id)
    limit = guesses.LIMITS["paper"]
    hashes = {code.hash for code in db.session.scalars(select(RecoveryCode))}
    assert not any(
        hashes.intersection(keyed_hashes(codes.make(codes.PAPER))) for _ in range(limit.town)
    )
    wrong("paper", limit.town, browser=OTHER)
    assert guesses.are_too_many("paper", BROWSER)
    assert not guesses.are_too_many("desk", BROWSER)
