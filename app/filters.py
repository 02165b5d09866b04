"""Template filters, the same in `service_worker/filters.js`."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

MONTHS = {
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
WEEKDAYS = {
    "de": ("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
DAYS = {"de": "{day}. {month} {year}", "en": "{day} {month} {year}"}
THOUSANDS = {"de": ".", "en": ","}
WALL_TIME = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


def date(iso: str, zone: str, language: str) -> str:
    """`14. März 2026` in the zone, from a UTC time in ISO 8601; empty stays empty."""
    time = _local(iso, zone)
    return _day(time, language) if time else ""


def date_time(iso: str, zone: str, language: str) -> str:
    """`14. März 2026, 14:05` in the zone."""
    time = _local(iso, zone)
    return f"{_day(time, language)}, {time:%H:%M}" if time else ""


def walltime(text: str, language: str) -> str:
    """`Mo., 1. Juni 2026, 10:00` from `2026-06-01T10:00`; what is no time stays as it is."""
    time = _wall(text)
    if not time:
        return text
    weekday = WEEKDAYS[_spoken(language)][time.weekday()]
    return f"{weekday}, {_day(time, language)}, {clock(text)}"


def clock(text: str) -> str:
    """`10:00` from `2026-06-01T10:00`."""
    return text[11:] if _wall(text) else text


def until(ends: str, starts: str, language: str) -> str:
    """When something ends: the clock on the day it starts, else day and clock."""
    same_day = _wall(ends) and _wall(starts) and ends[:10] == starts[:10]
    return clock(ends) if same_day else walltime(ends, language)


def overlapping(shift: Mapping[str, Any], mine: Mapping[str, Mapping[str, Any]]) -> str:
    """The title of the first of my other shifts at the same time; empty where there is none."""
    others = sorted(
        (other["starts"], other["id"], other["title"])
        for key, other in mine.items()
        if key.startswith("sign_up:")
        and other["id"] != shift["id"]
        and not other["cancelled"]
        and other["starts"] < shift["ends"]
        and shift["starts"] < other["ends"]
    )
    return others[0][2] if others else ""


def number(value: int, language: str) -> str:
    """A whole number with its thousands: `4.403`, in English `4,403`."""
    return f"{value:,}".replace(",", THOUSANDS[_spoken(language)])


def initials(name: str) -> str:
    """Up to two letters that stand for a person; `?` for a guest without a name."""
    words = name.split()
    letters = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper() for word in letters) or "?"


def linebreaks(text: str) -> Markup:
    """Escaped text with its line breaks."""
    return Markup("<br>\n").join(escape(line) for line in text.split("\n"))


def urlencode(text: str) -> str:
    """Text as a part of a query string, as `encodeURIComponent` does it."""
    return quote(text, safe="!~*'()")


def _day(time: datetime, language: str) -> str:
    spoken = _spoken(language)
    month = MONTHS[spoken][time.month - 1]
    return DAYS[spoken].format(day=time.day, month=month, year=time.year)


def _spoken(language: str) -> str:
    """`de` for `de-simple`: plain German writes dates and numbers as German does."""
    return language.partition("-")[0]


def _wall(text: str) -> datetime | None:
    if not WALL_TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _local(iso: str, zone: str) -> datetime | None:
    return datetime.fromisoformat(iso).astimezone(_zone(zone)) if iso else None


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


FILTERS = {
    "clock": clock,
    "overlapping": overlapping,
    "initials": initials,
    "linebreaks": linebreaks,
    "urlencode": urlencode,
}
SPOKEN = {
    "date": date,
    "datetime": date_time,
    "walltime": walltime,
    "until": until,
    "number": number,
}
"""Filters whose last argument is the page's language, which templates do not name."""
