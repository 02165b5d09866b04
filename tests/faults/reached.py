"""What a cursor promises: up to it nothing is missing, and nothing is here that has left."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from broken import promised
from drive import Drive
from sqlalchemy import select

from app.db import db
from app.documents import Document
from app.documents.table import SCHEMA
from app.models import Clock

Cursor = tuple[int, str]
Row = tuple[str, int, bool]
"""Key, version, and whether it has left."""


def read(cursor: str) -> Cursor:
    """The version and the key up to which a scope was read."""
    version, _, key = cursor.partition(" ")
    return int(version or 0), key


def check_reached(drive: Drive, phone: str, stored: dict[str, Any]) -> None:
    """Raises Broken where a scope holds other documents than its cursor says.

    A phone that has not heard of a restored backup, or has an older app, and a scope that is to be
    read anew say nothing. A part of a large town has a cursor like any other.
    """
    if not is_current(stored):
        return
    documents = {one["scope"]: one["versions"] for one in stored["documents"]}
    read_on = [one for one in stored["cursors"] if one["held"] and one["cursor"]]
    cursors = {one["scope"]: read(one["cursor"]) for one in read_on}
    there = _documents(cursors.keys())
    for scope, cursor in cursors.items():
        _check_scope(f"{phone} {scope} {cursor}", documents[scope], there[scope], cursor)
    drive.counted["cursors"] += len(cursors)


def is_current(stored: dict[str, Any]) -> bool:
    """Whether this phone has read documents of this town, in the shape that they have now."""
    db.session.rollback()
    now = db.session.scalar(select(Clock.epoch)), SCHEMA
    return any((one["epoch"], one["schema"]) == now for one in stored["state"])


def _documents(scopes: Collection[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    columns = (Document.scope, Document.key, Document.version, Document.deleted)
    for scope, *row in db.session.execute(select(*columns).where(Document.scope.in_(scopes))):
        found[scope].append(tuple(row))
    return found


def _check_scope(named: str, held: dict[str, int], rows: list[Row], cursor: Cursor) -> None:
    for key, version, deleted in rows:
        here = held.get(key)
        told = f"{named} holds {key} as of {here}, not {version}, deleted: {deleted}"
        if (version, key) > cursor:
            promised(here is None or here <= version, "wrong", told)
        else:
            promised(here == (None if deleted else version), "wrong", told)
    unknown = held.keys() - {key for key, _, _ in rows}
    promised(not unknown, "wrong", f"{named} holds {unknown}, which never stood there")
