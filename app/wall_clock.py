"""The clock on the wall in the town, by which shifts are agreed on."""

from datetime import datetime
from zoneinfo import ZoneInfo


def wall_clock(time: datetime, zone: str) -> str:
    """`2026-03-14T13:05` in the zone; the same as in `service_worker/wall_clock.js`."""
    return time.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
