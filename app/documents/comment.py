"""A comment: in the scope of the project or proposal that it is on, unless that is hidden.

A hidden one keeps its place and says why.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db, iso
from ..models import Comment
from .hidden import emptied, on_stage, standing
from .kind import Body, Placed, key, kind
from .query import ids_of, uuids
from .text import html


@kind("comment", ids=ids_of(Comment))
def build(ids: Collection[str]) -> Iterator[Placed]:
    query = select(Comment).where(
        Comment.id.in_(uuids(ids)), Comment.deleted.is_(None), *on_stage(Comment)
    )
    for comment in db.session.scalars(query):
        noun, on = (
            ("project", comment.project_id) if comment.project_id
            else ("proposal", comment.proposal_id)
        )  # fmt: skip
        yield key(noun, on), key("comment", comment.id), _body(comment, str(on))


def _body(comment: Comment, on: str) -> Body:
    body = {
        "id": str(comment.id),
        "on": on,
        "author": str(comment.author_id),
        "text": comment.text,
        "html": html(comment.text),
        "created": iso(comment.created),
        "edited": iso(comment.edited),
        "revision": comment.revision,
        "language": comment.language,
    } | standing(comment)
    return emptied(body, "on") if comment.hidden else body
