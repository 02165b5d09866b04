"""A session at a kiosk: in the page's memory alone, narrow, short, and good on that tablet."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from by_phone import signs_in
from cast import Cast, Person
from flask.testing import FlaskClient
from signed_in import changed, signed_in
from sqlalchemy import select
from tablet import COOKIE, SESSION, Tablet, acts, code_for, rows

from app.db import db, now
from app.kiosk.allowed import SIGNED_IN
from app.models import Kiosk, Session
from app.models.limits import LIMITS
from app.views.actor import COOKIE as SESSION_COOKIE
from app.views.actor import SECURE_COOKIE
from app.writing import writing


def open_ones() -> list[Session]:
    """Sessions at kiosks that nobody has ended."""
    return [row for row in rows(Session) if row.kiosk_id and not row.ended]


def minutes_pass(minutes: int) -> None:
    with writing():
        for session in db.session.scalars(select(Session)):
            if session.kiosk_id:
                session.created -= timedelta(minutes=minutes)


def other_kiosk(cast: Cast) -> Tablet:
    tablet = Tablet(cast.guest())
    tablet.enrols(code_for(cast.ayse, name="Tablet Süd"))
    return tablet


def knows_bernd(client: FlaskClient, token: str) -> bool:
    """Whether a browser that sends this as a kiosk's session is Bernd to us."""
    return any(
        "Bernd" in client.get(path, headers={SESSION: token}).text for path in ("/", "/mine")
    )


def test_it_is_narrow(cast: Cast, there: Tablet, bernd: Person) -> None:
    assert there.gets("/mine").status_code == 200
    for path in ("/account", "/admin", "/device", "/outbox", "/recovery", "/pair", "/ticket"):
        assert there.gets(path).status_code == 403
    for path in ("/passkeys/options", "/passkeys/answer", "/account/codes", "/account/invitation"):
        assert there.posts(path, purpose="verify").status_code == 403
    refused = [
        bernd.command("close_account", sure="Bernd Kröger"),
        bernd.command("start_project", neighbourhood="town", title="x", body="y"),
    ]
    answer = there.posts("/sync/push", commands=refused)
    told = {(each["status"], each["code"]) for each in answer.json["results"]}
    assert told == {("rejected", "not_allowed")}
    assert not {command["name"] for command in refused} & {*SIGNED_IN}


def test_nothing_of_ones_own_is_pulled(there: Tablet, bernd: Person) -> None:
    pull = {"schema": 5, "epoch": "", "have": {}, "want": [f"me:{bernd.id}"]}
    answer = there.posts("/sync/pull", **pull).json
    assert (answer["scopes"], answer["actor"]) == ({}, "")
    answer = there.posts("/sync/push", commands=[], pull=pull | {"protocol": 1}).json["pull"]
    assert (answer["scopes"], answer["actor"]) == ({}, "")


class TestPages:
    def test_are_stored_by_nobody(self, cast: Cast, there: Tablet) -> None:
        for path in ("/", "/mine", f"/projects/{cast.project}", f"/proposals/{cast.proposal}"):
            page = there.gets(path)
            assert page.status_code == 200
            assert "Bernd" in page.text, path
            assert page.headers["Cache-Control"] == "no-store"
        assert len(cast.app.extensions["rendered"]) == 0

    def test_nor_are_they_where_the_header_counts_nothing(self, cast: Cast, there: Tablet) -> None:
        page = cast.guest().get("/projects", headers={SESSION: there.session})
        assert page.headers["Cache-Control"] == "no-store"
        assert len(cast.app.extensions["rendered"]) == 0

    def test_without_it_are_everybodys(self, cast: Cast, there: Tablet) -> None:
        there.gets("/")
        there.session = ""
        assert "Bernd" not in there.gets("/").text
        assert there.gets("/mine").status_code == 403

    def test_set_no_cookie(self, there: Tablet) -> None:
        with patch("app.models.lasting.SEEN_EVERY", timedelta()):
            answers = [there.gets(path) for path in ("/", "/mine", "/kiosk/key")]
            answers.append(there.posts("/sync/push", commands=[]))
        assert {answer.status_code for answer in answers} == {200}
        assert not any("Set-Cookie" in answer.headers for answer in answers)


class TestOnlyThere:
    def test_not_on_another_tablet(self, cast: Cast, there: Tablet) -> None:
        assert knows_bernd(there.client, there.session)
        assert not knows_bernd(other_kiosk(cast).client, there.session)

    def test_not_on_a_tablet_with_a_dead_token(self, cast: Cast, there: Tablet) -> None:
        client = cast.guest()
        client.set_cookie(COOKIE, "x" * 43, domain="localhost")
        assert not knows_bernd(client, there.session)
        assert "Bernd" not in client.get("/kiosk", headers={SESSION: there.session}).text

    def test_not_on_what_is_no_tablet(self, cast: Cast, there: Tablet) -> None:
        assert not knows_bernd(cast.guest(), there.session)
        dilan = signed_in(cast, cast.dilan)
        assert not knows_bernd(dilan.client, there.session)
        assert "Dilan" in dilan.client.get("/", headers={SESSION: there.session}).text

    def test_not_after_revoking(self, cast: Cast, there: Tablet) -> None:
        [kiosk] = rows(Kiosk)
        acts(cast.ayse, "revoke", kiosk=str(kiosk.id))
        assert not knows_bernd(there.client, there.session)
        assert "Bernd" not in there.gets("/kiosk").text
        assert open_ones() == []

    def test_not_after_enrolling_again(self, cast: Cast, there: Tablet) -> None:
        [kiosk] = rows(Kiosk)
        acts(cast.ayse, "revoke", kiosk=str(kiosk.id))
        code = acts(cast.ayse, "code", kiosk=str(kiosk.id)).text
        there.enrols(code.partition('class="paper__code">')[2].partition("<")[0])
        assert there.beats().status_code == 200
        assert not knows_bernd(there.client, there.session)

    def test_not_as_a_cookie(self, cast: Cast, there: Tablet) -> None:
        """Neither a kiosk's session nor a whole one, under neither of the cookie's names."""
        whole = signed_in(cast, cast.bernd).client.get_cookie(SESSION_COOKIE).value
        for token in (there.session, whole):
            for name in (SESSION_COOKIE, SECURE_COOKIE):
                there.client.set_cookie(name, token, domain="localhost")
                for base in ("http://localhost", "https://localhost"):
                    there.client.set_cookie(f"__Host-{COOKIE}", _token(there), domain="localhost")
                    assert "Bernd" not in there.client.get("/", base_url=base).text
                    assert there.client.get("/mine", base_url=base).status_code == 403
                there.client.delete_cookie(name, domain="localhost")
        guest = cast.guest()
        guest.set_cookie(SESSION_COOKIE, there.session, domain="localhost")
        assert "Bernd" not in guest.get("/").text

    def test_another_session_is_none_there(self, cast: Cast, tablet: Tablet) -> None:
        """Somebody sends the token of a whole session as the header of a kiosk's."""
        whole = signed_in(cast, cast.bernd).client.get_cookie(SESSION_COOKIE).value
        dead, nobody = cast.guest(), cast.guest()
        dead.set_cookie(COOKIE, "x" * 43, domain="localhost")
        for client in (tablet.client, dead, nobody):
            assert not knows_bernd(client, whole)
        assert "Bernd" not in dead.get("/kiosk", headers={SESSION: whole}).text


def _token(tablet: Tablet) -> str:
    return str(tablet.client.get_cookie(COOKIE).value)


class TestItEnds:
    def test_after_ten_minutes(self, there: Tablet) -> None:
        assert LIMITS["kiosk"].absolute == timedelta(minutes=10)
        minutes_pass(10)
        assert there.gets("/mine").status_code == 403
        assert there.posts("/sync/push", commands=[]).status_code == 403
        page = there.gets("/")
        assert page.headers["Cache-Control"] == "no-store"
        # Whoever comes next is not told that somebody was here.
        there.session = ""
        assert there.gets("/").text == page.text

    def test_when_its_visitor_goes(self, there: Tablet) -> None:
        answer = there.posts("/session/end")
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert not [row for row in rows(Session) if row.kiosk_id]
        assert there.gets("/mine").status_code == 403
        # Nor is it an error to say so twice.
        assert there.posts("/session/end").status_code == 200
        assert there.beats().status_code == 200

    def test_also_when_it_was_over_by_itself(self, there: Tablet) -> None:
        minutes_pass(11)
        assert there.posts("/session/end").status_code == 200
        assert not [row for row in rows(Session) if row.kiosk_id]

    def test_and_no_other_with_it(self, cast: Cast, there: Tablet, bernd: Person) -> None:
        token = there.session
        there.session = ""
        there.posts("/session/end")
        assert len(open_ones()) == 1
        there.client.set_cookie(
            SESSION_COOKIE, bernd.client.get_cookie(SESSION_COOKIE).value, domain="localhost"
        )
        there.session = token
        there.posts("/session/end")
        assert open_ones() == []
        assert bernd.client.get("/account").status_code == 200
        assert "Bernd" in bernd.client.get("/").text

    def test_by_its_owner(self, there: Tablet, bernd: Person) -> None:
        [session] = open_ones()
        body = bernd.sees(f"me:{bernd.id}")[f"device:{session.id}"]
        assert body["name"] == "Tablet im Foyer, Rathaus, Erdgeschoss"
        assert bernd.does("sign_out_device", device=str(session.id))["status"] == "applied"
        assert there.gets("/mine").status_code == 403
        assert f"device:{session.id}" not in bernd.sees(f"me:{bernd.id}")

    def test_when_the_next_one_signs_in(self, cast: Cast, there: Tablet) -> None:
        # The page was loaded anew, and forgot Bernd without a word.
        before, there.session = there.session, ""
        signs_in(there, signed_in(cast, cast.dilan, verified=now()))
        [session] = open_ones()
        assert session.resident_id == cast.dilan.id
        assert "Dilan" in there.gets("/").text
        assert not knows_bernd(there.client, before)


class TestHeartbeat:
    def test_says_that_nobody_is_signed_in(self, there: Tablet, bernd: Person) -> None:
        [session] = open_ones()
        assert there.beats(signed_in=False).status_code == 200
        assert open_ones() == []
        assert there.gets("/mine").status_code == 403
        assert f"device:{session.id}" not in bernd.sees(f"me:{bernd.id}")

    def test_says_that_somebody_is(self, there: Tablet) -> None:
        assert there.beats(signed_in=True).json["signed_in"] is True
        assert there.gets("/mine").status_code == 200

    def test_hears_that_nobody_is_any_more(self, there: Tablet, bernd: Person) -> None:
        [session] = open_ones()
        bernd.does("sign_out_device", device=str(session.id))
        assert there.beats(signed_in=True).json["signed_in"] is False

    def test_speaks_for_its_own_kiosk(self, cast: Cast, there: Tablet) -> None:
        other = other_kiosk(cast)
        assert other.beats(signed_in=False).status_code == 200
        assert there.gets("/mine").status_code == 200

    def test_ends_nothing_later_than_it_ended(self, there: Tablet) -> None:
        minutes_pass(30)
        before = rows(Session)
        over = {row.id: row.over for row in before if row.kiosk_id}
        there.beats(signed_in=False)
        assert {row.id: row.ended for row in rows(Session) if row.kiosk_id} == over

    def test_moves_no_clock_where_nobody_was(
        self, tablet: Tablet, clock: Callable[[], int]
    ) -> None:
        before = clock()
        assert tablet.beats(signed_in=False).status_code == 200
        db.session.rollback()
        assert clock() == before


def test_it_proves_nothing_elsewhere(there: Tablet, bernd: Person) -> None:
    """A session at a kiosk is no proof by a passkey."""
    changed(bernd, verified=now() - timedelta(hours=1))
    assert bernd.does("close_account", sure="Bernd Kröger")["code"] == "verify_first"


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("odd", ["", "x", "ä" * 43, "x" * 9000, "\udcff"])
def test_odd_tokens_are_nobodys(tablet: Tablet, odd: str) -> None:
    sent = odd.encode("utf-8", "surrogateescape").decode("latin-1")
    page = tablet.client.get("/", headers={SESSION: sent})
    assert page.status_code == 200
    assert tablet.client.get("/mine", headers={SESSION: sent}).status_code == 403
