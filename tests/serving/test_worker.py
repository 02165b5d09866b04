"""Which process takes a connection, where there are several, and how it lets requests begin."""

import socket
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from math import inf
from pathlib import Path
from unittest.mock import patch

import pytest
from gunicorn.workers.gthread import ThreadWorker
from server import Server, seed_town
from shared import once_for_all
from waiting import eventually

from app.serving.relay import Relay, came
from app.serving.worker import FairWorker

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


class Connection:
    """As much of one as the worker looks at."""

    def __init__(self, *, initialized: bool, is_http2: bool = False) -> None:
        self.initialized, self.is_http2 = initialized, is_http2
        self.came = 0.0

    def wait_for_data(self, timeout: float) -> bool:
        return timeout > 0


@pytest.mark.parametrize(
    ("connection", "is_known"),
    [
        (Connection(initialized=True), True),
        (Connection(initialized=False), False),
        (Connection(initialized=True, is_http2=True), False),
    ],
    ids=["a kept one", "a new one", "one of HTTP/2"],
)
def test_when_a_request_came_is_known_where_it_woke_the_process(
    connection: Connection, is_known: bool
) -> None:
    """A new connection can be here long before somebody sends something on it."""
    worker = FairWorker.__new__(FairWorker)
    with patch.object(ThreadWorker, "enqueue_req", autospec=True) as enqueued:
        worker.enqueue_req(connection)
    enqueued.assert_called_once_with(worker, connection)
    assert (connection.came < inf) is is_known
    with patch.object(ThreadWorker, "handle", lambda *_: came()):
        relay = Relay(1)
        assert relay.submit(worker.handle, connection).result(20) == connection.came
        relay.shutdown()


def test_a_slow_client_keeps_nobody_waiting(server: Server) -> None:
    """Half a request holds a thread; with one thread at work the others go on all the same."""
    with ExitStack() as stack:
        for _ in range(6):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            slow.sendall(
                b"POST /sync/pull HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{"
            )
        for _ in range(6):
            address = f"http://127.0.0.1:{server.port}/healthz"
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.status == 200
