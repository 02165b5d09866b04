"""Comments: write, edit, delete."""

from uuid import UUID

from ..db import db
from ..models import Comment, Project, Proposal, Resident
from ..refusal import Refusal
from .fields import CountField, IdField, TextField
from .registry import CommandForm, command

LONGEST = 5000


class CommentForm(CommandForm):
    on = IdField()
    body = TextField(LONGEST)


class EditCommentForm(CommandForm):
    comment = IdField()
    body = TextField(LONGEST)
    revision = CountField()


class DeleteCommentForm(CommandForm):
    comment = IdField()


@command("comment", CommentForm)
def comment(resident: Resident, form: CommentForm, id: UUID) -> str:
    """Comment on a project or a proposal. Everyone may, guests too."""
    thing = db.session.get(Project, form.on.data) or db.session.get(Proposal, form.on.data)
    if thing is None:
        raise Refusal("not_found", "on")
    thing.comment(resident, form.body.data, id)
    return f"/{thing.__tablename__}s/{thing.id}#comment-{id}"


@command("comment", EditCommentForm)
def edit_comment(resident: Resident, form: EditCommentForm, id: UUID) -> str:
    """Change one's own comment, naming the revision that one has read."""
    comment = _find(form.comment.data)
    comment.edit(resident, form.body.data, form.revision.data)
    return f"{_path(comment)}#comment-{comment.id}"


@command("comment", DeleteCommentForm)
def delete_comment(resident: Resident, form: DeleteCommentForm, id: UUID) -> str:
    """Remove one's own comment and its text."""
    comment = _find(form.comment.data)
    comment.delete(resident)
    return f"{_path(comment)}#comments"


def _find(id: UUID) -> Comment:
    comment = db.session.get(Comment, id)
    if comment is None:
        raise Refusal("not_found", "comment")
    return comment


def _path(comment: Comment) -> str:
    if comment.project_id:
        return f"/projects/{comment.project_id}"
    return f"/proposals/{comment.proposal_id}"
