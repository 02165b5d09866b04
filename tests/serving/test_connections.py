"""Clients that send late, in pieces, several requests at once, or stop in the middle.

The server has one process with few threads: as many of them are all that it has.
"""

import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from server import Server, seed_town
from shared import once_for_all
from waiting import PATIENCE, eventually

THREADS = 4
AT_ONCE = 3.0
"""Seconds for an answer, well below those that gunicorn lets a silent connection have a thread."""
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
BODY = json.dumps({"protocol": 1, "schema": 5, "epoch": "", "have": {}, "want": []}).encode()
PULL = (
    b"POST /sync/pull HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Sec-Fetch-Site: same-origin\r\nKokommune-Sync: 1\r\nContent-Length: %d\r\n\r\n%s"
) % (len(BODY), BODY)


class Client:
    """One connection."""

    def __init__(self, server: Server) -> None:
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
        self._port = server.port
        self._answers = self.socket.makefile("rb")

    def sends(self, data: bytes) -> None:
        """Send that, and wait until the server has read it."""
        self.socket.sendall(data)
        eventually(self._is_read, "the server reads")

    def hears(self) -> tuple[bytes, dict[bytes, bytes]]:
        """The first line and the headers of the next answer."""
        first, *fields = iter(self._line, b"")
        headers = dict(field.lower().split(b": ", 1) for field in fields)
        self._answers.read(int(headers[b"content-length"]))
        return first, headers

    def is_answered(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.hears()[0] == b"HTTP/1.1 200 OK"

    def is_closed(self) -> bool:
        """Whether the server closes it without another word."""
        try:
            return self._answers.read() == b""
        except ConnectionResetError:
            return True

    def _line(self) -> bytes:
        return self._answers.readline().removesuffix(b"\r\n")

    def _is_read(self) -> bool:
        ends = f":{self._port:04X}", f":{self.socket.getsockname()[1]:04X}"
        for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, here, there, _, queues, *_ = row.split()
            if (here[-5:], there[-5:]) == ends:
                return queues.endswith(":00000000")
        return False


@contextmanager
def serving(tmp_path_factory: pytest.TempPathFactory, folder: Path, silence: float) -> Iterator:
    town = once_for_all(tmp_path_factory, "seed-town", seed_town)
    settings = {"WEB_CONCURRENCY": "1", "WEB_THREADS": str(THREADS), "WEB_SILENCE": str(silence)}
    server = Server(town, folder, **settings)
    try:
        yield server.starts()
    finally:
        server.is_killed()


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path_factory, tmp_path, silence=PATIENCE) as server:
        yield server


@pytest.fixture
def impatient(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path_factory, tmp_path, silence=1) as server:
        yield server


def _answers(server: Server, within: float) -> bool:
    address = f"http://127.0.0.1:{server.port}/healthz"
    with urllib.request.urlopen(address, timeout=within) as answer:
        return bool(json.load(answer)["database"])


def test_silent_connections_keep_nobody_waiting(server: Server) -> None:
    """Browsers and proxies open some for later. Who says something then is answered."""
    silent = [Client(server) for _ in range(THREADS * 2)]
    assert _answers(server, within=AT_ONCE)
    silent[0].socket.sendall(PULL)
    silent[0].is_answered()
    assert all(client.is_closed() for client in silent)


@pytest.mark.parametrize("half", [GET[:30], PULL[:-20]], ids=["head", "body"])
def test_half_requests_hold_threads_for_a_while(impatient: Server, half: bytes) -> None:
    """Phones that lose their signal: they are gone, and nobody hears of it."""
    gone = [Client(impatient) for _ in range(THREADS * 2)]
    for client in gone:
        client.socket.sendall(half)
    assert _answers(impatient, within=PATIENCE)
    assert all(client.is_closed() for client in gone)
    assert "Traceback" not in impatient.log()


def test_a_body_that_drips_holds_a_thread_for_a_while(impatient: Server) -> None:
    client = Client(impatient)
    client.sends(PULL[: -len(BODY)])
    ended = threading.Event()

    def drip() -> None:
        with suppress(OSError):
            while not ended.wait(0.3):
                client.socket.sendall(b" ")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        assert client.is_closed()
    finally:
        ended.set()
        thread.join()


LAST = GET.replace(b"localhost", b"localhost\r\nConnection: close")


@pytest.mark.parametrize("last", [LAST, b"rubbish\r\n\r\n"], ids=["asked for", "no request"])
def test_who_stays_after_the_last_answer_keeps_nobody_waiting(server: Server, last: bytes) -> None:
    staying = [Client(server) for _ in range(THREADS - 1)]
    for client in staying:
        client.sends(last)
        assert client.hears()[1][b"connection"] == b"close"
    assert _answers(server, within=AT_ONCE)


def test_several_requests_at_once(server: Server) -> None:
    client = Client(server)
    client.socket.sendall(GET + PULL + GET + PULL + GET)
    client.is_answered(5)


@pytest.mark.parametrize("cut", [1, 20, 100, 180, len(PULL) - 1])
def test_a_request_in_two_pieces(server: Server, cut: int) -> None:
    """On a new connection, and on one that was kept."""
    client = Client(server)
    for _ in range(2):
        client.sends(PULL[:cut])
        client.socket.sendall(PULL[cut:])
        client.is_answered()


def test_several_requests_in_many_pieces(server: Server) -> None:
    client, whole = Client(server), PULL * 3
    for begin in range(0, len(whole), 37):
        client.sends(whole[begin : begin + 37])
    client.is_answered(3)


def test_what_has_begun_when_the_server_ends_is_answered(server: Server) -> None:
    begun, other = Client(server), Client(server)
    begun.socket.sendall(GET)
    begun.is_answered()
    begun.sends(PULL[:50])
    ending = threading.Thread(target=server.stops)
    ending.start()
    eventually(lambda: _is_ending(other), "the server ends")
    begun.socket.sendall(PULL[50:])
    begun.is_answered()
    ending.join(PATIENCE)
    assert not ending.is_alive()


def _is_ending(client: Client) -> bool:
    """Whether this was the last request that the server takes from there."""
    client.socket.sendall(GET)
    return client.hears()[1].get(b"connection") == b"close"
