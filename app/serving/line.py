"""A client's line, on which something has to move while somebody waits for it.

A phone that loses its signal in the middle of a request does not say so, and a thread that reads
from it would read for ever. Such a client is taken as one that has hung up. It is told nothing:
it asks again when it can, and an answer that it did not expect would only be misread.
"""

import errno
import os
import socket
import struct
from contextlib import suppress
from time import monotonic
from typing import Any

SILENCE = float(os.environ.get("WEB_SILENCE") or 20)
"""Seconds for which a client is waited for while nothing moves, and in all for a short request."""
SLOWEST = 500
"""Bytes of a request for which its client may take one second more."""
GOODBYE = 2.0
"""Seconds that a client has, after its last answer, to close its end; as long as gunicorn's."""


class Line(socket.socket):
    """The socket of a client that has begun to send."""

    def __init__(self, taken: socket.socket, silence: float = SILENCE) -> None:
        super().__init__(taken.family, taken.type, taken.proto, fileno=taken.detach())
        self._silence = silence
        self.begins()
        # The system counts: a timeout of Python's asks before each read whether there is something.
        seconds, rest = divmod(silence, 1)
        limit = struct.pack("ll", int(seconds), int(rest * 1_000_000))
        for direction in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            self.setsockopt(socket.SOL_SOCKET, direction, limit)

    def begins(self) -> None:
        """A request begins: what the one before took does not count."""
        self._waited, self._received = 0.0, 0

    def recv(self, *args: Any) -> bytes:
        """Read, as from a socket; nothing, as at its end, from a client that takes too long."""
        since = monotonic()
        try:
            data = super().recv(*args)
        except BlockingIOError:
            return self._hang_up()
        self._waited += monotonic() - since
        self._received += len(data)
        return self._hang_up() if self._drips() else data

    def sendall(self, *args: Any) -> None:
        """Send all, however long it takes, as long as the client takes some of it."""
        try:
            super().sendall(*args)
        except BlockingIOError:
            self._gives_up()

    def sendfile(self, *args: Any, **kwargs: Any) -> int:
        """Send a file likewise: Python waits for each piece of it, and only by a timeout."""
        before = self.gettimeout()
        self.settimeout(self._silence)
        try:
            return super().sendfile(*args, **kwargs)
        except TimeoutError:
            self._gives_up()
            return 0
        finally:
            self.settimeout(before)

    def ends(self) -> None:
        """Wait for the client to have its last answer: a reset would take that from it.

        gunicorn waits likewise, in its main loop, where nobody else is heard meanwhile; it finds
        the end at once after this.
        """
        until = monotonic() + GOODBYE
        with suppress(OSError):
            self.shutdown(socket.SHUT_WR)
            while (left := until - monotonic()) > 0:
                self.settimeout(left)
                if not super().recv(65536):
                    break
        self._hang_up()

    def _drips(self) -> bool:
        return self._waited > self._silence + self._received / SLOWEST

    def _gives_up(self) -> None:
        self._hang_up()
        raise BrokenPipeError(errno.EPIPE, "the client does not take its answer")

    def _hang_up(self) -> bytes:
        """Close both ways: what the application may still say to this request reaches nobody."""
        with suppress(OSError):
            self.shutdown(socket.SHUT_RDWR)
        return b""
