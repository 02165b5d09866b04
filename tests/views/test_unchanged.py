"""Phones that have everything are answered before Flask is asked, and exactly as Flask would."""

import json
from collections.abc import Callable
from contextvars import Context
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import brotli
import pytest
from cast import SYNC, Cast, Person
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signed_in import changed, signed_in
from sqlalchemy.exc import OperationalError
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.db import db, now
from app.documents.table import SCHEMA
from app.models import Session
from app.models.limits import LIMITS, SEEN_EVERY
from app.views.actor import COOKIE, SECURE_COOKIE
from app.views.kiosk_token import COOKIE as KIOSK
from app.views.unchanged import MOST_BYTES, Unchanged

Answer = tuple[int, list[tuple[str, str]], bytes]
JSON = {"Content-Type": "application/json", "Accept-Encoding": "br"}


class Door:
    """The application as it is, Flask behind it, and what Flask was asked."""

    def __init__(self, app: Flask) -> None:
        assert isinstance(app.wsgi_app, Unchanged)
        self.flask = app.wsgi_app._flask
        self.asked: list[str] = []
        self.front = Unchanged(app, self._noted)

    def answers(self, body: bytes, headers: dict[str, str], **more: Any) -> Answer:
        """What it says, which is what Flask says by itself."""
        said = _answer(self.front, body, headers, more)
        assert said == _answer(self.flask, body, headers, more)
        return said

    def alone(self, body: bytes, headers: dict[str, str], **more: Any) -> dict[str, Any]:
        """What it says without Flask."""
        self.asked.clear()
        status, _, content = self.answers(body, headers, **more)
        assert (status, self.asked) == (200, [])
        said: dict[str, Any] = json.loads(content)
        return said

    def passes_on(self, body: bytes, headers: dict[str, str], **more: Any) -> Answer:
        """What Flask says, which it asks."""
        self.asked.clear()
        said = self.answers(body, headers, **more)
        assert len(self.asked) == 1
        return said

    def _noted(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        self.asked.append(environ["PATH_INFO"])
        return self.flask(environ, start_response)


def _answer(wsgi: Any, body: bytes, headers: dict[str, str], more: dict[str, Any]) -> Answer:
    plain = {"path": "/sync/pull", "method": "POST", "input_stream": BytesIO(body)}
    environ = EnvironBuilder(**plain | {"headers": headers} | more).get_environ()
    environ["CONTENT_LENGTH"] = headers.get("Content-Length", str(len(body)))
    # Apart from the test's own application context, as in a server.
    content, status, said = Context().run(run_wsgi_app, wsgi, environ, buffered=True)
    return int(status[:3]), sorted(said.to_wsgi_list()), b"".join(content)


@pytest.fixture
def door(cast: Cast) -> Door:
    return Door(cast.app)


def has_all(person: Person, *scopes: str) -> dict[str, Any]:
    """What the phone of somebody sends who has read all of this."""
    first = person.pulls(*scopes)
    have = {scope: page["to"] for scope, page in first["scopes"].items()}
    return {
        "protocol": 1,
        "schema": SCHEMA,
        "epoch": first["epoch"],
        "have": have,
        "want": list(scopes),
        "brief": True,
    }


def headers_of(person: Person | None, **more: str) -> dict[str, str]:
    cookie = person.client.get_cookie(COOKIE) if person else None
    return SYNC | JSON | ({"Cookie": f"{COOKIE}={cookie.value}"} if cookie else {}) | more


def unpacked(content: bytes) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(brotli.decompress(content))
    return said


def raw(body: dict[str, Any]) -> bytes:
    return json.dumps(body).encode()


def test_a_visitors_phone_that_has_everything(cast: Cast, door: Door) -> None:
    said = door.alone(raw(has_all(cast.dilan, "public")), headers_of(None))
    assert (said["session"], said["actor"], said["scopes"], said["gone"]) == ("none", "", {}, [])


def test_a_guests_phone_that_has_everything(cast: Cast, door: Door) -> None:
    body = has_all(cast.bernd, f"me:{cast.bernd.id}", "public", f"project:{cast.project}", "town")
    said = door.alone(raw(body), headers_of(cast.bernd))
    assert (said["session"], said["actor"]) == ("active", str(cast.bernd.id))
    assert said["scopes"] == {}


def test_an_account_that_is_signed_in_and_one_whose_session_is_over(cast: Cast, door: Door) -> None:
    visitor = has_all(cast.dilan, "public")
    ina = signed_in(cast, cast.bernd)
    body = visitor | has_all(ina, "public")
    assert door.alone(raw(body), headers_of(ina))["session"] == "active"
    changed(ina, ended=now() - timedelta(days=1))
    body = has_all(cast.dilan, "public")
    said = door.alone(raw(body), headers_of(ina))
    assert (said["session"], said["actor"]) == ("expired", "")


def test_an_unknown_token_is_nobodys(cast: Cast, door: Door) -> None:
    body = raw(has_all(cast.dilan, "public"))
    said = door.alone(body, headers_of(None, Cookie=f"{COOKIE}=ausgedacht; language=de"))
    assert said["session"] == "none"


def test_other_cookies_may_say_anything(cast: Cast, door: Door) -> None:
    """Those of other sites of the town come along, in whatever encoding."""
    token = cast.bernd.client.get_cookie(COOKIE)
    assert token
    said = door.alone(
        raw(has_all(cast.dilan, "public")),
        headers_of(None, Cookie=f'ort=M\xfcnchen; x="\\374; {COOKIE}={token.value}'),
    )
    assert said["session"] == "active"


def test_over_https_it_is_the_other_cookie(cast: Cast, door: Door) -> None:
    body = raw(has_all(cast.dilan, "public"))
    token = cast.bernd.client.get_cookie(COOKIE)
    assert token
    secure = {"base_url": "https://localhost"}
    for name, session in ((COOKIE, "none"), (SECURE_COOKIE, "active")):
        headers = headers_of(None, Cookie=f"{name}={token.value}")
        assert door.alone(body, headers, **secure)["session"] == session
    assert "Strict-Transport-Security" in dict(door.answers(body, headers_of(None), **secure)[1])


def test_news_are_flasks(cast: Cast, door: Door) -> None:
    body = raw(has_all(cast.dilan, "public"))
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    said = unpacked(door.passes_on(body, headers_of(None))[2])
    assert said["scopes"]["public"]["put"]


def test_what_belongs_to_somebody_else_is_flasks(cast: Cast, door: Door) -> None:
    body = raw(has_all(cast.bernd, "public", f"me:{cast.bernd.id}"))
    said = json.loads(door.passes_on(body, headers_of(cast.dilan))[2])
    assert said["gone"] == [f"me:{cast.bernd.id}"]


def test_once_a_day_flask_writes_down_that_a_session_is_in_use(cast: Cast, door: Door) -> None:
    body = raw(has_all(cast.bernd, "public"))
    changed(cast.bernd, seen=now() - SEEN_EVERY)
    assert LIMITS["guest"].idle > SEEN_EVERY
    door.asked.clear()
    _, said, _ = _answer(door.front, body, headers_of(cast.bernd), {})
    assert door.asked == ["/sync/pull"]
    assert "Set-Cookie" in dict(said)
    seen = Session.of(str(getattr(cast.bernd.client.get_cookie(COOKIE), "value", "")))
    assert seen
    assert seen.seen > now() - timedelta(minutes=1)


OTHERS: dict[str, dict[str, Any]] = {
    "another app": {"schema": SCHEMA + 1},
    "another epoch": {"epoch": "3"},
    "told at length": {"brief": False},
    "has found a difference": {"differing": 1},
    "another protocol": {"protocol": 2},
    "no scopes": {"want": "public"},
    "a malformed cursor": {"have": {"public": "x"}},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_asks_for_more_is_flasks(cast: Cast, door: Door, other: dict[str, Any]) -> None:
    body = has_all(cast.dilan, "public") | other
    status = _answer(door.front, raw(body), headers_of(None), {})[0]
    assert door.asked == ["/sync/pull"]
    assert status == _answer(door.flask, raw(body), headers_of(None), {})[0]


@pytest.mark.parametrize(
    "less",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Kokommune-Sync": "2"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/json; charset=utf-8"},
        {"Cookie": f"{KIOSK}=ausgedacht"},
        {"Content-Length": str(MOST_BYTES + 1)},
        {"Content-Length": "-1"},
        {"Content-Length": "²"},
        {"Content-Length": "7"},
    ],
    ids=str,
)
def test_what_is_no_plain_request_is_flasks(cast: Cast, door: Door, less: dict[str, str]) -> None:
    door.passes_on(raw(has_all(cast.dilan, "public")), headers_of(None, **less))


@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS"])
def test_other_methods_are_flasks(cast: Cast, door: Door, method: str) -> None:
    door.passes_on(raw(has_all(cast.dilan, "public")), headers_of(None), method=method)


def test_where_the_database_does_not_answer_flask_says_so(cast: Cast, door: Door) -> None:
    body = raw(has_all(cast.dilan, "public"))
    away = db.engine.dialect.loaded_dbapi.OperationalError("away")
    with (
        patch("app.driver.pool", side_effect=away),
        patch.object(db.engine, "connect", side_effect=OperationalError("", {}, away)),
    ):
        status, _, content = _answer(door.front, body, headers_of(cast.bernd), {})
        assert (status, door.asked) == (503, ["/sync/pull"])
        assert json.loads(content)["code"] == "database"


SCOPES = st.sampled_from(["public", "town", "me", "project", "proposal", "gone"])


@pytest.mark.only_on("sqlite")
@settings(
    max_examples=150, derandomize=True, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(data=st.data())
def test_whatever_is_asked_the_answer_is_flasks(
    cast: Cast, door: Door, data: st.DataObject
) -> None:
    """Who asks, for what, from how far on: the same bytes and headers."""
    names = {
        "me": f"me:{cast.bernd.id}",
        "project": f"project:{cast.project}",
        "proposal": f"proposal:{cast.proposal}",
        "gone": f"project:{cast.proposal}",
    }
    want = [names.get(name, name) for name in data.draw(st.lists(SCOPES, unique=True))]
    body = has_all(cast.bernd, *want) | {"brief": data.draw(st.booleans())}
    version = int(next(iter(body["have"].values()), "0 ~").partition(" ")[0])
    for scope in want:
        off = data.draw(st.sampled_from([0, 0, 0, 0, -1, 1]))
        end = data.draw(st.sampled_from(["~", "~", "~", "", "a"]))
        body["have"][scope] = f"{max(0, version + off)} {end}"
    asks = data.draw(st.sampled_from([None, cast.bernd, cast.dilan]))
    door.answers(raw(body), headers_of(asks))
