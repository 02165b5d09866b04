"""What someone says about a project or a proposal."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, UtcDateTime, db, now
from ..refusal import Refusal
from .mixins import Dated, Identified, Touched, Written, read_by_documents
from .moderated import Moderated
from .resident import Resident


class Comment(Identified, Dated, Written, Moderated, Base):
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

    @property
    def thing(self) -> Moderated:
        """The project or proposal that it is on."""
        from .project import Project
        from .proposal import Proposal

        if self.project_id:
            return db.session.get_one(Project, self.project_id)
        return db.session.get_one(Proposal, self.proposal_id)

    @property
    def path(self) -> str:
        return f"{self.thing.path}#comment-{self.id}"

    @property
    def is_hidden(self) -> bool:
        return bool(self.hidden) or self.thing.is_hidden

    def report(self, resident: Resident, reason: str, text: str) -> None:
        """As everywhere; raises Refusal("gone") where it was deleted."""
        if self.deleted:
            raise Refusal("gone")
        super().report(resident, reason, text)

    def edit(self, resident: Resident, revision: int, **changes: str) -> None:
        """Give columns (`text`, `language`) that stood at `revision` other values.

        Raises Refusal: "not_yours", "gone", or "edited_elsewhere" where the text has changed since.
        """
        self._must_be_of(resident)
        if self.deleted:
            raise Refusal("gone")
        if self.revision != revision:
            raise Refusal("edited_elsewhere")
        for name, value in changes.items():
            setattr(self, name, value)
        self.revision += 1
        self.edited = now()

    def delete(self, resident: Resident) -> None:
        """Remove the comment and its text for good; closes its reports.

        Raises Refusal("not_yours").
        """
        self._must_be_of(resident)
        if not self.deleted:
            self.text = ""
            self.deleted = now()
            self.close_reports()

    def _must_be_of(self, resident: Resident) -> None:
        if self.author_id != resident.id:
            raise Refusal("not_yours")

    def documents(self) -> Iterator[Touched]:
        on = f"project:{self.project_id}" if self.project_id else f"proposal:{self.proposal_id}"
        yield f"comment:{self.id}", None
        yield on, None
        yield f"person:{self.author_id}", on
