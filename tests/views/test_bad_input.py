"""Whatever is sent: a 4xx that says why, never a 5xx, never half an effect."""

import json
from typing import Any

import pytest
from cast import SAME_ORIGIN, SYNC, Cast
from hypothesis import given
from hypothesis import strategies as st
from made_up import MADE_UP
from uuid6 import uuid7

from app.db import db
from app.models import Comment, Receipt

ENDPOINTS = ("/sync/push", "/sync/pull", "/session/guest")
PUSH = {"protocol": 1, "device": "phone", "commands": []}


def nothing_happened() -> bool:
    db.session.rollback()
    return db.session.query(Comment).count() == db.session.query(Receipt).count() == 0


def deep(levels: int) -> str:
    return "[" * levels + "]" * levels


BODIES = [
    b"",
    b"null",
    b"[]",
    b"1e999",
    b'{"protocol":1',
    b"\xff\xfe",
    b'{"protocol":NaN}',
    deep(100_000).encode(),
    b'{"protocol":1,"commands":' + deep(20).encode() + b',"pull":' + deep(20).encode() + b"}",
    b'{"protocol":2,"commands":[],"schema":1,"want":[]}',
    b'{"protocol":true,"commands":[],"schema":1,"want":[],"secret":"AAAAAAAAAAAAAAAAAAAAAA"}',
    b'{"protocol":1,"schema":"1","want":[],"commands":{},"secret":[]}',
    b'{"protocol":1,"schema":-1,"want":[],"commands":[1],"secret":"x"}',
    b'{"protocol":1,"schema":true,"want":[],"commands":[null]}',
    b'{"protocol":1,"schema":1,"want":["public\\u0000"],"commands":["\\u0000"]}',
    b'{"protocol":1,"schema":1,"want":["public"],"have":{"public":"x y"},"commands":[{}]}',
    b'{"protocol":1,"schema":1,"want":["../../etc/passwd"],"commands":[{"id":1}]}',
    b'{"protocol":1,"schema":1,"epoch":"\\ud800","want":["public"],"commands":["\\ud800"]}',
]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_broken_envelope_is_a_problem_in_json(cast: Cast, endpoint: str, body: bytes) -> None:
    answer = cast.bernd.client.post(
        endpoint, data=body, content_type="application/json", headers=SYNC
    )
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Kokommune-Sync"] == "1"
    assert nothing_happened()


def broken(cast: Cast, **changes: Any) -> dict[str, Any]:
    return cast.bernd.command("comment", on=str(cast.project), body="Gut.") | changes


CHANGES: list[dict[str, Any]] = [
    {"id": "kein-uuid"},
    {"id": None},
    {"actor": "x" * 36},
    {"name": "Comment"},
    {"name": "comment; drop"},
    {"version": "1"},
    {"version": 2**31},
    {"args": []},
    {"args": {"body": 1}},
    {"args": {"body": {"deep": "x"}}},
    {"args": {"body": "NUL \0"}},
    {"args": {"bo\0dy": "x"}},
    {"args": {f"a{n}": "x" for n in range(51)}},
    {"depends_on": "x"},
    {"depends_on": ["x"]},
]


@pytest.mark.parametrize("change", CHANGES, ids=[str(change)[:30] for change in CHANGES])
def test_one_broken_command_breaks_the_envelope_before_anything_runs(
    cast: Cast, change: dict[str, Any]
) -> None:
    good = cast.bernd.command("comment", on=str(cast.project), body="Gut.")
    body = PUSH | {"commands": [good, broken(cast, **change)]}
    answer = cast.bernd.client.post("/sync/push", json=body, headers=SYNC)
    assert answer.status_code == 400
    assert nothing_happened()


def test_a_lone_surrogate_breaks_the_envelope(cast: Cast) -> None:
    command = broken(cast, args={"on": str(cast.project), "body": "\ud800"})
    raw = json.dumps(PUSH | {"commands": [command]}).encode()
    answer = cast.bernd.client.post(
        "/sync/push", data=raw, content_type="application/json", headers=SYNC
    )
    assert answer.status_code == 400
    assert nothing_happened()


@pytest.mark.parametrize("name", ["lively", "brief"])
def test_yes_or_no_is_nothing_else(cast: Cast, name: str) -> None:
    body = {"protocol": 1, "schema": 1, "epoch": "", "have": {}, "want": []}
    for value in (1, 0, "true", None, []):
        answer = cast.bernd.client.post("/sync/pull", json=body | {name: value}, headers=SYNC)
        assert answer.status_code == 400, value


def test_too_many_commands(cast: Cast) -> None:
    body = PUSH | {"commands": [broken(cast) for _ in range(51)]}
    assert cast.bernd.client.post("/sync/push", json=body, headers=SYNC).status_code == 400
    assert nothing_happened()


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_too_large_a_body(cast: Cast, endpoint: str) -> None:
    body = PUSH | {"filler": "x" * 257 * 1024}
    answer = cast.bernd.client.post(endpoint, json=body, headers=SYNC)
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://anderswo.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_a_foreign_origin_is_refused(cast: Cast, endpoint: str, headers: dict[str, str]) -> None:
    answer = cast.bernd.client.post(endpoint, json=PUSH, headers=headers | {"Kokommune-Sync": "1"})
    assert answer.status_code == 403
    assert answer.json["code"] == "foreign_origin"


def test_an_old_browser_shows_its_origin(cast: Cast) -> None:
    headers = {"Origin": "http://localhost", "Kokommune-Sync": "1"}
    assert cast.bernd.client.post("/sync/push", json=PUSH, headers=headers).status_code == 200


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(cast: Cast, type_: str) -> None:
    answer = cast.bernd.client.post(
        "/sync/push", data=json.dumps(PUSH), content_type=type_, headers=SYNC
    )
    assert answer.status_code == 415


def test_without_the_protocols_header(cast: Cast) -> None:
    answer = cast.bernd.client.post("/sync/push", json=PUSH, headers=SAME_ORIGIN)
    assert answer.status_code == 400


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_get_is_refused(cast: Cast, endpoint: str) -> None:
    assert cast.bernd.client.get(endpoint, headers=SYNC).status_code == 405


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
PARTS = st.fixed_dictionaries(
    {"protocol": st.sampled_from([1, 1, 1, 2, "1"])},
    optional={
        "commands": JSON,
        "pull": JSON,
        "schema": st.sampled_from([1, 2, -1]) | JSON,
        "epoch": JSON,
        "have": JSON,
        "want": st.lists(st.sampled_from(["public", "me:", "project:x"])) | JSON,
        "secret": JSON,
    },
)


@pytest.mark.only_on("sqlite")
@MADE_UP
@given(endpoint=st.sampled_from(ENDPOINTS), body=PARTS)
def test_no_envelope_makes_a_5xx(cast: Cast, endpoint: str, body: dict[str, Any]) -> None:
    answer = cast.bernd.client.post(
        endpoint, data=json.dumps(body), content_type="application/json", headers=SYNC
    )
    assert answer.status_code < 500


def test_ids_of_things_that_are_not_there(cast: Cast) -> None:
    for noun in ("projects", "proposals", "neighbourhoods"):
        answer = cast.bernd.client.get(f"/{noun}/{uuid7()}")
        assert answer.status_code == 404
        assert "<h1" in answer.text
        assert cast.bernd.client.get(f"/{noun}/kein-uuid").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=9999999999",
        "page=٣",
        "page=1e9",
        "sort=drop",
        "phase=%00",
        "neighbourhood=' OR 1=1",
        "q=%25_%5C",
        "q=%F0%9F%8E%88",
        "q=" + "x" * 3000,
        "q=%ff%fe",
        "unbekannt=1",
        "q[]=1&q=2",
    ],
)
def test_odd_queries_are_pages(cast: Cast, query: str) -> None:
    assert cast.bernd.client.get(f"/projects?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/search", "/projects", "/proposals", "/shifts", "/neighbourhoods"]
)
def test_a_search_for_a_thousand_words_is_a_page(cast: Cast, path: str) -> None:
    for words in (["a"] * 1100, [str(number) for number in range(1100)]):
        assert cast.guest().get(f"{path}?q={'+'.join(words)}").status_code == 200


@pytest.mark.parametrize("path", ["/commands/comment", "/language", "/session/leave"])
def test_a_referer_that_is_no_address_is_none(cast: Cast, path: str) -> None:
    form = {"on": str(cast.project), "body": "Gut.", "language": "en"}
    answer = cast.guest().post(path, data=form, headers=SAME_ORIGIN | {"Referer": "http://[x"})
    assert answer.status_code == 303
