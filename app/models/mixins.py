"""Columns that several nouns share."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from uuid6 import uuid7

from ..db import UtcDateTime, now

Touched = tuple[str, str | None]
"""A document to build anew: (key, scope), where no scope means everywhere it stands."""


class Documented(Protocol):
    """A noun that phones read."""

    def documents(self) -> Iterator[Touched]:
        """The documents that this row appears in; called for its old and its new values."""


class Identified:
    """A row with a UUID of its own: the command's id, or one made here."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid7)


class Dated:
    """When the server first knew of it."""

    created: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Imported:
    """Where an imported row came from; (source, round, id) is unique when set."""

    source: Mapped[str | None] = mapped_column(String(40))
    source_round: Mapped[str | None] = mapped_column(String(40))
    source_id: Mapped[str | None] = mapped_column(String(80))


class Written:
    """Text by a resident; `language` is a BCP 47 tag without region, empty where not known."""

    language: Mapped[str] = mapped_column(String(12), default="", server_default="")


class Situated:
    """What may have a place on the map and a topic.

    `point` as `models.point.Point` writes it, or empty; `topic` is the id of a `Topic`, or
    of one that the town has given up, or empty.
    """

    point: Mapped[str] = mapped_column(String(24), default="", server_default="")
    topic: Mapped[str] = mapped_column(String(40), default="", server_default="")


class Hideable:
    """What moderation can take off the stage; `hidden` says why, empty: it is on stage."""

    hidden: Mapped[str] = mapped_column(
        String(500), default="", server_default="", active_history=True
    )
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def read_by_documents(*args: Any, **options: Any) -> Any:
    """A column that `documents()` reads: its old value must be known when it changes."""
    return mapped_column(*args, active_history=True, **options)
