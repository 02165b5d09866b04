"""Whether a session is over: the same for its row and for what requests look up of it."""

from dataclasses import dataclass
from datetime import datetime
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

    def _has_role(self) -> bool:
        return self.has_role
