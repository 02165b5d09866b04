"""Whether a session is over: the same for its row and for what requests look up of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, get_args
from uuid import UUID

from .limits import LIMITS, SEEN_EVERY


class Lasting:
    """Has the columns of a session that say how long it lasts."""

    def state(self, at: datetime) -> str:
        """`active`, `expired`, or `none`: into a guest's or a kiosk's session is no way back."""
        if at < self.over:
            return "active"
        return "expired" if self.account and not self.kiosk_id else "none"

    def is_to_be_seen(self, at: datetime) -> bool:
        """Whether `seen` is to be written again."""
        return at >= self.seen + SEEN_EVERY

    @property
    def over(self) -> datetime:
        """When it ends, or has ended."""
        limit = LIMITS[self._kind()]
        ends = [self.seen + limit.idle, self.ended]
        if limit.absolute:
            ends.append(self.created + limit.absolute)
        return min(end for end in ends if end)

    def _kind(self) -> str:
        if not self.account:
            return "guest"
        if self.kiosk_id:
            return "kiosk"
        return "role" if self._has_role() else "account"

    def _has_role(self) -> bool:
        raise NotImplementedError


@dataclass(frozen=True)
class Known(Lasting):
    """What a request knows of its session; a copy, in nobody's transaction."""

    resident_id: UUID
    created: datetime
    account: bool
    seen: datetime
    verified: datetime | None
    ended: datetime | None
    kiosk_id: UUID | None
    has_role: bool

    @classmethod
    def read(cls, texts: Sequence[str | None]) -> "Known":
        """From the fields in their order as databases write them."""
        return cls(
            *(_read(field.type, text) for field, text in zip(fields(cls), texts, strict=True))
        )

    def _has_role(self) -> bool:
        return self.has_role


def _read(kind: Any, text: str | None) -> Any:
    return None if text is None else _reader(kind)(text)


@cache
def _reader(kind: Any) -> Callable[[str], Any]:
    return _READ[(get_args(kind) or (kind,))[0]]


def _time(text: str) -> datetime:
    """SQLite's are UTC and say no zone."""
    time = datetime.fromisoformat(text)
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


_READ = {UUID: UUID, datetime: _time, bool: lambda text: text in ("1", "t")}
