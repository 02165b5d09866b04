"""Cookies and sessions: who a request is from, and who it is not from any more."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from cast import SAME_ORIGIN, SYNC, Cast, Person
from roles import appoints, dismisses
from signed_in import asks_to_be_guest, changed, guest, new_secret, session_of, signed_in
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from app.db import db, now
from app.models import Resident
from app.models.limits import LIMITS
from app.views import guests
from app.views.actor import COOKIE, SECURE_COOKIE

HTTPS = "https://localhost"


def is_over(person: Person) -> None:
    changed(person, seen=now() - LIMITS["guest"].idle)


def residents() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Resident)) or 0


def cookies(answer: Any) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}


def pulls(client: Any, base_url: str = "http://localhost") -> Any:
    body = {"protocol": 1, "schema": 0, "epoch": "", "have": {}, "want": []}
    return client.post("/sync/pull", json=body, headers=SYNC, base_url=base_url).json


@pytest.mark.only_on("sqlite")
def test_the_cookie_is_this_hosts_alone_under_https(cast: Cast) -> None:
    browser = cast.guest()
    body = {"protocol": 1, "secret": new_secret()}
    answer = browser.post("/session/guest", json=body, headers=SYNC, base_url=HTTPS)
    cookie = cookies(answer)[SECURE_COOKIE]
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=34560000"):
        assert part in cookie.split("; ")
    assert "Domain" not in cookie
    assert pulls(browser, HTTPS)["session"] == "active"


@pytest.mark.only_on("sqlite")
def test_a_plain_cookie_opens_nothing_under_https(cast: Cast) -> None:
    assert pulls(cast.bernd.client)["session"] == "active"
    assert pulls(cast.bernd.client, HTTPS)["session"] == "none"


def test_a_new_session_takes_the_place_of_the_old_one(cast: Cast) -> None:
    person = guest(cast)
    old = person.client.get_cookie(COOKIE).value
    asks_to_be_guest(person.client, new_secret())
    assert person.client.get_cookie(COOKIE).value != old
    copy = cast.guest()
    copy.set_cookie(COOKIE, old, domain="localhost")
    assert pulls(copy)["session"] == "none"


def test_an_accounts_session_says_that_it_expired_and_is_nobodys(cast: Cast) -> None:
    bernd = signed_in(cast, cast.bernd)
    own = f"me:{bernd.id}"
    assert bernd.pulls(own)["session"] == "active"
    is_over(bernd)
    answer = bernd.pulls(own)
    assert (answer["session"], answer["actor"], answer["gone"]) == ("expired", "", [own])
    result = bernd.does("comment", on=str(cast.project), body="Noch da?")
    assert (result["status"], result["code"]) == ("needs_login", "signed_out")
    assert "Bernd" not in bernd.client.get("/mine").text


def test_what_was_over_stays_so_when_a_role_is_taken(cast: Cast) -> None:
    left, used = (appoints(signed_in(cast, cast.bernd), "politics") for _ in range(2))
    changed(left, seen=now() - LIMITS["role"].idle - timedelta(minutes=1))
    assert (left.pulls()["session"], used.pulls()["session"]) == ("expired", "active")
    over = session_of(left).over
    dismisses(used, "politics")
    assert (left.pulls()["session"], used.pulls()["session"]) == ("expired", "active")
    assert session_of(left).ended == over


def test_a_guests_session_that_is_over_says_none(cast: Cast) -> None:
    person = guest(cast)
    is_over(person)
    assert pulls(person.client)["session"] == "none"


def test_signing_out_ends_an_expired_session_too(cast: Cast) -> None:
    bernd = signed_in(cast, cast.bernd)
    is_over(bernd)
    bernd.client.post("/session/end", json={"protocol": 1}, headers=SYNC)
    assert pulls(bernd.client)["session"] == "none"


def test_use_is_written_down_once_a_day(cast: Cast, clock: Any) -> None:
    bernd = signed_in(cast, cast.bernd)
    yesterday = now() - timedelta(days=1, minutes=1)
    changed(bernd, seen=yesterday)
    before = clock()
    answer = bernd.client.get("/projects")
    assert bernd.client.get_cookie(COOKIE).value in cookies(answer)[COOKIE]
    seen = session_of(bernd).seen
    assert seen > yesterday
    assert clock() == before + 1
    for _ in range(2):
        assert COOKIE not in cookies(bernd.client.get("/projects"))
        bernd.pulls("public")
    assert (session_of(bernd).seen, clock()) == (seen, before + 1)


def test_for_a_guest_the_clock_stands_still(cast: Cast, clock: Any) -> None:
    person = guest(cast)
    changed(person, seen=now() - timedelta(days=2))
    before = clock()
    person.pulls("public")
    assert session_of(person).seen > now() - timedelta(minutes=1)
    assert clock() == before


@pytest.mark.only_on("sqlite")
def test_a_page_can_be_read_while_somebody_writes_for_long(cast: Cast) -> None:
    bernd = signed_in(cast, cast.bernd)
    changed(bernd, seen=now() - timedelta(days=2))
    with patch("app.views.actor.writing", side_effect=OperationalError("BEGIN", {}, Exception())):
        assert bernd.client.get("/projects").status_code == 200


def test_a_guest_never_takes_an_accounts_place(cast: Cast) -> None:
    bernd = signed_in(cast, cast.bernd)
    answer = asks_to_be_guest(bernd.client, new_secret())
    assert (answer.status_code, answer.json["code"]) == (409, "signed_in")
    assert "Set-Cookie" not in answer.headers
    assert pulls(bernd.client)["actor"] == str(bernd.id)


def test_a_form_of_an_expired_session_is_not_sent_as_somebody_else(cast: Cast) -> None:
    bernd = signed_in(cast, cast.bernd)
    is_over(bernd)
    before = residents()
    answer = bernd.submits("comment", on=str(cast.project), body="Mein langer Text")
    assert answer.status_code == 401
    assert "Mein langer Text" in answer.text
    assert "Melde dich an" in answer.text
    assert residents() == before


def test_nobody_becomes_a_guest_by_what_needs_an_account(cast: Cast) -> None:
    before = residents()
    answer = cast.guest().post(
        "/commands/close_account", data={"sure": "Bernd"}, headers=SAME_ORIGIN
    )
    assert answer.status_code == 401
    assert residents() == before


def test_one_browser_makes_only_so_many_guests(cast: Cast) -> None:
    browser = cast.guest()
    first = new_secret()
    with patch.object(guests, "MOST", 2):
        codes = [asks_to_be_guest(browser, s).status_code for s in (first, new_secret())]
        assert codes == [200, 200]
        answer = asks_to_be_guest(browser, new_secret())
        assert (answer.status_code, answer.json["code"]) == (429, "too_many_guests")
        # Who was one before, is one again; and other browsers are not meant.
        assert asks_to_be_guest(browser, first).status_code == 200
        assert asks_to_be_guest(cast.guest(), new_secret()).status_code == 200
        _forgets_its_session(browser)
        data = {"on": str(cast.project), "body": "Mein langer Text"}
        refused = browser.post("/commands/comment", data=data, headers=SAME_ORIGIN)
        assert refused.status_code == 429
        assert "Mein langer Text" in refused.text


def _forgets_its_session(browser: Any) -> None:
    browser.delete_cookie(COOKIE, domain="localhost")


def test_devices_are_told_apart(cast: Cast) -> None:
    bernd = signed_in(cast, cast.bernd, device="Firefox, Linux")
    document = bernd.sees(f"me:{bernd.id}")[f"device:{session_of(bernd).id}"]
    assert document["name"] == "Firefox, Linux"
