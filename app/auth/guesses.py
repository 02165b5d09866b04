"""How often somebody may guess a code before they have to wait.

Guesses are counted by browser and for the whole town, never by address: a town hall is one. Each
kind of code is counted apart. Right codes count nothing and reset nothing.

| code | bits | open at a time | a browser an hour | the town an hour |
| --- | --- | --- | --- | --- |
| paper | 80 | 8 an account: 2^20 in a city of 130,000 accounts | 10 | 10,000 |
| desk | 60 | a few, for ten minutes: 2^5 in a busy town hall | 10 | 10,000 |
| kiosk | 60 | one or two, for ten minutes | 10 | 10,000 |
| ticket | 60 | 200 a day for 90 days, at ten kiosks: 2^18 | 10 | 10,000 |
| pairing | 60 | one a kiosk, for ten minutes: 2^4 | 10 | 10,000 |

A cookie is easily thrown away, so what protects an account are the bits. At 10,000 guesses an
hour, all year (2^27), somebody finds one of all paper codes with a chance of 2^(20 + 27 - 80), one
in eight thousand million, and a desk code with 2^(5 + 27 - 60), one in two hundred million. With
claim tickets, by far the most, it is 2^(18 + 27 - 60), one in thirty thousand, that one of them
opens: it is good for what one stranger said in public, and for nothing else. The
town's limit is high because whoever fills it locks everyone out for an hour; a browser's is
there for load, and to tell people in words that something is wrong with their code.
"""

from dataclasses import dataclass
from datetime import timedelta

from ..models import Guess
from .codes import PAPER


@dataclass(frozen=True)
class Limit:
    """Wrong codes `within` a time: of one browser, and of all."""

    browser: int
    town: int
    within: timedelta


LIMITS = {
    "paper": Limit(browser=10, town=10_000, within=timedelta(hours=1)),
    "desk": Limit(browser=10, town=10_000, within=timedelta(hours=1)),
    "kiosk": Limit(browser=10, town=10_000, within=timedelta(hours=1)),
    "ticket": Limit(browser=10, town=10_000, within=timedelta(hours=1)),
    "pairing": Limit(browser=10, town=10_000, within=timedelta(hours=1)),
}


def kind_of(code: str) -> str:
    """Which limit a code falls under."""
    return "paper" if len(code) == PAPER else "desk"


def are_too_many(kind: str, browser: bytes) -> bool:
    """Whether this browser has to wait, or everyone."""
    limit = LIMITS[kind]
    return (
        Guess.lately(kind, limit.within, browser) >= limit.browser
        or Guess.lately(kind, limit.within) >= limit.town
    )


def note(kind: str, browser: bytes) -> None:
    """Count a wrong code, inside `writing()`."""
    Guess.note(kind, browser, LIMITS[kind].within)
