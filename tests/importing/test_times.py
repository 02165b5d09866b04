"""Times of other platforms; what is none is told apart."""

from datetime import UTC, datetime

import pytest

from app.db import iso
from app.importing.times import moment

LATEST = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-03-01 10:12:03 UTC", "2024-03-01T10:12:03.000Z"),
        ("2024-03-01 10:12:03 +0100", "2024-03-01T09:12:03.000Z"),
        ("2024-03-01T10:12:03.456+01:00", "2024-03-01T09:12:03.000Z"),
        ("2024-03-01T10:12:03Z", "2024-03-01T10:12:03.000Z"),
        ("2024-03-01 10:12", "2024-03-01T09:12:00.000Z"),
        ("2024-07-01", "2024-06-30T22:00:00.000Z"),
    ],
)
def test_a_time_is_understood(text: str, time: str) -> None:
    assert iso(moment(text, "Europe/Berlin", LATEST)) == time


@pytest.mark.parametrize(
    "text",
    ["", "gestern", "01.03.2024", "2024-02-30", "2026-06-01T12:00:01Z", "1812-01-01", "0001-01-01"],
)
def test_what_is_no_past_time_is_none(text: str) -> None:
    assert moment(text, "Europe/Berlin", LATEST) is None
