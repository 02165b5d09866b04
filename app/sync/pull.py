"""What a phone does not have yet.

A page is read in one snapshot and is at most 256 KiB, never less than one document. Cursors are
(version, key); a scope that is read to its end gets the snapshot's clock as its cursor.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select

from ..db import db
from ..documents.kind import PUBLIC
from ..documents.table import SCHEMA, Document
from ..models import Clock
from ..reading import snapshot
from .envelope import PROTOCOL, Pull

PAGE_BYTES = 256 * 1024
CHUNK = 200
END = "~"
"""Sorts behind every key, so a cursor with it has seen all of its version."""


@dataclass
class Answer:
    """A pull's answer while it is being filled."""

    scopes: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    room: int = PAGE_BYTES


def pull(request: Pull, actor: UUID | None, session: str) -> dict[str, Any]:
    """Answer a pull for `actor`, whose rights are decided anew; `session` goes along."""
    with snapshot():
        clock = db.session.scalars(select(Clock)).one()
        head = {
            "protocol": PROTOCOL,
            "schema": SCHEMA,
            "epoch": clock.epoch,
            "as_of": clock.version,
            "actor": str(actor or ""),
            "session": session,
        }
        # 1. An unknown schema gets no documents: the app has to update first.
        if request.schema != SCHEMA:
            return head | {"scopes": {}, "gone": []}
        answer = Answer()
        for scope in request.want:
            _scope(scope, request, actor, clock, answer)
        return head | {"scopes": answer.scopes, "gone": answer.gone}


def _scope(scope: str, request: Pull, actor: UUID | None, clock: Clock, answer: Answer) -> None:
    # 2. What is not there, or not for this actor, is gone.
    if not _may_read(scope, actor):
        answer.gone.append(scope)
        return
    # 3. Another epoch, or a phone ahead of the clock: a backup was restored, begin again.
    cursor = request.have.get(scope)
    known = cursor is not None and request.epoch == clock.epoch and cursor[0] <= clock.version
    start = cursor if known and cursor else (0, "")
    if answer.room <= 0:
        answer.scopes[scope] = _empty(start, more=True, reset=not known)
        return
    # 4. One index range, up to the room that is left.
    answer.scopes[scope] = _page(scope, start, clock.version, answer, reset=not known)


def _may_read(scope: str, actor: UUID | None) -> bool:
    if scope == PUBLIC:
        return True
    if scope.startswith("me:"):
        return scope == f"me:{actor}"
    root = select(Document.key).where(
        Document.scope == scope, Document.key == scope, Document.deleted.is_(False)
    )
    return db.session.scalar(root) is not None


def _page(
    scope: str, start: tuple[int, str], version: int, answer: Answer, *, reset: bool
) -> dict[str, Any]:
    put, deleted = [], []
    last = start
    full = False
    for row in _after(scope, start):
        # A reset phone holds nothing that could be deleted.
        size = 0
        document: dict[str, Any] = {}
        if not row.deleted:
            document = {"key": row.key, "kind": row.kind, "version": row.version, "body": row.body}
            size = len(json.dumps(document, ensure_ascii=False).encode())
        if size > answer.room and (put or answer.room < PAGE_BYTES):
            full = True
            break
        answer.room -= size
        last = (row.version, row.key)
        if row.deleted and not reset:
            deleted.append(row.key)
        elif not row.deleted:
            put.append(document)
    page = _empty(last if full else (version, END), more=full, reset=reset)
    return page | {"put": put, "del": deleted}


def _after(scope: str, start: tuple[int, str]) -> Iterator[Any]:
    """Rows behind a cursor, a chunk at a time."""
    version, key = start
    while True:
        rows = db.session.execute(
            select(Document.version, Document.key, Document.kind, Document.body, Document.deleted)
            .where(
                Document.scope == scope,
                or_(
                    Document.version > version,
                    and_(Document.version == version, Document.key > key),
                ),
            )
            .order_by(Document.version, Document.key)
            .limit(CHUNK)
        ).all()
        yield from rows
        if len(rows) < CHUNK:
            return
        version, key = rows[-1].version, rows[-1].key


def _empty(cursor: tuple[int, str], *, more: bool, reset: bool) -> dict[str, Any]:
    return {
        "to": f"{cursor[0]} {cursor[1]}",
        "more": more,
        "reset": reset,
        "put": [],
        "del": [],
    }
