"""Which process takes a connection, where there are several, and how it lets requests begin."""

import socket
import threading
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from math import inf
from pathlib import Path
from unittest.mock import Mock, patch

import pytest
from gunicorn.workers.gthread import ThreadWorker
from server import Server, seed_town
from shared import once_for_all
from waiting import eventually

from app.serving.line import Line
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
        self.sock = self.line = Mock(Line)

    def wait_for_data(self, _timeout: float) -> bool:
        return True


class Worker(FairWorker):
    """One without sockets: what it was told from its threads, and which connections it has back."""

    def __init__(self) -> None:
        self._ended = deque()
        self.alive, self.tpool = True, Relay(1)
        self.method_queue, self.poller = self, self
        self.told, self.finished = 0, []

    def defer(self, _callback: object) -> None:
        self.told += 1

    def is_told(self, times: int) -> None:
        eventually(lambda: self.told == times, "the main thread is told")

    def select(self, _timeout: float) -> list[object]:
        return []

    def takes_back(self) -> bool:
        self.wait_for_and_dispatch_events(0)
        return bool(self.finished)

    def finish_request(self, conn: Connection, fs: Future[object]) -> None:
        self.finished.append((conn, fs.result(20)))


@contextmanager
def worker() -> Iterator[Worker]:
    one = Worker()
    try:
        with patch("app.serving.worker.Line"):
            yield one
    finally:
        one.tpool.shutdown()


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
    with patch.object(ThreadWorker, "handle", lambda *_: came()), worker() as one:
        one.enqueue_req(connection)
        one.is_told(1)
        one.wait_for_and_dispatch_events(0)
    assert (connection.came < inf) is is_known
    assert one.finished == [(connection, connection.came)]


def test_connections_are_taken_back_together_once_nothing_waits() -> None:
    """To wake the main thread for each would cost the request that has just begun."""
    first, second = (Connection(initialized=True) for _ in range(2))
    goes_on = threading.Event()

    def handle(_self: ThreadWorker, connection: Connection) -> bool:
        assert connection is second or goes_on.wait(20)
        return True

    with patch.object(ThreadWorker, "handle", handle), worker() as one:
        one.enqueue_req(first)
        one.enqueue_req(second)
        goes_on.set()
        one.is_told(1)
        one.wait_for_and_dispatch_events(0)
        assert one.finished == [(first, True), (second, True)]
        assert one.told == 1


def test_who_waits_behind_a_long_request_is_taken_back_meanwhile() -> None:
    first, long = (Connection(initialized=True) for _ in range(2))
    goes_on, ends = threading.Event(), threading.Event()

    def handle(_self: ThreadWorker, connection: Connection) -> bool:
        return (ends if connection is long else goes_on).wait(20)

    with patch.object(ThreadWorker, "handle", handle), worker() as one:
        one.enqueue_req(first)
        one.enqueue_req(long)
        goes_on.set()
        eventually(one.takes_back, "the first is back")
        assert one.finished == [(first, True)]
        assert one.told == 0
        ends.set()
        one.is_told(1)


def test_a_slow_client_keeps_nobody_waiting(server: Server) -> None:
    """Half a request holds a thread; with one thread at work the others go on all the same."""
    with ExitStack() as stack:
        for _ in range(6):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            slow.sendall(
                b"POST /sync/pull HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{"
            )
        kept = stack.enter_context(closing(HTTPConnection("127.0.0.1", server.port, timeout=10)))
        for _ in range(6):
            address = f"http://127.0.0.1:{server.port}/healthz"
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.status == 200
            kept.request("GET", "/healthz")
            answer = kept.getresponse()
            assert answer.status == 200, answer.read()
            answer.read()
