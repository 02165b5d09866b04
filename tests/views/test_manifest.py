"""The web app manifest, and what it refers to."""

import json
from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from server import DIST

from app.assets import Assets
from app.pages import PAGES

pytestmark = pytest.mark.only_on("sqlite")
MOST_BYTES = 60 * 1024


@pytest.fixture
def manifest(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """As a browser gets it, with the front end that is built."""
    monkeypatch.setitem(cast.app.extensions, "assets", Assets.load(DIST))
    answer = cast.guest().get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    body: dict[str, Any] = answer.json
    return body


def file_of(picture: dict[str, str]) -> Path:
    return DIST / Path(picture["src"]).name


def test_it_speaks_for_the_town(manifest: dict[str, Any]) -> None:
    assert manifest["name"] == "Musterstadt – Kokommune"
    assert "Musterstadt" in manifest["description"]
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/", "/", "/")
    assert (manifest["lang"], manifest["dir"]) == ("de", "ltr")
    assert (manifest["display"], manifest["display_override"][0]) == ("standalone",) * 2
    assert manifest["categories"] == ["government", "social"]


def test_icons_are_there_a_maskable_one_among_them(manifest: dict[str, Any]) -> None:
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        assert size_of(file_of(icon)) == icon["sizes"]


def test_shortcuts_lead_to_pages_and_places_on_them(manifest: dict[str, Any], cast: Cast) -> None:
    urls = {shortcut["name"]: shortcut["url"] for shortcut in manifest["shortcuts"]}
    assert urls == {
        "Vorschlag schreiben": "/proposals#propose",
        "Meine Einsätze": "/mine#shifts-title",
        "Postausgang": "/outbox",
    }
    for url in urls.values():
        path, _, place = url.partition("#")
        assert path in {page.path for page in PAGES}
        assert not place or f'id="{place}"' in cast.bernd.client.get(path).text
    for shortcut in manifest["shortcuts"]:
        assert [size_of(file_of(icon)) for icon in shortcut["icons"]] == ["192x192"]


def test_screenshots_are_small_and_as_large_as_they_say(manifest: dict[str, Any]) -> None:
    pictures = manifest["screenshots"]
    assert {picture["form_factor"] for picture in pictures} == {"narrow", "wide"}
    for picture in pictures:
        file = file_of(picture)
        assert picture["label"]
        assert size_of(file) == picture["sizes"]
        assert file.stat().st_size < MOST_BYTES


def test_phones_do_not_fetch_pictures_ahead(manifest: dict[str, Any]) -> None:
    precache = json.loads((DIST / "manifest.json").read_text())["precache"]
    assert not {picture["src"] for picture in manifest["screenshots"]} & set(precache)


def test_it_is_there_before_the_front_end_is_built(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cast.app.extensions, "assets", Assets())
    body = cast.guest().get("/manifest.webmanifest").json
    assert (body["icons"], body["screenshots"]) == ([], [])
    assert [shortcut["icons"] for shortcut in body["shortcuts"]] == [[], [], []]


def size_of(file: Path) -> str:
    """Width and height from the head of a PNG or an extended WebP."""
    head = file.read_bytes()[:32]
    if head.startswith(b"\x89PNG"):
        width, height = (int.from_bytes(head[at : at + 4], "big") for at in (16, 20))
    else:
        assert head[8:16] == b"WEBPVP8X"
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
    return f"{width}x{height}"
