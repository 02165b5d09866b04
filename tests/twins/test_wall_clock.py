"""The town's clock: Python and JavaScript read it alike, and agree on what is over."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from test_filters import CHANGES, ZONES
from worker import Worker

from app.wall_clock import wall_clock

TIMES = [datetime.fromisoformat(change) for change in CHANGES]


@given(seconds=st.lists(st.integers(0, 2_200_000_000), min_size=20, max_size=20))
def test_the_clock_in_a_zone(worker: Worker, seconds: list[int]) -> None:
    times = [*TIMES, *(datetime.fromtimestamp(second, UTC) for second in seconds)]
    calls = [(int(time.timestamp() * 1000), zone) for time in times for zone in ZONES]
    expected = [wall_clock(time, zone) for time in times for zone in ZONES]
    assert worker.ask("wall_clock", calls=calls) == expected


def test_it_is_written_as_shifts_are() -> None:
    time = datetime(2026, 1, 31, 23, 5, 59, tzinfo=UTC)
    assert wall_clock(time, "Europe/Berlin") == "2026-02-01T00:05"
