"""One thread is at work; the next begins when that one has ended, waits, or takes too long."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from math import inf
from threading import Event, current_thread

import pytest
from waiting import PATIENCE

from app.serving.relay import Relay, came, step_aside

THREADS = 3


class Work:
    """A job that begins, then does as it is told: it steps aside first, or not, and ends."""

    def __init__(self, relay: Relay, *, waits: bool = False, times: int = 1) -> None:
        self.begun, self._end = Event(), Event()
        self._waits, self._times = waits, times
        self.future: Future[str] = relay.submit(self._run)

    def ends(self) -> str:
        """The name of its thread."""
        self._end.set()
        return self.future.result(PATIENCE)

    def begins(self) -> None:
        assert self.begun.wait(PATIENCE)

    def _run(self) -> str:
        for _ in range(self._times if self._waits else 0):
            step_aside()
        self.begun.set()
        assert self._end.wait(PATIENCE)
        return current_thread().name


@pytest.fixture
def relay() -> Iterator[Relay]:
    """With hardly an end to its patience."""
    relay = Relay(THREADS, patience=1e6)
    yield relay
    relay.shutdown()


def test_one_after_the_other_in_the_order_in_which_they_came(relay: Relay) -> None:
    first = Work(relay)
    first.begins()
    order: list[int] = []
    others = [relay.submit(order.append, number) for number in range(20)]
    relay.relieve()
    assert order == []
    first.ends()
    for other in others:
        other.result(PATIENCE)
    assert order == list(range(20))


def test_who_goes_on_is_the_same_thread(relay: Relay) -> None:
    names = {Work(relay).ends() for _ in range(20)}
    assert len(names) == 1


def test_who_waits_lets_the_next_begin(relay: Relay) -> None:
    waiting = Work(relay, waits=True)
    waiting.begins()
    assert Work(relay).ends() != waiting.ends()


def test_only_one_begins_for_each_that_waits(relay: Relay) -> None:
    """However often it says so."""
    waiting = Work(relay, waits=True, times=3)
    waiting.begins()
    second = Work(relay)
    second.begins()
    third = Work(relay)
    relay.relieve()
    assert not third.begun.is_set()
    second.ends()
    third.begins()
    third.ends()
    waiting.ends()


def test_who_has_waited_takes_the_next_only_in_its_turn(relay: Relay) -> None:
    waiting = Work(relay, waits=True)
    waiting.begins()
    busy = Work(relay)
    busy.begins()
    waiting.ends()
    third = Work(relay)
    relay.relieve()
    assert not third.begun.is_set()
    busy.ends()
    third.ends()


def test_who_takes_too_long_is_relieved(relay: Relay) -> None:
    slow = Work(relay)
    slow.begins()
    second = Work(relay)
    relay.relieve()
    assert not second.begun.is_set()
    relay.patience = 0
    relay.relieve()
    second.begins()
    second.ends()
    slow.ends()


def test_nobody_has_to_ask_for_that() -> None:
    relay = Relay(THREADS)
    slow = Work(relay)
    slow.begins()
    for _ in range(3):
        Work(relay).ends()
    slow.ends()
    relay.shutdown()


def test_where_all_threads_wait_the_next_begins_when_one_has_ended(relay: Relay) -> None:
    all_of_them = [Work(relay, waits=True) for _ in range(THREADS)]
    for work in all_of_them:
        work.begins()
    next_one = Work(relay)
    relay.relieve()
    assert not next_one.begun.is_set()
    all_of_them[1].ends()
    next_one.begins()
    for work in (*all_of_them, next_one):
        work.ends()


def test_a_mistake_is_told_and_ends_nothing(relay: Relay) -> None:
    def fails() -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        relay.submit(fails).result(PATIENCE)
    assert Work(relay).ends()


def test_what_was_submitted_before_the_end_is_done(relay: Relay) -> None:
    first = Work(relay)
    first.begins()
    last = Work(relay)
    relay.shutdown(wait=False)
    first.ends()
    last.ends()
    relay.shutdown()
    assert not any(thread.is_alive() for thread in relay.threads)


def test_elsewhere_nobody_steps_aside_and_nothing_has_come(relay: Relay) -> None:
    step_aside()
    assert came() == inf
    assert relay.submit(came).result(PATIENCE) == inf


ENDS = """
import sys
from threading import Event
from app.serving.relay import Relay
begun = Event()
relay = Relay(2)
relay.submit(lambda: (begun.set(), print(sys.stdin.readline(), end="", flush=True)))
begun.wait()
print("ends", flush=True)
sys.exit(0)
"""


def test_a_process_that_ends_still_answers_what_it_has_begun() -> None:
    """As with Ctrl-C, where gunicorn's workers do not wait."""
    with subprocess.Popen(
        [sys.executable, "-c", ENDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ends\n"
        process.stdin.write("answered\n")
        process.stdin.close()
        assert process.stdout.readline() == "answered\n"
