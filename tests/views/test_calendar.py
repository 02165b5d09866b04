"""Calendar files."""

from datetime import UTC, datetime

import pytest
from cast import Cast
from icalendar import Calendar
from uuid6 import uuid7


@pytest.fixture
def shift(cast: Cast) -> str:
    result = cast.ayse.does(
        "offer_shift",
        project=str(cast.project),
        title="Bänke tragen; mit Kuchen,\\ viel",
        place="Hang",
        starts="2026-06-01T10:00",
        ends="2026-06-01T12:30",
        capacity="2",
    )
    return str(result["id"])


def event(cast: Cast, shift: str) -> object:
    answer = cast.guest().get(f"/shifts/{shift}.ics")
    assert answer.mimetype == "text/calendar"
    return Calendar.from_ical(answer.data).walk("VEVENT")[0]


def test_a_shift_on_the_towns_clock(cast: Cast, shift: str) -> None:
    found = event(cast, shift)
    assert found["SUMMARY"] == "Bänke tragen; mit Kuchen,\\ viel (Bänke am Südhang)"
    assert found["DTSTART"].dt.astimezone(UTC) == datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
    assert found["DTEND"].dt.astimezone(UTC) == datetime(2026, 6, 1, 10, 30, tzinfo=UTC)
    assert str(cast.project) in found["URL"]


def test_a_cancelled_shift_says_so(cast: Cast, shift: str) -> None:
    before = event(cast, shift)["SEQUENCE"]
    cast.ayse.does("cancel_shift", shift=shift, reason="Regen.")
    assert event(cast, shift)["STATUS"] == "CANCELLED"
    # Else calendars keep what they have.
    assert event(cast, shift)["SEQUENCE"] > before


def test_no_shift_no_file(cast: Cast) -> None:
    assert cast.guest().get(f"/shifts/{uuid7()}.ics").status_code == 404
