"""What carries a kiosk's token gets what the table names, and nothing else."""

import re

import pytest
from cast import SAME_ORIGIN, SYNC, Cast
from signed_in import signed_in
from tablet import COOKIE, Tablet
from uuid6 import uuid7
from werkzeug.test import TestResponse

from app.commands import COMMANDS
from app.headers import PAGE_HEADERS
from app.kiosk.allowed import ENROLLED, OPEN, SIGNED_IN, VISIT, may
from app.permissions import ENROLLING_PERMISSIONS, KIOSK_PERMISSIONS
from app.rights import RIGHTS
from app.views.actor import COOKIE as SESSION

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
REFUSED = "not_for_kiosks"
NEVER = ("/account", "/admin", "/commands/", "/device", "/outbox", "/pair", "/passkeys/",
         "/recovery", "/session/guest", "/ticket")  # fmt: skip


def path_of(rule: str) -> str:
    return re.sub("<[^>]*>", lambda found: str(uuid7()) if "uuid" in found[0] else "x", rule)


def permissions(answer: TestResponse) -> list[str]:
    return answer.headers["Permissions-Policy"].split(", ")


def names_in(policy: str) -> list[str]:
    return sorted(re.sub("=.*", "", each) for each in policy.split(", "))


@pytest.mark.only_on("sqlite")
def test_every_route_but_those_of_the_table_is_refused(cast: Cast, tablet: Tablet) -> None:
    stale = cast.guest()
    stale.set_cookie(COOKIE, "x" * 43, domain="localhost")
    tried = {True: 0, False: 0}
    for rule in cast.app.url_map.iter_rules():
        for method in METHODS:
            if method not in (rule.methods or ()):
                continue
            for client, enrolled in ((tablet.client, True), (stale, False)):
                allowed = may(rule.endpoint, method, enrolled=enrolled, signed_in=False)
                body = {"json": {"protocol": 1}} if method == "POST" else {}
                headers = SYNC | {"Accept": "application/json"}
                answer = client.open(path_of(rule.rule), method=method, headers=headers, **body)
                refused = answer.status_code == 403 and (
                    method == "HEAD" or answer.json["code"] == REFUSED
                )
                assert refused is not allowed, (rule.rule, method, enrolled)
                tried[allowed] += 1
    assert tried[False] > 50
    assert tried[True] > 30


def test_the_table_names_what_there_is(cast: Cast) -> None:
    endpoints = {rule.endpoint: rule for rule in cast.app.url_map.iter_rules()}
    for endpoint, route in (OPEN | ENROLLED).items():
        assert set(route.methods) <= set(endpoints[endpoint].methods or ())
        assert not endpoints[endpoint].rule.startswith(NEVER), endpoint
        assert re.fullmatch(r"[A-Z].{8,70}\.", route.why)
    assert not OPEN.keys() & ENROLLED.keys()


def test_commands_of_a_kiosk_are_those_of_everybody() -> None:
    assert {*VISIT} <= {*SIGNED_IN} <= COMMANDS.keys()
    for name in SIGNED_IN:
        assert RIGHTS[name].who == ("anyone",)
        assert not COMMANDS[name].online


def test_pages_it_does_not_know_are_refused_too(tablet: Tablet) -> None:
    assert tablet.client.get("/gibt-es-nicht").status_code == 403


@pytest.mark.only_on("sqlite")
def test_nobody_makes_a_passkey_there(cast: Cast, tablet: Tablet) -> None:
    answers = [tablet.client.get(path) for path in ("/kiosk", "/projects", "/account")]
    for answer in (*answers, cast.guest().get("/kiosk")):
        granted = permissions(answer)
        assert "publickey-credentials-create=()" in granted
        assert "publickey-credentials-get=()" in granted
    usual = PAGE_HEADERS["Permissions-Policy"]
    assert names_in(KIOSK_PERMISSIONS) == names_in(ENROLLING_PERMISSIONS) == names_in(usual)
    assert cast.guest().get("/projects").headers["Permissions-Policy"] == usual


@pytest.mark.only_on("sqlite")
def test_the_camera_is_for_becoming_a_kiosk_alone(cast: Cast, tablet: Tablet) -> None:
    stranger = cast.guest()
    wrong = {"code": "0000-0000-0000"}
    for answer in (
        stranger.get("/kiosk"),
        stranger.post("/kiosk", data=wrong, headers=SAME_ORIGIN),
    ):
        assert "camera=(self)" in permissions(answer)
    for answer in (
        tablet.client.get("/kiosk"),
        tablet.client.post("/kiosk", data=wrong, headers=SAME_ORIGIN),
        tablet.client.get("/projects"),
        stranger.get("/projects"),
        stranger.get("/kiosk/key"),
    ):
        assert "camera=()" in permissions(answer)


def test_another_session_counts_nothing_on_it(cast: Cast, tablet: Tablet) -> None:
    """Somebody puts the cookie of a whole session into the tablet's browser."""
    bernd = signed_in(cast, cast.bernd)
    token = bernd.client.get_cookie(SESSION).value
    tablet.client.set_cookie(SESSION, token, domain="localhost")
    for path in ("/mine", "/account", "/admin"):
        assert tablet.client.get(path).status_code == 403
    assert "Bernd" not in tablet.client.get("/").text
    push = {"protocol": 1, "commands": [bernd.command("comment", on=str(cast.project), body="x")]}
    assert tablet.client.post("/sync/push", json=push, headers=SYNC).status_code == 403


def test_nobody_becomes_a_guest_on_it(tablet: Tablet) -> None:
    body = {"protocol": 1, "secret": "A" * 22}
    assert tablet.client.post("/session/guest", json=body, headers=SYNC).status_code == 403
    form = {"on": "town", "title": "x", "body": "y"}
    answer = tablet.client.post("/commands/propose", data=form, headers=SAME_ORIGIN)
    assert answer.status_code == 403


def test_its_api_is_for_nobody_else(cast: Cast) -> None:
    stranger = Tablet(cast.guest())
    for path in ("heartbeat", "sealed", "pairing", "pairing/state", "pairing/redeem"):
        answer = stranger.posts(f"/kiosk/{path}")
        assert (answer.status_code, answer.json["code"]) == (401, "not_enrolled")
    assert stranger.gets("/kiosk/key").status_code == 401
