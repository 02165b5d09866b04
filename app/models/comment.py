"""What someone says about a project or a proposal."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, now
from ..refusal import Refusal
from .mixins import Dated, Identified, Touched, read_by_documents
from .resident import Resident


class Comment(Identified, Dated, Base):
    """A comment on exactly one project or proposal; `text` is Markdown.

    `revision` counts its edits, so that an edit names the text that it was written against.
    A deleted comment keeps its row, so that its id stays taken, and nothing of its text.
    """

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("(project_id IS NULL) <> (proposal_id IS NULL)", "comment_on_one_thing"),
    )

    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=0)
    edited: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted: Mapped[datetime | None] = mapped_column(UtcDateTime)
    author_id: Mapped[UUID] = read_by_documents(Uuid, ForeignKey("resident.id"), index=True)
    project_id: Mapped[UUID | None] = read_by_documents(Uuid, ForeignKey("project.id"), index=True)
    proposal_id: Mapped[UUID | None] = read_by_documents(
        Uuid, ForeignKey("proposal.id"), index=True
    )

    def edit(self, resident: Resident, text: str, revision: int) -> None:
        """Replace the text that stood at `revision`.

        Raises Refusal: "not_yours", "gone", or "edited_elsewhere" where the text has changed since.
        """
        self._must_be_of(resident)
        if self.deleted:
            raise Refusal("gone")
        if self.revision != revision:
            raise Refusal("edited_elsewhere")
        self.text = text
        self.revision += 1
        self.edited = now()

    def delete(self, resident: Resident) -> None:
        """Remove the comment and its text for good. Raises Refusal("not_yours")."""
        self._must_be_of(resident)
        if not self.deleted:
            self.text = ""
            self.deleted = now()

    def _must_be_of(self, resident: Resident) -> None:
        if self.author_id != resident.id:
            raise Refusal("not_yours")

    def documents(self) -> Iterator[Touched]:
        on = f"project:{self.project_id}" if self.project_id else f"proposal:{self.proposal_id}"
        yield f"comment:{self.id}", None
        yield on, None
        yield f"person:{self.author_id}", on
