"""How a tablet becomes a kiosk and stops being one; who is none learns nothing."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import timedelta
from typing import Any

import pytest
from cast import SAME_ORIGIN, Cast
from flask import Flask
from roles import appoints
from signed_in import proves, signed_in
from sqlalchemy import Engine, event, exc, func, select
from tablet import CODE, COOKIE, Tablet, acts, code_for, enrolled

from app.auth import codes, guesses
from app.auth.browser import current_browser
from app.db import db, now
from app.kiosk.enrolment import enrol
from app.models import Guess, Kiosk, Session
from app.refusal import Refusal
from app.views.actor import COOKIE as SESSION
from app.writing import writing


def the_kiosk() -> Kiosk:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Kiosk)).one()


def minutes_pass(minutes: int) -> None:
    with writing():
        kiosk = db.session.scalars(select(Kiosk)).one()
        kiosk.code_expires -= timedelta(minutes=minutes)


@pytest.fixture
def office(cast: Cast) -> Cast:
    """Ayşe looks after the app, and has just shown a passkey."""
    proves(appoints(cast.ayse, "administrator"))
    return cast


def test_a_code_makes_a_kiosk(office: Cast) -> None:
    tablet = Tablet(office.guest())
    answer = tablet.enrols(code_for(office.ayse).lower().replace("-", " "))
    assert (answer.status_code, answer.location) == (303, "/kiosk")
    page = tablet.client.get("/kiosk")
    assert page.status_code == 200
    assert 'id="attract"' in page.text
    assert tablet.beats().json["name"] == "Tablet im Foyer"


def test_the_token_is_out_of_reach(office: Cast) -> None:
    code = code_for(office.ayse)
    client = office.guest()
    answer = client.post(
        "/kiosk", data={"code": code}, headers=SAME_ORIGIN, base_url="https://localhost"
    )
    [given] = [c for c in answer.headers.getlist("Set-Cookie") if COOKIE in c]
    assert given.startswith(f"__Host-{COOKIE}=")
    for attribute in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/"):
        assert attribute in given.split("; ")
    assert "Domain" not in given
    token = given.partition("=")[2].partition(";")[0]
    kiosk = the_kiosk()
    kept = [getattr(kiosk, column.key) for column in Kiosk.__table__.columns]
    assert token not in kept
    assert token.encode() not in kept


def test_where_the_session_before_cannot_be_ended_the_code_is_good_still(office: Cast) -> None:
    """The tablet would have used it up and got no token for it."""
    code = code_for(office.ayse)
    tablet = Tablet(signed_in(office, office.bernd).client)
    busy = exc.OperationalError("DELETE", {}, Exception("database is locked"))

    def fails(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith("DELETE FROM session"):
            raise busy

    event.listen(Engine, "before_cursor_execute", fails)
    try:
        assert tablet.enrols(code).status_code == 503
    finally:
        event.remove(Engine, "before_cursor_execute", fails)
    assert the_kiosk().token_hash is None
    assert tablet.enrols(code).status_code == 303
    assert tablet.gets("/kiosk/key").status_code == 200


def test_a_code_has_60_bits_ten_minutes_and_is_kept_nowhere(office: Cast) -> None:
    code = codes.read(code_for(office.ayse))
    assert len(code) * 5 >= 60
    assert the_kiosk().code_hash != code.encode()
    minutes_pass(9)
    assert Tablet(office.guest()).enrols(code).status_code == 303


def wrong_codes(office: Cast) -> dict[str, str]:
    """One of each kind."""
    used = code_for(office.ayse)
    Tablet(office.guest()).enrols(used)
    id = str(the_kiosk().id)
    revoked = found(acts(office.ayse, "code", kiosk=id))
    acts(office.ayse, "revoke", kiosk=id)
    replaced = found(acts(office.ayse, "code", kiosk=id))
    expired = found(acts(office.ayse, "code", kiosk=id))
    minutes_pass(10)
    return {
        "unknown": codes.make(codes.DESK),
        "used": used,
        "revoked": revoked,
        "replaced": replaced,
        "expired": expired,
        "no code": "7KQM",
        "paper": codes.make(codes.PAPER),
        "empty": "",
        "odd": "\ud7ff" * 12,
    }


def found(answer: Any) -> str:
    code = CODE.search(answer.text)
    assert code, answer.text
    return code[1]


def test_whatever_is_wrong_the_page_is_the_same(office: Cast) -> None:
    pages = set()
    for code in wrong_codes(office).values():
        answer = Tablet(office.guest()).enrols(code)
        assert answer.status_code == 422
        assert not [c for c in answer.headers.getlist("Set-Cookie") if COOKIE in c]
        pages.add(answer.text)
    assert len(pages) == 1
    for page in (*pages, office.guest().get("/kiosk").text):
        assert "Foyer" not in page
        assert "Rathaus, Erdgeschoss" not in page


def test_of_twenty_at_a_time_one_gets_in(office: Cast, app: Flask) -> None:
    code = code_for(office.ayse)
    db.session.rollback()

    def tries(number: int) -> str:
        with app.test_request_context():
            try:
                enrol(code, current_browser())
                return "in"
            except Refusal as refusal:
                return refusal.code
            finally:
                db.session.remove()

    with ThreadPoolExecutor(20) as pool:
        told = sorted(pool.map(lambda n: Context().run(tries, n), range(20)))
    assert told == ["in", *["wrong_code"] * 19]


def test_guesses_are_counted(office: Cast) -> None:
    tablet = Tablet(office.guest())
    code = code_for(office.ayse)
    for _ in range(guesses.LIMITS["kiosk"].browser):
        assert tablet.enrols(codes.make(codes.DESK)).status_code == 422
    assert tablet.enrols(codes.make(codes.DESK)).status_code == 429
    assert tablet.enrols(code).status_code == 429
    db.session.rollback()
    counted = select(func.count()).where(Guess.kind == "kiosk")
    assert db.session.scalar(counted) == guesses.LIMITS["kiosk"].browser
    assert Tablet(office.guest()).enrols(code).status_code == 303


def test_rolling_gives_a_new_token_and_the_old_one_is_dead(cast: Cast, tablet: Tablet) -> None:
    code = found(acts(cast.ayse, "code", kiosk=str(the_kiosk().id)))
    # Until the code is used, the tablet that stands there goes on.
    assert tablet.beats().status_code == 200
    other = Tablet(cast.guest())
    other.enrols(code)
    assert tablet.beats().status_code == 403
    assert other.beats().status_code == 200
    assert tablet.client.get("/kiosk").text == cast.guest().get("/kiosk").text


def test_a_revoked_tablet_is_a_stranger(cast: Cast, tablet: Tablet) -> None:
    assert acts(cast.ayse, "revoke", kiosk=str(the_kiosk().id)).status_code == 303
    assert tablet.beats().status_code == 403
    for path in ("/", "/projects", "/account"):
        assert tablet.client.get(path).status_code == 403
    assert tablet.client.get("/kiosk").text == cast.guest().get("/kiosk").text
    again = found(acts(cast.ayse, "code", kiosk=str(the_kiosk().id)))
    assert tablet.enrols(again).status_code == 303
    assert tablet.beats().status_code == 200


def test_who_was_signed_in_on_it_is_so_no_more(office: Cast) -> None:
    bernd = signed_in(office, office.bernd)
    token = bernd.client.get_cookie(SESSION).value
    Tablet(bernd.client).enrols(code_for(office.ayse))
    assert bernd.client.get_cookie(SESSION) is None
    db.session.rollback()
    assert Session.of(token) is None


def test_only_our_own_page_enrols(office: Cast) -> None:
    code = code_for(office.ayse)
    answer = office.guest().post("/kiosk", data={"code": code})
    assert answer.status_code == 403
    assert the_kiosk().token_hash is None


def test_only_administrators_put_tablets_up(cast: Cast) -> None:
    appoints(cast.carla, "administration")
    appoints(cast.bernd, "facilitator", cast.neighbourhood)
    for person in (cast.carla, cast.bernd, cast.dilan):
        assert person.client.get("/admin/kiosks").status_code == 403
        for what in ("create", "change", "code", "revoke"):
            assert acts(person, what, name="x", place="y", kiosk="x").status_code == 403
    db.session.rollback()
    assert db.session.scalars(select(Kiosk)).all() == []


def test_a_passkey_is_shown_first_and_nothing_is_lost(office: Cast) -> None:
    code_for(office.ayse)
    kiosk = the_kiosk()
    before = (kiosk.name, kiosk.code_hash, kiosk.revoked)
    proves(office.ayse, minutes=16)
    said = {"kiosk": str(kiosk.id), "name": "Anders & neu", "place": "Hof", "shows": ["x", "y"]}
    for what in ("create", "change", "code", "revoke"):
        answer = acts(office.ayse, what, **said)
        assert answer.status_code == 403
        form = answer.text.partition('<form class="account__ceremony"')[2].partition("</form>")[0]
        assert f'action="/admin/kiosks/{what}"' in form
        for name, value in (("name", "Anders &amp; neu"), ("shows", "x"), ("shows", "y")):
            assert f'name="{name}" value="{value}"' in form
        kiosk = the_kiosk()
        assert (kiosk.name, kiosk.code_hash, kiosk.revoked) == before
    proves(office.ayse, minutes=14)
    assert acts(office.ayse, "revoke", **said).status_code == 303


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "args",
    [
        {"name": ""},
        {"name": " "},
        {"name": "x" * 81},
        {"place": "x" * 121},
        {"name": "zwei\nZeilen"},
        {"shows": "x"},
        {"shows": "01920000-0000-7000-8000-000000000000"},
    ],
)
def test_what_cannot_be_a_kiosk_is_told(office: Cast, args: dict[str, str]) -> None:
    answer = acts(office.ayse, "create", **({"name": "Tablet", "place": "Hier"} | args))
    assert answer.status_code == 422
    db.session.rollback()
    assert db.session.scalars(select(Kiosk)).all() == []


def test_it_shows_some_neighbourhoods_and_can_be_changed(office: Cast) -> None:
    place = str(office.neighbourhood)
    tablet = enrolled(office, shows=[place])
    assert tablet.beats().json["shows"] == [place]
    change = {"kiosk": str(the_kiosk().id), "name": "Tablet Süd", "place": "Bücherei"}
    assert acts(office.ayse, "change", **change).status_code == 303
    said = tablet.beats().json
    assert (said["name"], said["place"], said["shows"]) == ("Tablet Süd", "Bücherei", [])
    assert acts(office.ayse, "change", **(change | {"name": ""})).status_code == 422
    assert acts(office.ayse, "revoke", kiosk=str(office.project)).status_code == 404
    assert the_kiosk().enrolled <= now()
