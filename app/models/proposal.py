"""What a resident suggests: to a project, a neighbourhood or the town."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from .commentable import Commentable
from .mixins import Dated, Identified, Imported, Touched, read_by_documents

STATES = ("open", "accepted", "rejected", "withdrawn")


class Proposal(Identified, Dated, Imported, Commentable, Base):
    """A proposal. Without project and neighbourhood it belongs to the whole town."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("source", "source_round", "source_id"),)

    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="open")
    project_id: Mapped[UUID | None] = read_by_documents(Uuid, ForeignKey("project.id"), index=True)
    neighbourhood_id: Mapped[UUID | None] = read_by_documents(
        Uuid, ForeignKey("neighbourhood.id"), index=True
    )
    author_id: Mapped[UUID | None] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)

    @property
    def scope(self) -> str:
        """The scope that holds everything of this proposal."""
        return f"proposal:{self.id}"

    def documents(self) -> Iterator[Touched]:
        yield f"proposal:{self.id}", None
        if self.project_id:
            yield f"project:{self.project_id}", None
        if self.neighbourhood_id:
            yield f"neighbourhood:{self.neighbourhood_id}", None
        if self.author_id:
            yield f"person:{self.author_id}", f"proposal:{self.id}"
