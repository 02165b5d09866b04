"""Signing out: the session ends on the server, and the browser forgets it."""

from cast import SAME_ORIGIN, SYNC, Cast
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.db import db
from app.models import Session
from app.views.actor import COOKIE

PATH = "/session/end"
BROWSER = "kokommune-browser"


def end(client: FlaskClient) -> object:
    return client.post(PATH, json={"protocol": 1}, headers=SYNC)


def sessions() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Session)) or 0


def test_the_session_ends_and_no_other(cast: Cast) -> None:
    before = sessions()
    answer = end(cast.bernd.client)
    assert answer.status_code == 200
    assert sessions() == before - 1
    assert cast.bernd.client.get_cookie(COOKIE) is None
    assert cast.bernd.pulls()["session"] == "none"
    assert cast.ayse.pulls()["session"] == "active"


def test_everything_is_yes_or_no(cast: Cast) -> None:
    for value in ("true", 1, None):
        body = {"protocol": 1, "everything": value}
        assert cast.bernd.client.post(PATH, json=body, headers=SYNC).status_code == 400
    assert cast.bernd.pulls()["session"] == "active"


def test_a_kept_cookie_opens_nothing(cast: Cast) -> None:
    token = cast.bernd.client.get_cookie(COOKIE).value
    end(cast.bernd.client)
    cast.bernd.client.set_cookie(COOKIE, token, domain="localhost")
    assert cast.bernd.pulls()["session"] == "none"


def test_it_happens_once_and_is_said_as_often_as_asked(cast: Cast, clock: object) -> None:
    now = clock()
    answers = [end(cast.bernd.client) for _ in range(3)] + [end(cast.guest())]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json["protocol"] for answer in answers} == {1}
    assert clock() == now


def test_an_unknown_cookie_goes_too(cast: Cast) -> None:
    browser = cast.guest()
    browser.set_cookie(COOKIE, "gestohlen", domain="localhost")
    assert end(browser).status_code == 200
    assert browser.get_cookie(COOKIE) is None


def test_the_browsers_copies_of_pages_go(cast: Cast) -> None:
    assert end(cast.bernd.client).headers["Clear-Site-Data"] == '"cache"'


def test_only_this_sites_pages_may_ask(cast: Cast) -> None:
    before = sessions()
    client = cast.bernd.client
    foreign = SYNC | {"Sec-Fetch-Site": "cross-site"}
    assert client.post(PATH, json={"protocol": 1}, headers=foreign).status_code == 403
    assert client.post(PATH, json={"protocol": 1}, headers=SAME_ORIGIN).status_code == 400
    assert client.post(PATH, data={"protocol": "1"}, headers=SYNC).status_code == 415
    assert client.post(PATH, json={"protocol": 2}, headers=SYNC).status_code == 400
    assert client.get(PATH).status_code == 405
    assert sessions() == before


def test_when_everything_goes_the_browser_is_not_known_again(cast: Cast) -> None:
    client = cast.guest()
    client.post("/session/guest", json={"protocol": 1, "secret": "A" * 22}, headers=SYNC)
    assert client.get_cookie(BROWSER)
    end(client)
    assert client.get_cookie(BROWSER)
    client.post(PATH, json={"protocol": 1, "everything": True}, headers=SYNC)
    assert client.get_cookie(BROWSER) is None
