"""The one table that feeds Flask and the phone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db
from ..models.mixins import Touched
from .kind import KINDS, Body, kind_and_id

BATCH = 500
SCHEMA = 5
"""Counts the shapes of documents; a phone with another one keeps its replica and updates."""


class Document(Base):
    """A document as phones read it; `deleted` marks the tombstone where it has left a scope."""

    __tablename__ = "document"
    __table_args__ = (
        Index("document_by_version", "scope", "version", "key"),
        Index("document_by_kind", "scope", "kind"),
    )

    scope: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[dict | None] = mapped_column(
        JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
    )
    deleted: Mapped[bool] = mapped_column(default=False)


def fresh(touched: Collection[Touched], version: int) -> dict[str, set[str]]:
    """Build the touched documents from the rows and write those whose body changed.

    Called under the clock's lock, in sessions whose objects are expired. Returns the scopes in
    which each touched key stands or stood: {key: {scope}}.
    """
    scopes: dict[str, set[str]] = defaultdict(set)
    for batch in _batches(sorted(touched, key=lambda it: (it[0], it[1] or ""))):
        now = dict(_built(batch))
        before = _stored(batch)
        for scope, key in now.keys() | before.keys():
            scopes[key].add(scope)
        _write(_changes(now, before), version)
    return scopes


def rebuild(version: int) -> int:
    """Build all documents anew; returns how many were wrong."""
    expected = dict(_all())
    stored = {
        (row.scope, row.key): None if row.deleted else row.body
        for row in db.session.execute(
            select(Document.scope, Document.key, Document.body, Document.deleted)
        )
    }
    changes = _changes(expected, stored)
    _write(changes, version)
    return len(changes)


Places = dict[tuple[str, str], Body | None]


def _all() -> Iterator[tuple[tuple[str, str], Body]]:
    for kind in KINDS.values():
        for batch in _batches(list(kind.ids())):
            for scope, key, body in kind.build(batch):
                yield (scope, key), body


def _built(touched: Iterable[Touched]) -> Iterator[tuple[tuple[str, str], Body]]:
    wanted = set(touched)
    ids: dict[str, set[str]] = defaultdict(set)
    for key, scope in wanted:
        name, id = kind_and_id(key)
        ids[name].add(f"{id}@{scope}" if scope else id)
    for name, group in ids.items():
        for scope, key, body in KINDS[name].build(sorted(group)):
            yield (scope, key), body


def _stored(touched: Iterable[Touched]) -> Places:
    everywhere = {key for key, scope in touched if scope is None}
    somewhere = {(key, scope) for key, scope in touched if scope}
    rows = db.session.execute(
        select(Document.scope, Document.key, Document.body, Document.deleted).where(
            Document.key.in_(everywhere | {key for key, _ in somewhere})
        )
    )
    return {
        (row.scope, row.key): None if row.deleted else row.body
        for row in rows
        if row.key in everywhere or (row.key, row.scope) in somewhere
    }


def _changes(now: Places, before: Places) -> Places:
    changed = {place: body for place, body in now.items() if before.get(place) != body}
    left = {place: None for place, body in before.items() if place not in now and body is not None}
    return changed | left


def _write(changes: Places, version: int) -> None:
    dialect = db.session.get_bind().dialect.name
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(Document)
    statement = statement.on_conflict_do_update(
        index_elements=["scope", "key"],
        set_={name: statement.excluded[name] for name in ("version", "body", "deleted")},
    )
    for batch in _batches(sorted(changes)):
        rows = [
            {
                "scope": scope,
                "key": key,
                "kind": kind_and_id(key)[0],
                "version": version,
                "body": changes[scope, key],
                "deleted": changes[scope, key] is None,
            }
            for scope, key in batch
        ]
        db.session.connection().execute(statement, rows)


def _batches(things: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), BATCH):
        yield things[start : start + BATCH]
