"""Reporting what does not belong here."""

from uuid import UUID

from ..models import REASONS, Comment, Project, Proposal, Resident
from .fields import ChoiceField, IdField, TextField
from .find import find_any
from .registry import CommandForm, command

LONGEST = 2000
REPORTABLE = (Project, Proposal, Comment)


class ReportForm(CommandForm):
    on = IdField()
    reason = ChoiceField(REASONS)
    text = TextField(LONGEST, optional=True)


@command("report", ReportForm, sets_state=True)
def report(resident: Resident, form: ReportForm, id: UUID) -> str:
    """Tell moderation about a contribution. Everyone may but its author."""
    thing = find_any(REPORTABLE, form.on.data, "on")
    thing.report(resident, form.reason.data, form.text.data)
    return f"{thing.path.partition('#')[0]}#report-{thing.id}"
