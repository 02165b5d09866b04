"""What a resident suggests: to a project, a neighbourhood or the town."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, now
from ..refusal import Refusal
from .commentable import Commentable
from .mixins import (
    Dated,
    Identified,
    Imported,
    Situated,
    Touched,
    Written,
    read_by_documents,
)
from .moderated import Moderated
from .neighbourhood import Neighbourhood
from .supportable import Supportable

if TYPE_CHECKING:
    from .project import Project
    from .resident import Resident

STATES = ("open", "accepted", "rejected", "withdrawn")


class Proposal(
    Identified, Dated, Imported, Written, Situated, Moderated, Commentable, Supportable, Base
):
    """A proposal. Without project and neighbourhood it belongs to the whole town.

    `revision` counts its edits, so that an edit names the text that it was written against.
    """

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("source", "source_round", "source_id"),)

    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="open")
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    edited: Mapped[datetime | None] = mapped_column(UtcDateTime)
    project_id: Mapped[UUID | None] = read_by_documents(Uuid, ForeignKey("project.id"), index=True)
    neighbourhood_id: Mapped[UUID | None] = read_by_documents(
        Uuid, ForeignKey("neighbourhood.id"), index=True
    )
    author_id: Mapped[UUID | None] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)

    @property
    def scope(self) -> str:
        """The scope that holds everything of this proposal."""
        return f"proposal:{self.id}"

    def place_at(self, thing: "Project | Neighbourhood") -> None:
        """Make it a proposal to a project, and so to its neighbourhood, or to a neighbourhood."""
        if isinstance(thing, Neighbourhood):
            self.neighbourhood_id = thing.id
        else:
            self.project_id, self.neighbourhood_id = thing.id, thing.neighbourhood_id

    def edit(self, resident: "Resident", revision: int, **changes: Any) -> None:
        """Give columns (`title`, `text`, `point` …) that stood at `revision` other values.

        Raises Refusal: "not_yours", "withdrawn", or "edited_elsewhere" where it has changed since.
        """
        self._must_be_of(resident)
        if self.state == "withdrawn":
            raise Refusal("withdrawn")
        if self.revision != revision:
            raise Refusal("edited_elsewhere")
        for name, value in changes.items():
            setattr(self, name, value)
        self.revision += 1
        self.edited = now()

    def withdraw(self, resident: "Resident") -> None:
        """Take it back; it stays readable. Raises Refusal: "not_yours", "decided"."""
        self._must_be_of(resident)
        if self.state not in ("open", "withdrawn"):
            raise Refusal("decided")
        self.state = "withdrawn"

    def _must_be_of(self, resident: "Resident") -> None:
        if self.author_id != resident.id:
            raise Refusal("not_yours")

    def documents(self) -> Iterator[Touched]:
        yield f"proposal:{self.id}", None
        if self.project_id:
            yield f"project:{self.project_id}", None
        if self.neighbourhood_id:
            yield f"neighbourhood:{self.neighbourhood_id}", None
        if self.author_id:
            yield f"person:{self.author_id}", f"proposal:{self.id}"

    def documents_within(self) -> Iterator[Touched]:
        yield from self.documents_of_thread()
