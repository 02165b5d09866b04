"""Functions that SQLAlchemy calls at events, for as long as a test lasts."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

Hook = tuple[Any, str, Callable[..., None]]
"""What it hangs on (all engines, pools or sessions), the event's name, and the function."""


class Hooks:
    """On from the beginning, until it `ends`."""

    def __init__(self, *hooks: Hook) -> None:
        self._hooks = hooks
        for target, name, hook in hooks:
            event.listen(target, name, hook)

    def ends(self) -> None:
        for target, name, hook in self._hooks:
            event.remove(target, name, hook)
