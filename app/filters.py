"""Template filters, the same in `service_worker/filters.js`."""

from datetime import datetime
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def date(iso: str, zone: str) -> str:
    """`14. März 2026` in the zone, from a UTC time in ISO 8601; empty stays empty."""
    time = _local(iso, zone)
    return f"{time.day}. {MONTHS[time.month - 1]} {time.year}" if time else ""


def date_time(iso: str, zone: str) -> str:
    """`14. März 2026, 14:05` in the zone."""
    time = _local(iso, zone)
    return f"{date(iso, zone)}, {time:%H:%M}" if time else ""


def number(value: int) -> str:
    """A whole number with German thousands: `4.403`."""
    return f"{value:,}".replace(",", ".")


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


def _local(iso: str, zone: str) -> datetime | None:
    return datetime.fromisoformat(iso).astimezone(_zone(zone)) if iso else None


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


FILTERS = {
    "date": date,
    "datetime": date_time,
    "number": number,
    "initials": initials,
    "linebreaks": linebreaks,
    "urlencode": urlencode,
}
