"""A town with a tablet in its foyer, whose profile is on the disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from foyer import puts_up
from network import Network
from playwright.sync_api import Playwright
from server import DIST, Server, seed_town
from shared import once_for_all
from stand import Put, Stand, Start

MANY = {"KOKOMMUNE_KIOSK_SUPPORTS": "100000"}
"""A share is tested elsewhere; here nothing is to wait for the next hour."""


@pytest.fixture
def start(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Start]:
    """Starts the server of the seed town, with the front end of a folder: `start(dist)`."""
    assert (DIST / "manifest.json").exists(), "no front end is built: run bin/test"
    servers: list[Server] = []

    def start(dist: Path = DIST) -> Server:
        town = once_for_all(tmp_path_factory, "seed-town", seed_town)
        servers.append(Server(town, tmp_path, **MANY).starts(dist))
        puts_up(servers[-1])
        return servers[-1]

    yield start
    for server in servers:
        server.is_killed()
        assert "Traceback" not in server.log(), server.log()


@pytest.fixture
def server(start: Start) -> Server:
    """A running server with the seed town."""
    return start()


@pytest.fixture
def put(playwright: Playwright, tmp_path: Path) -> Iterator[Put]:
    """Puts the tablet up in front of a server: `put(server, *flags)`; it is not switched on."""
    stands: list[Stand] = []

    def put(server: Server, *flags: str) -> Stand:
        profile = tmp_path / f"profile-{len(stands)}"
        stands.append(Stand(playwright, Network(server.port), profile, *flags))
        return stands[-1]

    yield put
    for stand in stands:
        stand.is_put_away()
        stand.network.closes()
