"""Flask and worker let the same tile servers into the policy of a page."""

import pytest
from stage import Stage
from towns import TILES
from worker import Worker

from app.headers import POLICY, policy_with

LET_IN = {
    "https://tiles.example/{z}/{x}/{y}.png": "https://tiles.example",
    "http://localhost:8090/{z}/{x}/{y}.png": "http://localhost:8090",
    TILES: "https://*.tiles.example",
}
NOT_NEEDED = ("", "/tiles/{z}/{x}/{y}.png")
REFUSED = (
    "https://a b.example/{z}",
    "https://tiles.example; script-src *;/{z}",
    "https://{q}.tiles.example/{z}",
    "https://{s}.{s}.example/{z}",
    "https://me@tiles.example/{z}",
    "javascript:alert(1)//{z}",
    "https://tiles.example",
    "data:image/png,/{z}",
)


@pytest.mark.parametrize("tiles", [*LET_IN, *NOT_NEEDED, *REFUSED])
def test_a_policy_is_the_same_on_both_sides(worker: Worker, tiles: str) -> None:
    assert worker.ask("policies", tiles=[tiles]) == [policy_with(tiles)]


@pytest.mark.parametrize(("tiles", "origin"), LET_IN.items())
def test_pictures_come_from_the_tile_server_too(tiles: str, origin: str) -> None:
    assert f"img-src 'self' data: {origin}; " in policy_with(tiles)
    assert policy_with(tiles).replace(f" {origin}", "") == POLICY


@pytest.mark.parametrize("tiles", [*NOT_NEEDED, *REFUSED])
def test_what_is_no_address_of_a_server_changes_nothing(tiles: str) -> None:
    assert policy_with(tiles) == POLICY


def test_a_page_with_a_map_has_it_and_others_do_not(stage: Stage) -> None:
    root = {"id": "map", "bounds": "", "tiles": TILES, "attribution": "© Leute"}
    stage.holds({"map": {"map": root}, "public": {}})
    client = stage.app.test_client()
    assert LET_IN[TILES] in client.get("/projects/map").headers["Content-Security-Policy"]
    assert client.get("/").headers["Content-Security-Policy"] == POLICY
