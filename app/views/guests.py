"""New guests: anybody becomes one, but one browser only so often."""

from datetime import timedelta

from ..auth.browser import current_browser
from ..models import Guess

MOST = 100
"""More than meet at the tablet of a town hall in a day."""
WITHIN = timedelta(days=1)
KIND = "guest"


def are_too_many() -> bool:
    """Whether this browser has to wait before it makes another."""
    return Guess.lately(KIND, WITHIN, current_browser()) >= MOST


def note() -> None:
    """Count one more, inside `writing()`."""
    Guess.note(KIND, current_browser(), WITHIN)
