"""How `public` begins on a phone that has nothing of it: with what was moved last.

These cards come before the pull in the order of versions, which begins at zero behind them and
brings everything: what is among them again, what has changed since, and tombstones.
"""

import json
from typing import Any

from sqlalchemy import collate, func, select

from ..db import db
from ..documents.kind import PUBLIC
from ..documents.table import Document

CARDS = 120
"""How many cards of what moves (projects, proposals) a phone begins with."""


def lively(room: int) -> tuple[list[dict[str, Any]], int]:
    """The documents to begin with, and what is left of `room` bytes.

    There are none where they would be all that `public` holds.
    """
    rows = db.session.execute(_chosen()).all()
    if len(rows) == _how_many():
        return [], room
    found = []
    for row in rows:
        document = {"key": row.key, "kind": row.kind, "version": row.version, "body": row.body}
        size = len(json.dumps(document, ensure_ascii=False).encode())
        if size > room:
            break
        room -= size
        found.append(document)
    return found, room


def _chosen() -> Any:
    """What never moves (the town, neighbourhoods), then of each kind in turn the liveliest card.

    So the first page of each list is there, and what phones fetch ahead.
    """
    activity: Any = Document.body["activity"].as_string()
    if db.session.get_bind().dialect.name == "postgresql":
        activity = collate(activity, "C")
    cards = (
        select(
            Document.key,
            Document.kind,
            Document.version,
            Document.body,
            activity.label("activity"),
            func.row_number()
            .over(partition_by=Document.kind, order_by=(activity.desc(), Document.key))
            .label("place"),
        )
        .where(_standing())
        .subquery()
    )
    still = cards.c.activity.is_(None)
    ranked = select(
        cards,
        still.label("still"),
        func.row_number()
        .over(partition_by=still, order_by=(cards.c.place, cards.c.kind))
        .label("rank"),
    ).subquery()
    return (
        select(ranked)
        .where(ranked.c.still | (ranked.c.rank <= CARDS))
        .order_by(ranked.c.still.desc(), ranked.c.rank)
    )


def _how_many() -> int:
    return db.session.scalar(select(func.count()).select_from(Document).where(_standing())) or 0


def _standing() -> Any:
    return (Document.scope == PUBLIC) & Document.deleted.is_(False)
