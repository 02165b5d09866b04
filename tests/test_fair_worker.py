"""Which process takes a connection, where there are several."""

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from server import Server, seed_town
from shared import once_for_all
from waiting import eventually

CONNECTIONS = 16
ESTABLISHED = "01"


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Server]:
    town = once_for_all(tmp_path_factory, "seed-town", seed_town)
    server = Server(town, tmp_path, WEB_CONCURRENCY="2")
    try:
        yield server.starts()
    finally:
        server.stops()


def test_connections_that_come_together_are_shared(server: Server) -> None:
    """A proxy keeps its connections: where one process has all, the other has nothing to do."""
    eventually(lambda: len(_taken(server.port)) == 2, "both processes serve")
    taken = _taken(server.port)
    assert len(taken) == 2
    assert min(taken.values()) >= CONNECTIONS // 4, taken


def _taken(port: int) -> Counter[int]:
    """How many of connections that come together each process takes."""
    with ExitStack() as stack:
        for _ in range(CONNECTIONS):
            stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        return eventually(lambda: _held(port), "all connections are taken")


def _held(port: int) -> Counter[int] | None:
    """How many each process holds, once none waits any more."""
    here = f":{port:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inodes = {row[9] for row in rows if row[1].endswith(here) and row[3] == ESTABLISHED}
    held = Counter(pid for pid, inode in _sockets() if inode in inodes)
    return held if held.total() == len(inodes) >= CONNECTIONS else None


def _sockets() -> Iterator[tuple[int, str]]:
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            kind, _, inode = str(link.readlink()).partition(":")
        except OSError:
            continue
        if kind == "socket":
            yield int(link.parts[2]), inode.strip("[]")
