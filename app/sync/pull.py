"""What a phone does not have yet.

A page is read in one snapshot and is at most 256 KiB, never less than one document. Cursors are
(version, key); a scope that is read to its end gets the snapshot's clock as its cursor, and says
what it amounts to in that snapshot.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Connection, String, bindparam, select, tuple_

from ..documents.kind import PUBLIC
from ..documents.table import SCHEMA, Document
from ..reading import Moment, snapshot
from .envelope import PROTOCOL, Pull
from .lively import lively
from .news import News, news

PAGE_BYTES = 256 * 1024
CHUNK = 200
END = "~"
"""Sorts behind every key, so a cursor with it has seen all of its version."""


# Compared as a pair, both databases find the place in their index.
_PLACE = tuple_(Document.version, Document.key)
_CURSOR = tuple_(bindparam("version", type_=BigInteger), bindparam("key", type_=String))
_AFTER = (
    select(Document.version, Document.key, Document.kind, Document.body, Document.deleted)
    .where(Document.scope == bindparam("scope"), _PLACE > _CURSOR)
    .order_by(Document.version, Document.key)
    .limit(CHUNK)
)
_ROOTS = select(Document.key).where(
    Document.scope.in_(bindparam("scopes", expanding=True)),
    Document.key == Document.scope,
    Document.deleted.is_(False),
)


@dataclass
class Answer:
    """A pull's answer while it is being filled in a snapshot."""

    connection: Connection
    request: Pull
    news: News
    scopes: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    room: int = field(default_factory=lambda: PAGE_BYTES)


def pull(request: Pull, actor: UUID | None, session: str, time: Moment) -> dict[str, Any]:
    """Answer a pull for `actor`, whose rights are decided anew; `session` goes along.

    `time` is the clock at some moment since the request came.
    """
    nothing = unchanged(request, actor, session, time)
    if nothing:
        return nothing
    head = _head(actor, session)
    with snapshot() as connection:
        found = news(connection, request.want, _since(request))
        # 1. An unknown schema gets no documents: the app has to update first.
        if request.schema != SCHEMA:
            return head | _said(found.time, {}, [])
        answer = Answer(connection, request, found)
        readable = _readable(answer, actor)
        for scope in request.want:
            # 2. What is not there, or not for this actor, is gone.
            if scope in readable:
                _scope(scope, answer)
            else:
                answer.gone.append(scope)
        _sum_up(answer)
        return head | _said(found.time, answer.scopes, answer.gone)


def unchanged(
    request: Pull, actor: UUID | None, session: str, time: Moment
) -> dict[str, Any] | None:
    """The answer to a phone that has all that it wants up to the clock, and need not hear what
    that amounts to; None to all others.
    """
    if not request.brief or request.schema != SCHEMA or not _has_all(request, actor, time):
        return None
    return _head(actor, session) | _said(time, {}, [])


def has_forgotten(request: Pull, time: Moment) -> bool:
    """Whether this phone has read what is not here any more: a backup was restored."""
    if request.schema != SCHEMA or not request.epoch:
        return False
    ahead = any(version > time.version for version, _ in request.have.values())
    return request.epoch != time.epoch or ahead


def _head(actor: UUID | None, session: str) -> dict[str, Any]:
    return {
        "protocol": PROTOCOL,
        "schema": SCHEMA,
        "actor": str(actor or ""),
        "session": session,
    }


def _said(time: Moment, scopes: dict[str, Any], gone: list[str]) -> dict[str, Any]:
    return {"epoch": time.epoch, "as_of": time.version, "scopes": scopes, "gone": gone}


def _has_all(request: Pull, actor: UUID | None, time: Moment) -> bool:
    """Whether the phone has read all that it wants up to the clock, so that nothing can be new.

    Nothing was withdrawn either, since that moves the clock, too; but who asks may be another.
    """
    return request.epoch == time.epoch and all(
        request.have.get(scope) == (time.version, END)
        and (not scope.startswith("me:") or scope == f"me:{actor}")
        for scope in request.want
    )


def _since(request: Pull) -> int:
    """The version up to which the phone has read everything that it had read to the end."""
    return min((version for version, key in request.have.values() if key == END), default=0)


def _scope(scope: str, answer: Answer) -> None:
    # 3. Another epoch, or a phone ahead of the clock: a backup was restored, begin again.
    request, time = answer.request, answer.news.time
    cursor = request.have.get(scope)
    known = cursor is not None and request.epoch == time.epoch and cursor[0] <= time.version
    start = cursor if known and cursor else (0, "")
    # 4. A phone that has nothing of `public` begins with its liveliest cards, where it asks so.
    if scope == PUBLIC and request.lively and not known and _begin(answer):
        return
    if start[1] == END and _is_quiet(scope, answer):
        answer.scopes[scope] = _empty((time.version, END), more=False, reset=not known)
        return
    if answer.room <= 0:
        answer.scopes[scope] = _empty(start, more=True, reset=not known)
        return
    # 5. One index range, up to the room that is left.
    answer.scopes[scope] = _page(scope, start, answer, reset=not known)


def _is_quiet(scope: str, answer: Answer) -> bool:
    """Whether it holds nothing behind the cursors of this phone."""
    standing = answer.news.standing.get(scope)
    return standing is not None and not standing.has_news


def _sum_up(answer: Answer) -> None:
    """6. What is read to its end says what it amounts to, so that phones see what they miss."""
    for scope, page in answer.scopes.items():
        if not page["more"]:
            standing = answer.news.standing.get(scope)
            count, checksum = standing[:2] if standing else (0, 0)
            answer.scopes[scope] = page | {"count": count, "sum": checksum}


def _begin(answer: Answer) -> bool:
    """Answer `public` with its liveliest cards and a cursor before all versions."""
    put, answer.room = lively(answer.room)
    if not put:
        return False
    answer.scopes[PUBLIC] = _empty((0, ""), more=True, reset=True) | {"put": put, "partial": True}
    return True


def _readable(answer: Answer, actor: UUID | None) -> set[str]:
    """Those of the scopes that this actor may read: their own, and what has a root."""
    readable = {PUBLIC, f"me:{actor}"}
    readable |= {
        scope
        for scope, standing in answer.news.standing.items()
        if standing.has_root and not scope.startswith("me:")
    }
    others = [
        scope
        for scope in answer.request.want
        if scope not in readable and not scope.startswith("me:")
    ]
    if not others:
        return readable
    # Nothing is gone because a sum is missing.
    return readable | set(answer.connection.scalars(_ROOTS, {"scopes": others}))


def _page(scope: str, start: tuple[int, str], answer: Answer, *, reset: bool) -> dict[str, Any]:
    put, deleted = [], []
    last = start
    full = False
    for row in _after(answer.connection, scope, start):
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
    end = (answer.news.time.version, END)
    return _empty(last if full else end, more=full, reset=reset) | {"put": put, "del": deleted}


def _after(connection: Connection, scope: str, start: tuple[int, str]) -> Iterator[Any]:
    """Rows behind a cursor, a chunk at a time."""
    version, key = start
    while True:
        cursor = {"scope": scope, "version": version, "key": key}
        rows = connection.execute(_AFTER, cursor).all()
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
