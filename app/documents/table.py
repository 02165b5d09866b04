"""The one table that feeds Flask and the phone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import JSON, BigInteger, Index, String, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db, insert_into
from ..models.mixins import Touched
from . import sums
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


Place = tuple[str, str]
"""(scope, key)."""


class Stored(NamedTuple):
    """A document as it stood before; without a body it was a tombstone."""

    body: Body | None
    version: int


class Changes(NamedTuple):
    """Bodies to write, None where a document goes, and the versions of those that stood there."""

    bodies: dict[Place, Body | None]
    stood: dict[Place, int]


NEVER = Stored(None, 0)


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


def rebuild(version: int) -> tuple[int, int]:
    """Build all documents and sums anew; returns how many of each were wrong."""
    changes = _changes(dict(_all()), _by_place(db.session.execute(_rows())))
    _write(changes, version)
    return len(changes.bodies), sums.recount(_standing())


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


def _rows() -> Any:
    return select(Document.scope, Document.key, Document.version, Document.body, Document.deleted)


def _stored(touched: Iterable[Touched]) -> dict[Place, Stored]:
    everywhere = {key for key, scope in touched if scope is None}
    somewhere = {(key, scope) for key, scope in touched if scope}
    keys = everywhere | {key for key, _ in somewhere}
    rows = db.session.execute(_rows().where(Document.key.in_(keys)))
    return _by_place(
        row for row in rows if row.key in everywhere or (row.key, row.scope) in somewhere
    )


def _by_place(rows: Iterable[Any]) -> dict[Place, Stored]:
    return {
        (row.scope, row.key): Stored(None if row.deleted else row.body, row.version) for row in rows
    }


def _changes(now: dict[Place, Body], before: dict[Place, Stored]) -> Changes:
    standing = {place: row.version for place, row in before.items() if row.body is not None}
    bodies: dict[Place, Body | None] = {
        place: body for place, body in now.items() if before.get(place, NEVER).body != body
    }
    bodies |= {place: None for place in standing if place not in now}
    return Changes(bodies, {place: standing[place] for place in bodies if place in standing})


def _standing() -> Iterator[sums.Standing]:
    for row in db.session.execute(
        select(Document.scope, Document.key, Document.version).where(Document.deleted.is_(False))
    ):
        yield row.scope, row.key, row.version


def _write(changes: Changes, version: int) -> None:
    statement = insert_into(Document)
    statement = statement.on_conflict_do_update(
        index_elements=["scope", "key"],
        set_={name: statement.excluded[name] for name in ("version", "body", "deleted")},
    )
    bodies = changes.bodies
    for batch in _batches(sorted(bodies)):
        rows = [
            {
                "scope": scope,
                "key": key,
                "kind": kind_and_id(key)[0],
                "version": version,
                "body": bodies[scope, key],
                "deleted": bodies[scope, key] is None,
            }
            for scope, key in batch
        ]
        db.session.connection().execute(statement, rows)
    came = [(*place, version) for place, body in bodies.items() if body is not None]
    sums.add([(*place, before) for place, before in changes.stood.items()], came)


def _batches(things: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), BATCH):
        yield things[start : start + BATCH]
