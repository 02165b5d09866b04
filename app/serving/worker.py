"""gunicorn's worker with threads, where it shares connections and lets requests begin."""

import threading
import time
from collections import deque
from concurrent.futures import Future
from math import inf
from typing import Any

from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker

from .line import Line
from .relay import PATIENCE, Relay, Runner, step_aside

STEP, LONGEST = 0.001, 0.002
"""Seconds that a process rests for each connection that it has, before it takes one more."""


class FairWorker(ThreadWorker):
    """Whoever has fewer connections takes the next, and requests are answered as they came.

    All processes wake when a connection comes, and it stays where it was taken. Without a rest the
    first that was awake took what came together, often all of a proxy's, and the others idled.
    """

    _rests_until = 0.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ended: deque[tuple[TConn, Future[Any]]] = deque()

    def get_thread_pool(self) -> Relay:
        return Relay(self.cfg.threads)

    def enqueue_req(self, conn: TConn) -> None:
        # A new connection is here before its first request, and one of HTTP/2 has many in one job.
        is_here = conn.initialized and not conn.is_http2
        conn.came = time.monotonic() if is_here else inf
        future = self.tpool.submit(self.handle, conn)
        future.add_done_callback(lambda ended: self._end(conn, ended))

    def _end(self, conn: TConn, ended: "Future[Any]") -> None:
        """Have the main thread take the connection back; called by the thread that answered.

        While others wait it is left asleep, and takes back all at once after the last: to wake it
        for each would take Python's lock from the request that has just begun. It waits no longer
        than PATIENCE, since what waits was there when it went to sleep.
        """
        self._ended.append((conn, ended))
        if self.tpool.is_idle():
            self.method_queue.defer(self._take_back)

    def _take_back(self) -> None:
        while self._ended:
            self.finish_request(*self._ended.popleft())

    def handle(self, conn: TConn) -> Any:
        thread = threading.current_thread()
        if isinstance(thread, Runner):
            thread.came = conn.came
        if not conn.initialized:
            if not conn.wait_for_data(0):
                # Browsers open connections for what they may ask later. gunicorn's own waiting for
                # that holds a thread; its main loop, which has kept connections too, holds none.
                return _DEFER
            conn.sock = conn.line = Line(conn.sock)
        conn.line.begins()
        goes_on = super().handle(conn)
        if not goes_on:
            step_aside()
            conn.line.ends()
        return goes_on

    def accept(self, listener: Any) -> None:
        super().accept(listener)
        if self.cfg.workers > 1:
            self._rests_until = time.monotonic() + min(self.nr_conns * STEP, LONGEST)
            self.set_accept_enabled(False)

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled and time.monotonic() >= self._rests_until)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        if self.tpool.relieve():
            timeout = PATIENCE
        rest = max(0.0, self._rests_until - time.monotonic())
        super().wait_for_and_dispatch_events(min(timeout, rest or timeout))
        self._take_back()
