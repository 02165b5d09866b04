"""gunicorn's worker with threads, where it shares connections and lets requests begin."""

import threading
import time
from math import inf
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from .relay import PATIENCE, Relay, Runner, step_aside

STEP, LONGEST = 0.001, 0.002
"""Seconds that a process rests for each connection that it has, before it takes one more."""


class FairWorker(ThreadWorker):
    """Whoever has fewer connections takes the next, and requests are answered as they came.

    All processes wake when a connection comes, and it stays where it was taken. Without a rest the
    first that was awake took what came together, often all of a proxy's, and the others idled.
    """

    _rests_until = 0.0

    def get_thread_pool(self) -> Relay:
        return Relay(self.cfg.threads)

    def enqueue_req(self, conn: TConn) -> None:
        # A new connection is here before its first request, and one of HTTP/2 has many in one job.
        is_here = conn.initialized and not conn.is_http2
        conn.came = time.monotonic() if is_here else inf
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:
        thread = threading.current_thread()
        if isinstance(thread, Runner):
            thread.came = conn.came
        if not conn.initialized and not conn.wait_for_data(0):
            # Browsers open connections for what they may ask later.
            step_aside()
        return super().handle(conn)

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
