"""The requests of ceremonies: who may send them, how large, what the browser is given."""

import json
from typing import Any

import pytest
from cast import SAME_ORIGIN, SYNC, Cast

from app import config

PATHS = ("/passkeys/options", "/passkeys/answer")
ASK = {"protocol": 1, "purpose": "sign_in", "credential": {}}
pytestmark = pytest.mark.only_on("sqlite")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("status", "code", "body", "options"),
    [
        (403, "foreign_origin", ASK, {"headers": SYNC | {"Sec-Fetch-Site": "cross-site"}}),
        (403, "foreign_origin", ASK, {"headers": {"Kokommune-Sync": "1"}}),
        (400, "no_sync_header", ASK, {"headers": SAME_ORIGIN}),
        (415, "not_json", ASK, {"content_type": "text/plain"}),
        (413, "too_large", ASK | {"filler": "x" * 64 * 1024}, {}),
        (400, "broken", ASK | {"protocol": 2}, {}),
        (400, "broken", ASK | {"purpose": "drop"}, {}),
        (400, "broken", ASK | {"purpose": ["sign_in"]}, {}),
        (400, "broken", [ASK], {}),
        (400, "broken", ASK | {"credential": "\ud800"}, {}),
    ],
)
def test_what_is_refused(
    cast: Cast, path: str, status: int, code: str, body: Any, options: dict[str, Any]
) -> None:
    options = {"headers": SYNC, "content_type": "application/json"} | options
    answer = cast.bernd.client.post(path, data=json.dumps(body), **options)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Kokommune-Sync"] == "1"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_body_without_a_length_is_too_large_as_well(cast: Cast) -> None:
    answer = cast.bernd.client.post(
        "/passkeys/answer",
        data=b" " * 200_000,
        headers=SYNC | {"Transfer-Encoding": "chunked"},
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413, answer.text


@pytest.mark.parametrize("path", PATHS)
def test_get_is_refused(cast: Cast, path: str) -> None:
    assert cast.bernd.client.get(path, headers=SYNC).status_code == 405


def test_the_browser_is_known_by_a_cookie_of_its_own(cast: Cast) -> None:
    browser = cast.guest()
    first = browser.post("/passkeys/options", json=ASK, headers=SYNC)
    (cookie,) = first.headers.getlist("Set-Cookie")
    assert cookie.startswith("kokommune-browser=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    again = browser.post("/passkeys/options", json=ASK, headers=SYNC)
    assert not again.headers.getlist("Set-Cookie")


def test_under_https_no_neighbouring_host_can_set_it(cast: Cast) -> None:
    browser = cast.guest()
    browser.set_cookie("kokommune-browser", "x" * 43, domain="localhost")
    options = {"headers": SYNC, "base_url": "https://localhost"}
    (cookie,) = browser.post("/passkeys/options", json=ASK, **options).headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-kokommune-browser=")
    assert {"Secure", "Path=/"} <= set(cookie.split("; "))


def test_passkeys_belong_to_the_origin_of_the_settings(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cast.app.config, "ORIGIN", "https://mitmachen.musterstadt.de")
    answer = cast.guest().post("/passkeys/options", json=ASK, headers=SYNC)
    assert answer.json["options"]["rpId"] == "mitmachen.musterstadt.de"


@pytest.mark.parametrize(
    ("said", "origin"),
    [
        ("", ""),
        ("https://Mitmachen.Musterstadt.de/", "https://mitmachen.musterstadt.de"),
        ("https://musterstadt.de:443", "https://musterstadt.de"),
        ("https://musterstadt.de:8443", "https://musterstadt.de:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_an_origin_as_browsers_say_it(said: str, origin: str) -> None:
    assert config.origin(said) == origin


@pytest.mark.parametrize(
    "said",
    ["musterstadt.de", "http://musterstadt.de", "https://", "https://a.de/app", "https://u@a.de"],
)
def test_an_origin_that_no_passkey_could_belong_to(said: str) -> None:
    with pytest.raises(ValueError, match="KOKOMMUNE_ORIGIN"):
        config.origin(said)
