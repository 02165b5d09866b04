"""What neighbours, administration and politics carry out together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db
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
from .shift import Shift
from .staffed import Staffed

if TYPE_CHECKING:
    from .resident import Resident

PHASES = ("idea", "planning", "doing", "done", "paused")


class Project(
    Identified, Dated, Imported, Written, Situated, Moderated, Commentable, Staffed, Base
):
    """A project. Without a neighbourhood it belongs to the whole town.

    `summary` is one line, `text` is Markdown; `grew_from` is the proposal it began as.
    """

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("source", "source_round", "source_id"),)

    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    phase: Mapped[str] = mapped_column(String(20), default="idea")
    neighbourhood_id: Mapped[UUID | None] = read_by_documents(
        Uuid, ForeignKey("neighbourhood.id"), index=True
    )
    author_id: Mapped[UUID | None] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)
    grew_from_id: Mapped[UUID | None] = read_by_documents(
        Uuid,
        ForeignKey("proposal.id", use_alter=True, name="project_grew_from_id_fkey"),
        index=True,
    )

    @property
    def scope(self) -> str:
        """The scope that holds everything of this project."""
        return f"project:{self.id}"

    def is_led_by(self, resident: "Resident") -> bool:
        """Whether this resident carries the project."""
        return self.author_id == resident.id

    def documents(self) -> Iterator[Touched]:
        yield f"project:{self.id}", None
        if self.neighbourhood_id:
            yield f"neighbourhood:{self.neighbourhood_id}", None
        if self.grew_from_id:
            yield f"proposal:{self.grew_from_id}", None
        if self.author_id:
            yield f"person:{self.author_id}", f"project:{self.id}"
        # Their cards say where the project is, and go with it when it is hidden.
        for shift in Shift.ids_in(self.id):
            yield f"shift:{shift}", None

    def documents_within(self) -> Iterator[Touched]:
        from .proposal import Proposal

        yield from self.documents_of_thread()
        yield from self.documents_of_shifts()
        proposed = select(Proposal.id).where(Proposal.project_id == self.id)
        for id in db.session.scalars(proposed):
            yield f"proposal:{id}", None
