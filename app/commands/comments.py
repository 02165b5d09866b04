"""Comments: write, edit, delete."""

from uuid import UUID

from ..models import Comment, Project, Proposal, Resident
from .fields import CountField, IdField, LanguageField, TextField
from .find import find, find_any, given, unused
from .registry import CommandForm, command

LONGEST = 5000


class CommentForm(CommandForm):
    on = IdField()
    body = TextField(LONGEST)
    language = LanguageField()


class EditCommentForm(CommandForm):
    comment = IdField()
    body = TextField(LONGEST)
    revision = CountField()
    language = LanguageField()


class DeleteCommentForm(CommandForm):
    comment = IdField()


@command("comment", CommentForm)
def comment(resident: Resident, form: CommentForm, id: UUID) -> str:
    """Comment on a project or a proposal. Everyone may, guests too."""
    unused(id)
    thing = find_any((Project, Proposal), form.on.data, "on")
    thing.comment(resident, form.body.data, id, form.language.data)
    return f"/{thing.__tablename__}s/{thing.id}#comment-{id}"


@command("comment", EditCommentForm)
def edit_comment(resident: Resident, form: EditCommentForm, id: UUID) -> str:
    """Change one's own comment, naming the revision that one has read."""
    comment = find(Comment, form.comment.data, "comment")
    changes = {"text": form.body.data} | given(form, "language")
    comment.edit(resident, form.revision.data, **changes)
    return f"{_path(comment)}#comment-{comment.id}"


@command("comment", DeleteCommentForm)
def delete_comment(resident: Resident, form: DeleteCommentForm, id: UUID) -> str:
    """Remove one's own comment and its text."""
    comment = find(Comment, form.comment.data, "comment", takes_back=True)
    comment.delete(resident)
    return f"{_path(comment)}#comments"


def _path(comment: Comment) -> str:
    if comment.project_id:
        return f"/projects/{comment.project_id}"
    return f"/proposals/{comment.proposal_id}"
