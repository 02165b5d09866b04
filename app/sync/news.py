"""Which of the scopes that a phone wants have anything for it: asked of all at once.

One statement, whatever a phone holds. It reads no documents, only where they stand.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, exists, select

from ..documents.sums import ScopeSummary
from ..documents.table import Document
from ..models import Clock
from ..reading import Moment

_SCOPES = bindparam("scopes", expanding=True)
_SINCE = bindparam("since")
_NEWS = (
    select(
        Clock.epoch,
        Clock.version,
        ScopeSummary.scope,
        ScopeSummary.count,
        ScopeSummary.checksum,
        exists().where(Document.scope == ScopeSummary.scope, Document.version > _SINCE),
        exists().where(
            Document.scope == ScopeSummary.scope,
            Document.key == ScopeSummary.scope,
            Document.deleted.is_(False),
        ),
    )
    .select_from(Clock)
    .outerjoin(ScopeSummary, ScopeSummary.scope.in_(_SCOPES))
)
"""Without any of the scopes there is still a row, with the clock."""


class Standing(NamedTuple):
    """What a scope amounts to, whether it has news, and whether its root stands."""

    count: int
    checksum: int
    has_news: bool
    has_root: bool


class News(NamedTuple):
    """The clock, and how the scopes stand; one that never held anything is not among them."""

    time: Moment
    standing: dict[str, Standing]


def news(connection: Connection, scopes: Collection[str], since: int) -> News:
    """How these scopes stand, and which of them hold something after the version `since`."""
    rows = connection.execute(_NEWS, {"scopes": list(scopes), "since": since}).all()
    standing = {scope: Standing(*how) for _, _, scope, *how in rows if scope is not None}
    return News(Moment(*rows[0][:2]), standing)
