"""Each route, each method, whoever asks: the headers that protect an answer, and who may keep it.

The addresses come from the route table, so that a new route is among them.
"""

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from cast import SAME_ORIGIN, SYNC, Cast
from flask import Flask
from signed_in import changed, signed_in
from uuid6 import uuid7

from app import create_app
from app.db import now
from app.headers import FILE_HEADERS, HSTS, PAGE_HEADERS, PERSONAL
from app.models.limits import LIMITS
from app.permissions import ENROLLING_PERMISSIONS, KIOSK_PERMISSIONS

pytestmark = pytest.mark.only_on("sqlite")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
POLICY = "Content-Security-Policy"
LEAST = 30


def addresses(app: Flask) -> list[str]:
    """One for each route, with arguments that lead nowhere."""
    router = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        names = {name: type(rule._converters[name]).__name__ for name in rule.arguments}
        values = {
            name: uuid7() if kind == "UUIDConverter" else "none" for name, kind in names.items()
        }
        found.append(router.build(rule.endpoint, values, method=min(rule.methods or {"GET"})))
    return found


def protects(answer: Any, *, secure: bool = False) -> None:
    """The page headers; a picture from outside has a stricter policy, and a kiosk may less.

    News for phones are no page: theirs are those of files.
    """
    is_news = answer.request.path.startswith("/sync/") and answer.mimetype == "application/json"
    kiosk = answer.request.path.partition("/")[2].partition("/")[0] == "kiosk"
    # Where a tablet is put up its camera may read the code.
    enrolling = answer.request.path == "/kiosk" and answer.status_code in (200, 422)
    enrolling = enrolling and answer.request.method != "OPTIONS"
    policy = ENROLLING_PERMISSIONS if enrolling else KIOSK_PERMISSIONS
    less = {"Permissions-Policy": policy} if kiosk else {}
    for name, value in ((FILE_HEADERS if is_news else PAGE_HEADERS) | less).items():
        if name != POLICY:
            assert answer.headers[name] == value, name
    assert "default-src 'none'" in answer.headers[POLICY]
    assert "unsafe" not in answer.headers[POLICY].replace("style-src 'unsafe-inline'; sandbox", "")
    hsts = next(iter(HSTS))
    assert (answer.headers.get(hsts) == HSTS[hsts]) is secure
    assert answer.headers["Cache-Control"]


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_each_route_and_method(cast: Cast, secure: bool) -> None:
    bernd = signed_in(cast, cast.bernd)
    base = f"http{'s' if secure else ''}://localhost"
    paths = addresses(cast.app)
    assert len(paths) >= LEAST
    statuses = set()
    for path in paths:
        for method in METHODS:
            for client in (cast.guest(), bernd.client):
                answer = client.open(path, method=method, headers=SAME_ORIGIN, base_url=base)
                protects(answer, secure=secure)
                statuses.add(answer.status_code)
                if path.startswith(PERSONAL):
                    assert answer.headers["Cache-Control"] == "no-store"
    assert statuses >= {200, 404, 405}
    assert not {status for status in statuses if status >= 500}


def test_a_page_for_somebody_is_kept_by_nobody(cast: Cast) -> None:
    bernd, late = signed_in(cast, cast.bernd), signed_in(cast, cast.dilan)
    changed(late, seen=now() - LIMITS["account"].idle)
    for path in ("/", "/mine", f"/projects/{cast.project}", "/gibt-es-nicht"):
        for client in (bernd.client, late.client, cast.ayse.client):
            assert client.get(path).headers["Cache-Control"] == "no-store"
        answer = cast.guest().get(path)
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "cookie" in answer.vary
        assert "accept-language" in answer.vary
    result = bernd.submits("support", proposal=str(cast.proposal))
    assert (result.status_code, result.headers["Cache-Control"]) == (303, "no-store")


def test_errors(cast: Cast) -> None:
    client = cast.bernd.client
    plain = {"content_type": "text/plain", "data": "x"}
    large = "x" * (256 * 1024 + 1)
    too_large = {"content_type": "application/x-www-form-urlencoded", "data": large}
    answers = [
        client.get("/gibt-es-nicht"),
        client.post("/projects"),
        client.post("/commands/comment", headers=SAME_ORIGIN, **plain),
        client.post("/commands/comment", data={"on": "x"}),
        client.post("/commands/comment", headers=SAME_ORIGIN, **too_large),
        client.post("/sync/pull", json={}, headers=SAME_ORIGIN),
        client.post("/sync/nichts", json={}, headers=SYNC),
    ]
    assert [a.status_code for a in answers] == [404, 405, 415, 403, 413, 400, 404]
    with patch("app.views.pages.read", side_effect=RuntimeError("boom")):
        answers.append(client.get("/projects"))
    assert answers[-1].status_code == 500
    for answer in answers:
        protects(answer)
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_files(tmp_path: Path, secure: bool) -> None:
    """They are answered before Flask is asked."""
    (tmp_path / "page-0A1B2C3D.js").write_text("// a script")
    app = create_app({"DIST": tmp_path, "INSTANCE": tmp_path / "instance"})
    base = f"http{'s' if secure else ''}://localhost"
    client = app.test_client()
    path = "/static/dist/page-0A1B2C3D.js"
    first = client.get(path, base_url=base)
    known = {"If-Modified-Since": first.headers["Last-Modified"]}
    again = client.get(path, headers=known, base_url=base)
    assert (first.status_code, again.status_code) == (200, 304)
    assert "immutable" in first.headers["Cache-Control"]
    for answer in (first, again):
        for name, value in (FILE_HEADERS | (HSTS if secure else {})).items():
            assert answer.headers.get_all(name) == [value]
    assert ("Strict-Transport-Security" in first.headers) is secure
