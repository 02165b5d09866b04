"""Threads of which one is at work, as in a relay.

Python computes in one thread at a time. Where several begin at once they take its lock from each
other in no order: some requests are overtaken again and again, and all take longer. So requests
are carried out one after the other, and the next begins when the one before has ended, says that
it waits for something (`step_aside`), or has not ended for a while (`relieve`).
"""

import atexit
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from math import inf
from time import monotonic, sleep
from typing import Any

PATIENCE = 0.005
"""Seconds that others wait, at least, for one that does not say that it waits for something."""
WATCH = 0.05
"""Seconds after which somebody looks in any case."""
LONGEST = 30.0
"""Seconds that a process which ends waits for what is under way."""

Job = Callable[[], None]


class Relay(Executor):
    """Carries out what is submitted, in that order, by `threads` threads at most."""

    def __init__(self, threads: int, patience: float = PATIENCE) -> None:
        self.patience = patience
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.baton = threading.Lock()
        self.leader: Runner | None = None
        self._came = threading.Event()
        self.threads = [Runner(self, f"runner-{number}") for number in range(threads)]
        for thread in (*self.threads, threading.Thread(target=self._watch, daemon=True)):
            thread.start()
        # A process that is told to end at once still answers what it has begun.
        atexit.register(self.shutdown)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()

        def job() -> None:
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self.jobs.put(job)
        self._came.set()
        return future

    def is_idle(self) -> bool:
        """Whether nothing waits to begin."""
        return self.jobs.empty()

    def relieve(self) -> bool:
        """Let the next begin if it waits for one that takes too long; whether anything waits."""
        leader = self.leader
        if self.is_idle():
            return False
        if leader and monotonic() - leader.begun > self.patience:
            leader.step_aside()
        return True

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Begin nothing more than what was submitted before, and wait for that if asked to."""
        self.jobs.put(None)
        if wait:
            self._join()

    def _watch(self) -> None:
        """Look after those that wait, where gunicorn's main loop does not come to it.

        Something else may hold that up. To look as often as it does would take the processor from
        whoever is at work.
        """
        while self._is_alive():
            self._came.wait()
            self._came.clear()
            while self._is_alive() and not self.jobs.empty():
                sleep(WATCH)
                self.relieve()

    def _is_alive(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def _join(self) -> None:
        until = monotonic() + LONGEST
        for thread in self.threads:
            thread.join(max(0.0, until - monotonic()))


class Runner(threading.Thread):
    """One of the threads. Who has the baton takes the next job."""

    def __init__(self, relay: Relay, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.begun = monotonic()
        self.came = inf
        self._relay = relay
        self._held: list[threading.Lock] = []

    def run(self) -> None:
        while self._leads():
            pass

    def step_aside(self) -> None:
        """Hand the baton on, if it was not done before in this job: `list.pop` decides."""
        try:
            baton = self._held.pop()
        except IndexError:
            return
        baton.release()

    def _leads(self) -> bool:
        """Carry out one job after the other until somebody else has the baton, or all is done."""
        relay = self._relay
        relay.baton.acquire()
        while True:
            job = relay.jobs.get()
            if job is None:
                relay.jobs.put(None)
                relay.baton.release()
                return False
            self.begun = monotonic()
            self._held.append(relay.baton)
            relay.leader = self
            job()
            try:
                self._held.pop()
            except IndexError:
                return True


def step_aside() -> None:
    """What is about to wait for something lets its process begin the next request."""
    thread = threading.current_thread()
    if isinstance(thread, Runner):
        thread.step_aside()


def came() -> float:
    """When this thread's request had come, by `monotonic()`; never before it was sent.

    Whatever somebody has read since then is as good as if it were read for this request. Infinite
    where that is not known.
    """
    thread = threading.current_thread()
    return thread.came if isinstance(thread, Runner) else inf
