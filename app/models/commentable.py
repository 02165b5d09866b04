"""What can be commented on."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm.attributes import InstrumentedAttribute

from ..db import db
from ..refusal import Refusal

if TYPE_CHECKING:
    from .comment import Comment
    from .resident import Resident


class Commentable:
    """Takes comments: `project.comment(resident, "…", id)`."""

    id: InstrumentedAttribute[UUID] | UUID

    def comment(self, author: "Resident", text: str, id: UUID) -> "Comment":
        """Add a comment; its id is that of the command that brings it.

        Raises Refusal("conflict") where the id is in use.
        """
        from .comment import Comment

        if db.session.get(Comment, id):
            raise Refusal("conflict")
        comment = Comment(id=id, author_id=author.id, text=text)
        setattr(comment, f"{self.__tablename__}_id", self.id)
        db.session.add(comment)
        return comment
