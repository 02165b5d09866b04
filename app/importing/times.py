"""Times as other platforms write them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
OFFSET = re.compile(r"\s+(UTC|Z|[+-]\d\d:?\d\d)$")


def moment(text: str, zone: str, latest: datetime) -> datetime | None:
    """`2024-03-01 10:12:03 +0100` and its like as UTC; None for anything that is no past time.

    Where it names no zone it is on the town's clock.
    """
    plain = OFFSET.sub(lambda found: found[1].replace("UTC", "Z"), text.strip())
    try:
        time = datetime.fromisoformat(plain)
        if time.tzinfo is None:
            time = time.replace(tzinfo=ZoneInfo(zone))
        time = time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return time.replace(microsecond=0) if EARLIEST <= time <= latest else None
