"""What each scope amounts to: how many documents stand in it, and a checksum of their versions.

Phones compute the same over what they hold (`service_worker/sums.js`), and read a scope anew that
differs. Kept by difference, under the clock's lock, where documents are written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import BigInteger, String, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db, insert_into

WIDTH = 2**48
"""Sums are modulo this: two of them added are still exact as a number of JavaScript."""
_WORD = 2**32 - 1
_BATCH = 500

Standing = tuple[str, str, int]
"""A document that stands: (scope, key, version)."""
Total = tuple[int, int]
"""(count, checksum) of a scope, or by how much they change."""


class ScopeSummary(Base):
    """What a scope amounts to; one without a row is empty."""

    __tablename__ = "scope_summary"

    scope: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    checksum: Mapped[int] = mapped_column(BigInteger)


def add(left: Iterable[Standing], came: Iterable[Standing]) -> None:
    """Keep up with documents that stand no more, and others that do now."""
    changes = _counted(came)
    for scope, (count, checksum) in _counted(left).items():
        more, other = changes.get(scope, (0, 0))
        changes[scope] = more - count, (other - checksum) % WIDTH
    statement = insert_into(ScopeSummary)
    new, old = statement.excluded, ScopeSummary
    added = {"count": old.count + new.count, "checksum": (old.checksum + new.checksum) % WIDTH}
    _write(statement.on_conflict_do_update(index_elements=["scope"], set_=added), changes)


def recount(standing: Iterable[Standing]) -> int:
    """Make all sums anew from everything that stands; returns how many were wrong."""
    right = _counted(standing)
    kept = _by_scope(db.session.execute(_all()))
    wrong = {
        scope: right.get(scope, (0, 0))
        for scope in right.keys() | kept.keys()
        if right.get(scope, (0, 0)) != kept.get(scope, (0, 0))
    }
    statement = insert_into(ScopeSummary)
    replaced = {name: statement.excluded[name] for name in ("count", "checksum")}
    _write(statement.on_conflict_do_update(index_elements=["scope"], set_=replaced), wrong)
    return len(wrong)


def mark(key: str, version: int) -> int:
    """48 bits for a document and its version, mixed well (cyrb53, shortened).

    Keys hold no character above U+FFFF, so letters are what JavaScript takes for such.
    """
    one, two = 0xDEADBEEF, 0x41C6CE57
    for letter in f"{key} {version}":
        one = (one ^ ord(letter)) * 0x9E3779B1 & _WORD
        two = (two ^ ord(letter)) * 0x5F356495 & _WORD
    one = (one ^ one >> 16) * 0x85EBCA6B & _WORD ^ (two ^ two >> 13) * 0xC2B2AE35 & _WORD
    two = (two ^ two >> 16) * 0x85EBCA6B & _WORD ^ (one ^ one >> 13) * 0xC2B2AE35 & _WORD
    return (two & 0xFFFF) << 32 | one


def _counted(standing: Iterable[Standing]) -> dict[str, Total]:
    found: dict[str, Total] = defaultdict(lambda: (0, 0))
    for scope, key, version in standing:
        count, checksum = found[scope]
        found[scope] = count + 1, (checksum + mark(key, version)) % WIDTH
    return dict(found)


def _all() -> Any:
    return select(ScopeSummary.scope, ScopeSummary.count, ScopeSummary.checksum)


def _by_scope(rows: Iterable[Any]) -> dict[str, Total]:
    return {row.scope: (row.count, row.checksum) for row in rows}


def _write(statement: Any, changes: Mapping[str, Total]) -> None:
    rows = [
        {"scope": scope, "count": count, "checksum": checksum}
        for scope, (count, checksum) in sorted(changes.items())
    ]
    for start in range(0, len(rows), _BATCH):
        db.session.connection().execute(statement, rows[start : start + _BATCH])
