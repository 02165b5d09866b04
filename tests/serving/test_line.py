"""Something has to move on a line, else its client is taken as one that has hung up."""

import socket
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest
from waiting import PATIENCE

from app.serving import line
from app.serving.line import SLOWEST, Line

SILENCE = 0.2
BUFFER = 4096
"""Bytes that the system keeps on their way, and twice as many in its own accounts."""


class Ends:
    """Both ends of a line: the server's, and the client's."""

    def __init__(self, silence: float = SILENCE) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
            self.client = socket.socket()
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
            self.client.connect(listener.getsockname())
            self.client.settimeout(PATIENCE)
            self.line = Line(listener.accept()[0], silence)

    def is_hung_up(self) -> bool:
        """Whether the client sees the end, and the server can say nothing more."""
        with pytest.raises(BrokenPipeError):
            self.line.sendall(b"too late")
        return self.client.recv(1) == b""

    def receives(self, length: int) -> threading.Thread:
        """Have the client take so much, in small pieces."""

        def take() -> None:
            left = length
            while left:
                left -= len(self.client.recv(min(left, 999)))

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        return thread


@pytest.fixture
def ends() -> Iterator[Ends]:
    both = Ends()
    yield both
    both.line.close()
    both.client.close()


def test_who_stops_in_the_middle_has_hung_up(ends: Ends) -> None:
    ends.client.sendall(b"GET / HT")
    assert ends.line.recv(99) == b"GET / HT"
    assert ends.line.recv(99) == b""
    assert ends.is_hung_up()


def test_who_drips_has_hung_up(ends: Ends) -> None:
    """Each read is in time, and the request would never end."""
    with patch.object(line, "monotonic", count(step=SILENCE * 0.4).__next__):
        for _ in range(2):
            ends.client.sendall(b"G")
            assert ends.line.recv(1) == b"G"
        ends.client.sendall(b"G")
        assert ends.line.recv(1) == b""
    assert ends.is_hung_up()


def test_a_large_request_takes_its_time(ends: Ends) -> None:
    """Each piece comes late, and yet as fast as the slowest line that we wait for."""
    piece = b"x" * SLOWEST
    with patch.object(line, "monotonic", count(step=1).__next__):
        for _ in range(100):
            ends.client.sendall(piece)
            assert ends.line.recv(SLOWEST, socket.MSG_WAITALL) == piece


def test_the_next_request_has_its_own_time(ends: Ends) -> None:
    with patch.object(line, "monotonic", count(step=SILENCE * 0.8).__next__):
        for _ in range(5):
            ends.line.begins()
            ends.client.sendall(b"G")
            assert ends.line.recv(1) == b"G"


ANSWER = b"x" * 500_000


def _as_bytes(ends: Ends, _file: Path) -> None:
    ends.line.sendall(ANSWER)


def _as_file(ends: Ends, file: Path) -> None:
    file.write_bytes(ANSWER)
    with file.open("rb") as opened:
        assert ends.line.sendfile(opened, offset=0, count=len(ANSWER)) == len(ANSWER)
    assert ends.line.gettimeout() is None


answers = pytest.mark.parametrize("send", [_as_bytes, _as_file])


@answers
def test_who_does_not_take_the_answer_has_hung_up(
    ends: Ends, tmp_path: Path, send: Callable[[Ends, Path], None]
) -> None:
    """gunicorn ends such a connection without a word in the log."""
    with pytest.raises(BrokenPipeError) as ended:
        send(ends, tmp_path / "answer")
    assert ended.value.errno


@answers
def test_who_takes_it_in_small_pieces_gets_all(
    ends: Ends, tmp_path: Path, send: Callable[[Ends, Path], None]
) -> None:
    client = ends.receives(len(ANSWER))
    send(ends, tmp_path / "answer")
    client.join(PATIENCE)
    assert not client.is_alive()
