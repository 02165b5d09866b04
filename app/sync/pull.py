"""What a phone does not have yet.

A page is read in one snapshot and is at most 256 KiB, never less than one document. Cursors are
(version, key); a scope that is read to its end gets the snapshot's clock as its cursor, and says
what it amounts to in that snapshot.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select

from ..db import db
from ..documents import sums
from ..documents.kind import PUBLIC
from ..documents.table import SCHEMA, Document
from ..reading import CLOCK, clock, snapshot
from .envelope import PROTOCOL, Pull
from .lively import lively

PAGE_BYTES = 256 * 1024
CHUNK = 200
END = "~"
"""Sorts behind every key, so a cursor with it has seen all of its version."""


@dataclass
class Answer:
    """A pull's answer while it is being filled."""

    scopes: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    room: int = field(default_factory=lambda: PAGE_BYTES)


def pull(request: Pull, actor: UUID | None, session: str) -> dict[str, Any]:
    """Answer a pull for `actor`, whose rights are decided anew; `session` goes along."""
    head = {
        "protocol": PROTOCOL,
        "schema": SCHEMA,
        "actor": str(actor or ""),
        "session": session,
    }
    time = clock()
    if request.schema == SCHEMA and _has_all(request, actor, time):
        nothing = _empty((time.version, END), more=False, reset=False)
        return head | _said(time, dict.fromkeys(request.want, nothing), [])
    with snapshot():
        time = db.session.execute(CLOCK).one()
        # 1. An unknown schema gets no documents: the app has to update first.
        if request.schema != SCHEMA:
            return head | _said(time, {}, [])
        answer = Answer()
        readable = _readable(request.want, actor)
        for scope in request.want:
            # 2. What is not there, or not for this actor, is gone.
            if scope in readable:
                _scope(scope, request, time, answer)
            else:
                answer.gone.append(scope)
        _sum_up(answer)
        return head | _said(time, answer.scopes, answer.gone)


def has_forgotten(request: Pull) -> bool:
    """Whether this phone has read what is not here any more: a backup was restored."""
    if request.schema != SCHEMA or not request.epoch:
        return False
    time = clock()
    ahead = any(version > time.version for version, _ in request.have.values())
    return request.epoch != time.epoch or ahead


def _said(time: Any, scopes: dict[str, Any], gone: list[str]) -> dict[str, Any]:
    return {"epoch": time.epoch, "as_of": time.version, "scopes": scopes, "gone": gone}


def _has_all(request: Pull, actor: UUID | None, time: Any) -> bool:
    """Whether the phone has read all that it wants up to the clock, so that nothing can be new.

    Nothing was withdrawn either, since that moves the clock, too; but who asks may be another.
    """
    return request.epoch == time.epoch and all(
        request.have.get(scope) == (time.version, END)
        and (not scope.startswith("me:") or scope == f"me:{actor}")
        for scope in request.want
    )


def _scope(scope: str, request: Pull, time: Any, answer: Answer) -> None:
    # 3. Another epoch, or a phone ahead of the clock: a backup was restored, begin again.
    cursor = request.have.get(scope)
    known = cursor is not None and request.epoch == time.epoch and cursor[0] <= time.version
    start = cursor if known and cursor else (0, "")
    # 4. A phone that has nothing of `public` begins with its liveliest cards, where it asks so.
    if scope == PUBLIC and request.lively and not known and _begin(answer):
        return
    if answer.room <= 0:
        answer.scopes[scope] = _empty(start, more=True, reset=not known)
        return
    if start == (time.version, END):
        # Nothing can be behind the clock of this snapshot.
        answer.scopes[scope] = _empty(start, more=False, reset=not known)
        return
    # 5. One index range, up to the room that is left.
    answer.scopes[scope] = _page(scope, start, time.version, answer, reset=not known)


def _sum_up(answer: Answer) -> None:
    """6. What is read to its end says what it amounts to, so that phones see what they miss."""
    ended = [scope for scope, page in answer.scopes.items() if not page["more"]]
    for scope, (count, checksum) in sums.totals(ended).items() if ended else ():
        answer.scopes[scope] |= {"count": count, "sum": checksum}


def _begin(answer: Answer) -> bool:
    """Answer `public` with its liveliest cards and a cursor before all versions."""
    put, answer.room = lively(answer.room)
    if not put:
        return False
    answer.scopes[PUBLIC] = _empty((0, ""), more=True, reset=True) | {"put": put, "partial": True}
    return True


def _readable(scopes: Collection[str], actor: UUID | None) -> set[str]:
    """Those of the scopes that this actor may read: their own, and what has a root."""
    own = {PUBLIC, f"me:{actor}"}
    others = {scope for scope in scopes if scope not in own and not scope.startswith("me:")}
    if not others:
        return own
    roots = select(Document.key).where(
        Document.scope.in_(others), Document.key == Document.scope, Document.deleted.is_(False)
    )
    return own | set(db.session.scalars(roots))


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
