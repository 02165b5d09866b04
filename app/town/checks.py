"""What the town's settings may be: functions from what was given to what is kept.

Each raises Unfit with a code for which `town/words.py` has the words.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from .unfit import Unfit

Check = Callable[[Any], Any]
LONGEST_TEXT = 50_000
LONGEST_PHASE = 40
LONGEST_ADDRESS = 300
PLACES = ("{z}", "{x}", "{y}")


def line(longest: int, *, required: bool = False) -> Check:
    """One line. Raises Unfit: "required", "one_line", "too_long"."""

    def check(value: str) -> str:
        text = value.strip()
        if required and not text:
            raise Unfit("required")
        if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text):
            raise Unfit("one_line")
        if len(text) > longest:
            raise Unfit("too_long", length=len(text), most=longest)
        return text

    return check


def text(value: str) -> str:
    """Markdown with \\n at line ends. Raises Unfit: "too_long", "not_text"."""
    kept = value.replace("\r\n", "\n").strip()
    if "\0" in kept:
        raise Unfit("not_text")
    if len(kept) > LONGEST_TEXT:
        raise Unfit("too_long", length=len(kept), most=LONGEST_TEXT)
    return kept


def time_zone(value: str) -> str:
    """A name of the IANA database. Raises Unfit("not_a_time_zone")."""
    if value not in available_timezones():
        raise Unfit("not_a_time_zone", value=value)
    return value


def some_of(known: Collection[str]) -> Check:
    """At least one of these, each once, in the order given. Raises Unfit: "required", "unknown"."""

    def check(values: Collection[str]) -> list[str]:
        chosen = list(dict.fromkeys(values))
        if not chosen:
            raise Unfit("required")
        for value in chosen:
            if value not in known:
                raise Unfit("unknown", value=value, known=", ".join(known))
        return chosen

    return check


def names_for(known: Collection[str]) -> Check:
    """{code: name}; an empty name leaves the usual one. Raises Unfit: as `line`, "unknown"."""
    name = line(LONGEST_PHASE)

    def check(values: Mapping[str, str]) -> dict[str, str]:
        for code in values:
            if code not in known:
                raise Unfit("unknown", value=code, known=", ".join(known))
        return {code: name(value) for code, value in values.items() if name(value)}

    return check


def tiles(value: str) -> str:
    """An https address with {z}, {x} and {y}, or nothing. Raises Unfit: "not_tiles", "too_long"."""
    address = value.strip()
    if not address:
        return ""
    parts = urlsplit(address)
    readable = not re.search(r"[\s\"'<>\\]", address)
    placed = all(place in address for place in PLACES)
    if parts.scheme != "https" or not parts.hostname or not readable or not placed:
        raise Unfit("not_tiles", value=address[:LONGEST_ADDRESS])
    if len(address) > LONGEST_ADDRESS:
        raise Unfit("too_long", length=len(address), most=LONGEST_ADDRESS)
    return address
