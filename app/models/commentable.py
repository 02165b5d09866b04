"""What can be commented on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import InstrumentedAttribute

from ..db import db
from .mixins import Touched

if TYPE_CHECKING:
    from .comment import Comment
    from .resident import Resident


class Commentable:
    """Takes comments: `project.comment(resident, "…", id)`."""

    id: InstrumentedAttribute[UUID] | UUID

    def comment(self, author: "Resident", text: str, id: UUID, language: str = "") -> "Comment":
        """Add a comment; its id is that of the command that brings it."""
        from .comment import Comment

        comment = Comment(id=id, author_id=author.id, text=text, language=language)
        setattr(comment, f"{self.__tablename__}_id", self.id)
        db.session.add(comment)
        return comment

    def documents_of_thread(self) -> Iterator[Touched]:
        """Its comments with their authors."""
        from .comment import Comment

        noun = self.__tablename__
        on = getattr(Comment, f"{noun}_id") == self.id
        for id, author in db.session.execute(select(Comment.id, Comment.author_id).where(on)):
            yield f"comment:{id}", None
            yield f"person:{author}", f"{noun}:{self.id}"
