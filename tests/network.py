"""The network between a phone and the server: a TCP proxy that can be as bad as real ones."""

import socket
import socketserver
import struct
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

PORTAL = b"<!doctype html><title>WLAN</title><h1>Willkommen im Hotel-WLAN</h1>"
BROKEN = b"<!doctype html><title>502</title><h1>502 Bad Gateway</h1><p>nginx</p>"
PATIENCE = 60


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    line: str
    raw: bytes

    @property
    def path(self) -> str:
        """Path without the query."""
        return self.line.split()[1].partition("?")[0]

    @classmethod
    def read(cls, stream: BinaryIO) -> "Request | None":
        """Read head and body; None where the client sends nothing more."""
        head, length = [stream.readline()], 0
        while head[-1] not in (b"\r\n", b""):
            head.append(stream.readline())
            name, _, value = head[-1].partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if head[-1] == b"":
            return None
        kept = [line for line in head[:-1] if not line.lower().startswith(b"connection:")]
        raw = b"".join([*kept, b"Connection: close\r\n\r\n", stream.read(length)])
        return cls(head[0].decode("latin-1"), raw)


Behaviour = Callable[[Request, socket.socket], None]


class Network:
    """Listens on `port` and forwards to the server's; one request a connection.

    `requests` counts what came in by path, `heard` is all of it as it came, `lost` the answers that
    were lost, `held` those that were kept back, `halved` those of which half went out, `bytes` what
    went through both ways, `answered` the bytes of answers by path.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.requests: Counter[str] = Counter()
        self.heard: list[bytes] = []
        self.lost: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self.halved: Counter[str] = Counter()
        self.bytes = 0
        self.answered: Counter[str] = Counter()
        self._behave: Behaviour = self._forward
        self._to_lose: set[str] = set()
        self._to_hold: dict[str, bytes] = {}
        self._to_halve: set[str] = set()
        self._changed = threading.Condition()
        self._listener = _Listener(("127.0.0.1", 0), _handler(self._take))
        self.port: int = self._listener.server_address[1]
        threading.Thread(target=self._listener.serve_forever, args=(0.05,), daemon=True).start()

    def comes_back(self) -> None:
        """Everything goes through again; what was kept waiting is cut off or let go."""
        self._behave = self._forward
        self._to_lose.clear()
        self.lets_go()

    def goes_silent(self) -> None:
        """Accept requests and never answer, as a phone at the edge of a cell."""
        self._behave = self._stay_silent

    def refuses(self) -> None:
        """Reset every connection."""
        self._behave = self._reset

    def becomes_a_captive_portal(self, path: str = "/") -> None:
        """Answer everything below `path` with 200 and somebody else's HTML."""
        portal = _answering(b"200 OK", PORTAL)

        def behave(request: Request, client: socket.socket) -> None:
            (portal if request.path.startswith(path) else self._forward)(request, client)

        self._behave = behave

    def becomes_a_bad_gateway(self) -> None:
        """Answer everything with 502 and the HTML of a proxy."""
        self._behave = _answering(b"502 Bad Gateway", BROKEN)

    def loses_answers(self, path: str) -> None:
        """Forward requests for `path`, and lose the answers."""
        self._to_lose.add(path)

    def holds_answers(self, path: str, having: bytes = b"") -> None:
        """Forward requests for `path` that say `having`, and keep the answers until it lets go."""
        self._to_hold[path] = having

    def halves_answers(self, path: str) -> None:
        """Forward requests for `path`, and give half of the answers until it lets go."""
        self._to_halve.add(path)

    def lets_go(self) -> None:
        """Pass on the answers that were kept back, and cut off those that were halved."""
        with self._changed:
            self._to_hold.clear()
            self._to_halve.clear()
            self._changed.notify_all()

    def closes(self) -> None:
        """End it."""
        self.comes_back()
        self._listener.shutdown()
        self._listener.server_close()

    def _take(self, request: Request, client: socket.socket) -> None:
        with self._changed:
            self.requests[request.path] += 1
            self.heard.append(request.raw)
            self.bytes += len(request.raw)
            self._changed.notify_all()
        self._behave(request, client)

    def _forward(self, request: Request, client: socket.socket) -> None:
        try:
            answer = self._ask(request)
        except OSError:
            return self._reset(request, client)
        with self._changed:
            lost = request.path in self._to_lose
            self.lost[request.path] += lost
            self.held[request.path] += self._holds(request)
            self._changed.wait_for(lambda: not self._holds(request), PATIENCE)
        if lost:
            return self._reset(request, client)
        if request.path in self._to_halve:
            return self._give_half(request, answer, client)
        self.bytes += len(answer)
        self.answered[request.path] += len(answer)
        client.sendall(answer)
        return None

    def _give_half(self, request: Request, answer: bytes, client: socket.socket) -> None:
        client.sendall(answer[: len(answer) // 2])
        with self._changed:
            self.halved[request.path] += 1
            self._changed.wait_for(lambda: request.path not in self._to_halve, PATIENCE)
        self._reset(request, client)

    def _holds(self, request: Request) -> bool:
        return request.path in self._to_hold and self._to_hold[request.path] in request.raw

    def _ask(self, request: Request) -> bytes:
        with socket.create_connection(("127.0.0.1", self.target), PATIENCE) as server:
            server.sendall(request.raw)
            answer = b"".join(iter(lambda: server.recv(65536), b""))
        if not answer:
            raise ConnectionError("the server ended without an answer")
        return answer

    def _stay_silent(self, request: Request, client: socket.socket) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._behave != self._stay_silent, PATIENCE)
        self._reset(request, client)

    def _reset(self, _request: Request, client: socket.socket) -> None:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _answering(status: bytes, body: bytes) -> Behaviour:
    def answer(_request: Request, client: socket.socket) -> None:
        head = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n"
        client.sendall(head % (status, len(body)) + b"Connection: close\r\n\r\n" + body)

    return answer


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, _request: Any, _address: Any) -> None:
        """Browsers end connections whenever they like."""

    def shutdown_request(self, request: Any) -> None:
        # socketserver would send FIN first, and a reset is to be a reset.
        request.close()


def _handler(take: Behaviour) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            request = Request.read(self.rfile)
            if request:
                take(request, self.connection)

    return Handler
