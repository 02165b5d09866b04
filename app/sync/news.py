"""Which of the scopes that a phone wants have anything for it: asked of all at once.

One statement, whatever a phone holds. It reads no documents, only where they stand.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from ..documents.sums import ScopeSummary
from ..documents.table import Document
from ..models import Clock
from ..reading import Moment

_SCOPES = bindparam("scopes", expanding=True)
_NEWS = (
    select(
        Clock.epoch,
        Clock.version,
        ScopeSummary.scope,
        ScopeSummary.count,
        ScopeSummary.checksum,
        select(func.max(Document.version))
        .where(Document.scope == ScopeSummary.scope)
        .scalar_subquery(),
        select(Document.deleted)
        .where(Document.scope == ScopeSummary.scope, Document.key == ScopeSummary.scope)
        .scalar_subquery(),
    )
    .select_from(Clock)
    .outerjoin(ScopeSummary, ScopeSummary.scope.in_(_SCOPES))
)
"""Without any of the scopes there is still a row, with the clock.

Each of the two is a look into an index for each scope. `EXISTS` would say the same, but PostgreSQL
may answer it by reading all documents once, and does where it has not counted them yet.
"""


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
    rows = connection.execute(_NEWS, {"scopes": list(scopes)}).all()
    standing = {
        scope: Standing(count, checksum, (latest or 0) > since, gone is False)
        for _, _, scope, count, checksum, latest, gone in rows
        if scope is not None
    }
    return News(Moment(*rows[0][:2]), standing)
