"""Whoever had come before the clock was looked at need not look at it once more."""

from contextvars import Context
from threading import current_thread
from time import monotonic
from typing import Any
from unittest.mock import patch

import pytest
from cast import Cast
from waiting import PATIENCE

from app import reading
from app.driver import by_driver
from app.reading import Moment, clock, clock_at_arrival
from app.serving.relay import Relay, Runner


@pytest.fixture
def asked(cast: Cast) -> Any:
    """How often the clock is read."""
    with patch.object(reading, "by_driver", side_effect=by_driver) as asked:
        yield asked


def at_arrival(cast: Cast, came: float) -> Moment:
    """What a request hears that had come then."""
    relay = Relay(1)

    def request() -> Moment:
        thread = current_thread()
        assert isinstance(thread, Runner)
        thread.came = came
        with cast.app.app_context():
            return clock_at_arrival()

    try:
        return relay.submit(Context().run, request).result(PATIENCE)
    finally:
        relay.shutdown()


def test_what_was_read_since_it_came_is_as_good(cast: Cast, asked: Any) -> None:
    came = monotonic()
    seen = clock()
    assert at_arrival(cast, came) == seen
    assert asked.call_count == 1


def test_what_was_read_before_it_came_is_not(cast: Cast, asked: Any) -> None:
    before = clock()
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    asked.reset_mock()
    assert at_arrival(cast, monotonic()).version > before.version
    assert asked.call_count == 1


def test_it_counts_when_the_look_began(cast: Cast, asked: Any) -> None:
    """What is committed while somebody looks need not be in what they see."""
    came = 0.0

    def slow(statement: str) -> Any:
        nonlocal came
        row = by_driver(statement)
        came = monotonic()
        return row

    asked.side_effect = slow
    clock()
    asked.side_effect = by_driver
    at_arrival(cast, came)
    assert asked.call_count == 2


def test_who_does_not_know_when_it_came_looks(cast: Cast, asked: Any) -> None:
    clock()
    clock_at_arrival()
    assert asked.call_count == 2


def test_the_clock_now_is_always_looked_at(cast: Cast, asked: Any) -> None:
    for _ in range(3):
        clock()
    assert asked.call_count == 3
