"""Stylesheet and coat of arms: at their address for good, and harmless."""

from pathlib import Path

import pytest
from cast import Cast

from app.headers import PAGE_HEADERS
from app.town import style

COLOUR = "#7a1f3d"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


def sets(cast: Cast, *options: str) -> None:
    cast.app.test_cli_runner().invoke(args=["town", "set", *options], catch_exceptions=False)


@pytest.mark.only_on("sqlite")
def test_the_colour_reaches_pages_and_manifest(cast: Cast) -> None:
    client = cast.guest()
    assert "/town-" not in client.get("/").text
    sets(cast, "--colour", COLOUR)
    page = client.get("/").text
    address = style.address(COLOUR)
    assert f'<link rel="stylesheet" href="{address}">' in page
    assert f'<meta name="theme-color" content="{COLOUR}">' in page
    assert client.get("/manifest.webmanifest").json["theme_color"] == COLOUR
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    assert f"--town-band:{COLOUR}" in answer.text
    assert client.get("/town-0123456789abcdef.css").status_code == 404


@pytest.mark.only_on("sqlite")
def test_the_arms_run_nothing(cast: Cast, tmp_path: Path) -> None:
    client = cast.guest()
    file = tmp_path / "arms.svg"
    file.write_text(DRAWING)
    sets(cast, "--arms", str(file))
    address = str(cast.dilan.sees("public")["town"]["arms"])
    assert f'<img class="arms" src="{address}" alt=""' in client.get("/").text
    answer = client.get(address)
    assert (answer.mimetype, answer.text) == ("image/svg+xml", DRAWING)
    policy = answer.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert policy != PAGE_HEADERS["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(address.replace(".svg", ".png")).status_code == 404


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("path", ["/town", "/imprint", "/privacy", "/accessibility"])
def test_what_the_town_has_not_written_is_said(cast: Cast, path: str) -> None:
    page = cast.guest().get(path)
    assert page.status_code == 200
    assert "Das hat Musterstadt noch nicht aufgeschrieben." in page.text
