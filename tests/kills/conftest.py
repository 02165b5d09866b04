"""A server of the seed town for phones that are killed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from server import DIST, Server, seed_town
from shared import once_for_all


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Server]:
    """A running server with the seed town."""
    assert (DIST / "manifest.json").exists(), "no front end is built: run bin/test"
    server = Server(once_for_all(tmp_path_factory, "seed-town", seed_town), tmp_path).starts()
    yield server
    server.is_killed()
    assert "Traceback" not in server.log(), server.log()
