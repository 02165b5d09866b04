"""Lists on a map, and what is near."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe import findings_day_and_night, overflow
from cartographer import counted, keeps_the_map, opens_place, sees_map
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import ROOT, Server
from town import GARDEN_TITLE, HILL

from app import create_app
from app.db import db
from app.models import Proposal, Town
from app.writing import writing

AT_THE_FOUNTAIN = {"latitude": 50.61836, "longitude": 11.92031}
TRACES = (b"50.618", b"11.920", b"11.92031")
MANY = 1500
TILES = "https://tiles.example"
PICTURE = (ROOT / "static" / "icons" / "icon-192.png").read_bytes()


def changed(town: Path, folder: Path, change: Callable[[], None]) -> Server:
    """A server with the seed town, in whose database something was written first."""
    server = Server(town, folder)
    url = f"sqlite:///{server.instance / 'kokommune.db'}"
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": server.instance})
    with app.app_context():
        with writing():
            change()
        db.session.remove()
        db.engine.dispose()
    return server


@pytest.fixture
def crowded(town: Path, tmp_path: Path) -> Iterator[Server]:
    """A running server with a town of many proposals, each with a place."""

    def change() -> None:
        db.session.add_all(
            Proposal(
                title=f"Bank {number}",
                text="Zum Sitzen.",
                point=f"{50.605 + number % 50 / 2000:.5f},{11.905 + number // 50 / 600:.5f}",
            )
            for number in range(MANY)
        )

    server = changed(town, tmp_path / "crowded", change).starts()
    yield server
    server.is_killed()


@pytest.fixture
def tiled(town: Path, tmp_path: Path) -> Iterator[Server]:
    """A running server of a town that shows tiles of somebody else."""

    def change() -> None:
        own = db.session.get_one(Town, 1)
        own.tiles, own.attribution = f"{TILES}/{{z}}/{{x}}/{{y}}.png", "© Kartenleute"

    server = changed(town, tmp_path / "tiled", change).starts()
    yield server
    server.is_killed()


def test_a_list_and_its_map_keep_the_same_filter(phone: Handset) -> None:
    phone.opens("/projects").is_ready()
    phone.searches("garten").follows("Karte").sees_title("Vorhaben auf der Karte")
    canvas = sees_map(phone)
    assert "q=garten" in phone.page.url
    assert counted(canvas) == phone.page.locator("[data-near-instead] a[data-point]").count()
    phone.follows("Liste").sees("gefunden")
    assert "q=garten" in phone.page.url


def test_clusters_come_apart_and_pins_say_what_they_are(phone: Handset) -> None:
    phone.opens("/projects/map").is_ready()
    keeps_the_map(phone)
    phone.goes_offline()
    phone.opens("/projects/map").is_rendered_by("worker")
    canvas = sees_map(phone)
    assert counted(canvas) == 10
    while canvas.locator(".map__cluster").count():
        before = canvas.locator(".map__pin").count()
        canvas.locator(".map__cluster").first.click()
        if phone.page.locator("[data-map-card]").is_visible():
            break
        expect(canvas.locator(".map__pin")).not_to_have_count(before)
    canvas.locator(".map__pin").first.press("Enter")
    link = phone.page.locator("[data-map-card] a").first
    expect(link).to_be_focused()
    title = link.inner_text()
    phone.page.keyboard.press("Escape")
    expect(phone.page.locator("[data-map-card]")).to_be_hidden()
    expect(canvas.locator(".map__pin").first).to_be_focused()
    canvas.locator(".map__pin").first.press(" ")
    with phone.page.expect_navigation():
        link.click()
    phone.sees_title(title)


def test_near_me_and_nobody_hears_where_that_is(make_phone: MakePhone) -> None:
    phone = make_phone(geolocation=AT_THE_FOUNTAIN, permissions=["geolocation"])
    phone.opens("/projects/map").is_ready()
    phone.opens("/projects/map")
    canvas = sees_map(phone)
    button = phone.page.get_by_role("button", name="In meiner Nähe")
    said = len(phone.network.heard)
    button.click()
    near = phone.page.locator("[data-near-list]")
    expect(near.locator(".spot").first).to_contain_text("0 m")
    texts = near.locator(".spot").all_inner_texts()
    assert "Eine Bank für den Gänsebrunnen" in texts[0]
    assert any("1," in text and "km" in text for text in texts)
    expect(canvas.locator(".me")).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")
    # What comes in the meantime leaves the list as it is.
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.page.evaluate("kokommune.ready")
    expect(near.locator(".spot")).to_have_count(len(texts))
    button.click()
    expect(near).to_be_hidden()
    expect(canvas.locator(".me")).to_have_count(0)
    phone.opens("/projects")
    assert not [raw for raw in phone.network.heard[said:] for trace in TRACES if trace in raw]
    stored = phone.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "11.92" not in stored


def test_near_me_where_the_phone_does_not_tell(phone: Handset) -> None:
    phone.opens("/projects/map").is_ready()
    sees_map(phone)
    phone.page.get_by_role("button", name="In meiner Nähe").click()
    phone.sees("Dein Browser gibt den Standort nicht frei.")
    expect(phone.page.locator("[data-near-list]")).to_be_hidden()


def test_many_places_on_a_small_phone(crowded: Server, make_phone: MakePhone) -> None:
    phone = make_phone(geolocation=AT_THE_FOUNTAIN, permissions=["geolocation"])
    phone.network.target = crowded.port
    phone.opens("/proposals/map").is_ready()
    phone.has_everything()
    phone.opens("/proposals/map").is_rendered_by("worker")
    canvas = sees_map(phone)
    assert counted(canvas) > MANY
    assert canvas.locator(".map__pin, .map__cluster").count() < 60
    assert phone.page.locator("[data-near-instead] a[data-point]").count() == 60
    phone.page.get_by_role("button", name="In meiner Nähe").click()
    # The nearest of all, not of those that stand on the page.
    expect(phone.page.locator("[data-near-list] .spot").first).to_contain_text("Bank 477")
    assert overflow(phone.page) == 0


def test_the_towns_tiles_are_shown_until_they_would_tell_where_i_am(
    tiled: Server, make_phone: MakePhone
) -> None:
    phone = make_phone(geolocation=AT_THE_FOUNTAIN, permissions=["geolocation"])
    phone.network.target = tiled.port
    phone.context.route(f"{TILES}/**", lambda route: route.fulfill(body=PICTURE))
    # By Flask, then by the worker: both let the tile server into the policy.
    for who in ("flask", "worker"):
        phone.opens("/projects/map").is_rendered_by(who)
        canvas = sees_map(phone)
        expect(canvas.locator("img.leaflet-tile-loaded").first).to_be_visible()
        phone.sees("© Kartenleute").is_ready()
    asked = set(phone.witness.foreign)
    assert asked
    assert all(url.startswith(TILES) for url in asked)
    phone.page.get_by_role("button", name="In meiner Nähe").click()
    expect(canvas.locator(".me")).to_be_visible()
    expect(canvas.locator("img")).to_have_count(0)
    phone.page.get_by_role("button", name="Näher heran", exact=True).click()
    phone.sees_not("© Kartenleute")
    assert set(phone.witness.foreign) == asked
    phone.witness.foreign.clear()


def test_a_neighbourhood_shows_its_outline_and_its_places(phone: Handset) -> None:
    phone.opens(HILL).is_ready()
    canvas = sees_map(phone)
    expect(canvas.locator(".map__area--faint")).to_have_count(2)
    assert counted(canvas) > 0


def test_without_script_the_map_is_a_list(make_phone: MakePhone) -> None:
    phone = make_phone(java_script_enabled=False)
    phone.opens("/projects/map").sees("10 Vorhaben mit Ort")
    expect(phone.page.locator(".map")).to_be_hidden()
    phone.follows(GARDEN_TITLE).sees_title(GARDEN_TITLE)


def test_maps_are_accessible(make_phone: MakePhone) -> None:
    phone = make_phone(
        viewport={"width": 320, "height": 740},
        geolocation=AT_THE_FOUNTAIN,
        permissions=["geolocation"],
    )
    phone.opens("/projects/map").is_ready()
    canvas = sees_map(phone)
    canvas.locator(".map__pin").first.press("Enter")
    phone.page.get_by_role("button", name="In meiner Nähe").click()
    expect(phone.page.locator("[data-near-list]")).to_be_visible()
    assert findings_day_and_night(phone.page) == []
    assert overflow(phone.page) == 0
    for path in ("/proposals/map?q=gibt-es-nicht", HILL):
        phone.opens(path)
        assert findings_day_and_night(phone.page) == [], path
        assert overflow(phone.page) == 0, path
    phone.opens("/projects")
    place = opens_place(phone, "#start")
    place.locator("[name=point]").fill("48.13711,11.57538")
    place.locator("[name=point]").press("Tab")
    expect(place.locator("[data-place-asks=outside]")).to_be_visible()
    assert findings_day_and_night(phone.page) == []
    assert overflow(phone.page) == 0
