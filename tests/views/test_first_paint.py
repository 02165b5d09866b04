"""What a browser is asked for before it paints one of Flask's pages."""

import re

import pytest
from cast import Cast
from server import DIST

from app.assets import Assets

pytestmark = pytest.mark.only_on("sqlite")
LINK = re.compile(r'<link rel="([^"]+)" href="([^"]+)"')
FETCHED_LATER = {"apple-touch-icon"}
"""By a home screen, when a page is put there."""


@pytest.fixture
def page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    """As a browser gets it, with the front end that is built."""
    monkeypatch.setitem(cast.app.extensions, "assets", Assets.load(DIST))
    return str(cast.guest().get("/projects").text)


def test_nothing_but_its_style_delays_it(page: str) -> None:
    links = {rel: href for rel, href in LINK.findall(page) if not href.startswith("data:")}
    assert links.keys() - FETCHED_LATER == {"stylesheet"}
    assert "<script src" not in page
    assert "<img" not in page


def test_the_script_in_it_knows_what_comes_afterwards(page: str) -> None:
    tag = re.search(r"<script ([^>]*)>", page)
    assert tag
    named = dict(re.findall(r'data-(\w+)="([^"]*)"', tag[1]))
    assert named["page"] == Assets.load(DIST).urls["page.js"]
    assert named["manifest"] == "/manifest.webmanifest?language=de"
