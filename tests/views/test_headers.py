"""Every answer carries the headers that protect it."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from cast import SYNC, Cast

from app.begin import ALLOWED
from app.headers import FILE_HEADERS, PAGE_HEADERS

PATHS = (
    "/",
    "/projects",
    "/proposals",
    "/neighbourhoods",
    "/outbox",
    "/device",
    "/healthz",
    "/manifest.webmanifest",
    "/gibt-es-nicht",
    "/commands/comment",
)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("path", PATHS)
def test_all_headers_everywhere(cast: Cast, path: str) -> None:
    answer = cast.bernd.client.get(path)
    for name, value in PAGE_HEADERS.items():
        assert answer.headers[name] == value
    assert "Strict-Transport-Security" not in answer.headers
    secure = cast.bernd.client.get(path, base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"]


@pytest.mark.only_on("sqlite")
def test_the_one_script_in_a_page_is_the_one_that_the_policy_names(cast: Cast) -> None:
    answer = cast.bernd.client.get("/projects")
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", answer.text, re.DOTALL)
    assert len(scripts) == 1
    digest = b64encode(sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in answer.headers["Content-Security-Policy"]


def test_the_policy_lets_no_other_inline_script_in() -> None:
    policy = PAGE_HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    for rule in (
        f"script-src 'self' {ALLOWED};",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ):
        assert rule in policy


def test_what_phones_fetch_again_and_again_has_the_short_headers_of_files(cast: Cast) -> None:
    asked = {"protocol": 1, "schema": 1, "epoch": "", "have": {}, "want": []}
    answer = cast.bernd.client.post("/sync/pull", json=asked, headers=SYNC)
    assert answer.status_code == 200
    assert dict(answer.headers).items() >= FILE_HEADERS.items()
    assert sum(len(f"{name}: {value}\r\n") for name, value in answer.headers) < 500
    refused = cast.bernd.client.get("/sync/pull")
    assert refused.headers["Permissions-Policy"]


def test_health(cast: Cast) -> None:
    answer = cast.guest().get("/healthz")
    assert answer.status_code == 200
    fields = {"database", "version", "epoch", "build", "differences", "kiosks_silent"}
    assert set(answer.json) == fields
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_carry_no_token_and_no_command_id(cast: Cast) -> None:
    for path in ("/projects", f"/projects/{cast.project}", f"/proposals/{cast.proposal}"):
        page = cast.bernd.client.get(path).text
        assert "csrf" not in page
        assert cast.bernd.client.get(path).text == page


def test_a_worker_that_has_not_changed_is_told_in_few_bytes(cast: Cast) -> None:
    """Each visit asks: browsers have kept the headers with what they have."""
    client = cast.guest()
    first = client.get("/sw.js")
    again = client.get("/sw.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Content-Security-Policy" in first.headers
    assert sum(len(name) + len(value) + 4 for name, value in again.headers) < 300
