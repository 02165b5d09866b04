"""When answers came: what a phone was sent until a moment, and what after it."""

import time
from collections import Counter
from collections.abc import Iterator


class Arrivals(Counter[str]):
    """Takes the place of a network's `answered`, and knows when each answer went out."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: list[tuple[float, str, int]] = []

    def __setitem__(self, path: str, total: int) -> None:
        self._seen.append((time.time(), path, total - self[path]))
        super().__setitem__(path, total)

    def until(self, moment: float) -> Iterator[tuple[str, int]]:
        """Path and bytes of each answer that went out by then, in seconds since 1970."""
        return ((path, size) for when, path, size in self._seen if when <= moment)

    def after(self, moment: float) -> int:
        """The bytes of all that went out later."""
        return sum(size for when, _, size in self._seen if when > moment)

    def are_over(self, quiet: float = 2) -> bool:
        """Whether nothing has come for so many seconds."""
        return time.time() - self._seen[-1][0] > quiet
