"""What carries a kiosk's token gets what the table names, and nothing else."""

import re

import pytest
from cast import SAME_ORIGIN, SYNC, Cast
from flask import template_rendered
from signed_in import signed_in
from tablet import COOKIE, NAVIGATES, Tablet, acts, code_for, rows
from uuid6 import uuid7
from werkzeug.test import TestResponse

from app.commands import COMMANDS
from app.headers import PAGE_HEADERS
from app.kiosk.allowed import ENROLLED, OPEN, SIGNED_IN, VISIT, may
from app.models import Comment, Kiosk, Proposal
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


def routes(cast: Cast) -> list[tuple[str, str, str]]:
    """(endpoint, path, method) of all that there is, and methods that a path does not have."""
    known = [(rule.endpoint, path_of(rule.rule), rule) for rule in cast.app.url_map.iter_rules()]
    has = {
        (path, method): endpoint for endpoint, path, rule in known for method in rule.methods or ()
    }
    paths = {path for _, path, _ in known} | {"/gibt-es-nicht", "/kiosk/gibt-es-nicht"}
    # What one goes for by `/session/end` comes last.
    last = sorted(paths, key=lambda path: (path == "/session/end", path))
    return [(has.get((path, method), ""), path, method) for path in last for method in METHODS]


def stale(cast: Cast) -> Tablet:
    """One whose token is no good any more."""
    tablet = Tablet(cast.guest())
    tablet.client.set_cookie(COOKIE, "x" * 43, domain="localhost")
    return tablet


def other_kiosk(cast: Cast) -> Tablet:
    """One more tablet of the town."""
    tablet = Tablet(cast.guest())
    tablet.enrols(code_for(cast.ayse, name="Tablet Süd"))
    return tablet


def is_refused(tablet: Tablet, path: str, method: str) -> bool:
    headers = tablet.headers | {"Accept": "application/json"}
    body = {"json": {"protocol": 1}} if method == "POST" else {}
    answer = tablet.client.open(path, method=method, headers=headers, **body)
    return answer.status_code == 403 and (method == "HEAD" or answer.json["code"] == REFUSED)


WHO = (
    "enrolled",
    "signed in",
    "a made-up session",
    "another kiosk's session",
    "stale",
    "stale with a session",
)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("who", WHO)
def test_every_route_but_those_of_the_table_is_refused(cast: Cast, there: Tablet, who: str) -> None:
    tablet = {"stale": stale, "another": other_kiosk}.get(who.split()[0], lambda _: there)(cast)
    made_up = {"enrolled": "", "stale": "", "a made-up session": "y" * 43}
    tablet.session = made_up.get(who, there.session)
    may_be = {"enrolled": "stale" not in who, "signed_in": who == "signed in"}
    tried = {True: 0, False: 0}
    for endpoint, path, method in routes(cast):
        allowed = may(endpoint, method, **may_be)
        assert is_refused(tablet, path, method) is not allowed, (path, method)
        tried[allowed] += 1
    named = {**OPEN, **ENROLLED} if may_be["enrolled"] else OPEN
    methods = [
        len(route.methods) for route in named.values() if may_be["signed_in"] or not route.signed_in
    ]
    assert tried[True] == sum(methods)
    assert tried[False] > 200
    assert rows(Comment) == []
    assert [row.id for row in rows(Proposal)] == [cast.proposal]


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
        assert tablet.gets(path).status_code == 403
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


class TestItsOneDocument:
    """A tablet's browser shows `/kiosk`; its script asks for all other pages."""

    def test_whatever_it_goes_to_it_comes_back(self, cast: Cast, tablet: Tablet) -> None:
        gone = 0
        for browser in (tablet, stale(cast)):
            for endpoint, path, method in routes(cast):
                if method not in ("GET", "HEAD") or endpoint in OPEN:
                    continue
                answer = browser.client.open(path, method=method, headers=NAVIGATES)
                assert (answer.status_code, answer.location) == (303, "/kiosk"), path
                # What is kept of it would lead there when it is a kiosk no more.
                assert answer.headers["Cache-Control"] in ("no-cache", "no-store")
                gone += 1
        assert gone > 100

    def test_it_does_not_go_round_in_circles(self, cast: Cast, tablet: Tablet) -> None:
        page = tablet.navigates("/kiosk")
        assert page.status_code == 200
        assert 'id="attract"' in page.text
        asks = stale(cast).navigates("/kiosk")
        assert asks.status_code == 200
        assert 'action="/kiosk"' in asks.text

    def test_a_revoked_one_is_asked_for_a_code(self, cast: Cast, tablet: Tablet) -> None:
        [kiosk] = rows(Kiosk)
        acts(cast.ayse, "revoke", kiosk=str(kiosk.id))
        page = tablet.client.get("/projects", headers=NAVIGATES, follow_redirects=True)
        assert (page.status_code, page.request.path) == (200, "/kiosk")
        assert 'action="/kiosk"' in page.text
        assert "Foyer" not in page.text

    @pytest.mark.parametrize("mode", ["cors", "same-origin", "no-cors", ""])
    def test_its_script_gets_pages_as_ever(self, cast: Cast, tablet: Tablet, mode: str) -> None:
        headers = {"Sec-Fetch-Mode": mode} if mode else {}
        for path in ("/", "/projects", f"/projects/{cast.project}", "/town", "/qr.svg?path=/"):
            assert tablet.client.get(path, headers=headers).status_code == 200, path
        assert tablet.client.get("/account", headers=headers).status_code == 403
        assert tablet.client.get("/gibt-es-nicht", headers=headers).status_code == 403

    def test_all_others_go_where_they_like(self, cast: Cast, tablet: Tablet) -> None:
        for client in (cast.guest(), cast.bernd.client):
            assert client.get("/projects", headers=NAVIGATES).status_code == 200
        # Nor is it kept for them what a tablet was answered.
        assert tablet.navigates("/projects").status_code == 303
        assert cast.guest().get("/projects", headers=NAVIGATES).status_code == 200

    def test_a_form_is_refused_and_not_swallowed(self, cast: Cast, tablet: Tablet) -> None:
        sent = {"on": "town", "title": "x", "body": "y"}
        headers = SAME_ORIGIN | NAVIGATES
        answer = tablet.client.post("/commands/propose", data=sent, headers=headers)
        assert answer.status_code == 403
        assert [row.id for row in rows(Proposal)] == [cast.proposal]

    def test_the_form_of_languages_leads_back(self, tablet: Tablet) -> None:
        for came_from in ("/kiosk", "/projects", ""):
            headers = SAME_ORIGIN | NAVIGATES
            headers |= {"Referer": f"http://localhost{came_from}"} if came_from else {}
            answer = tablet.client.post("/language", data={"language": "en"}, headers=headers)
            assert answer.status_code == 303
            page = tablet.client.get(answer.location, headers=NAVIGATES, follow_redirects=True)
            assert (page.status_code, page.request.path) == (200, "/kiosk")
            assert '<html lang="en"' in page.text


def test_templates_know_where_they_are(cast: Cast, tablet: Tablet) -> None:
    said: list[bool] = []

    def notes(_: object, context: dict[str, object], **__: object) -> None:
        said.append(context["kiosk"] is True)

    with template_rendered.connected_to(notes, cast.app):
        for client in (tablet.client, stale(cast).client, cast.guest(), cast.bernd.client):
            client.get("/projects")
    assert said == [True, False, False, False]
