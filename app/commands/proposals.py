"""Proposals: make, edit, withdraw."""

from uuid import UUID

from ..db import db
from ..models import Neighbourhood, Project, Proposal, Resident
from .fields import CountField, IdField, LineField, PlaceField, TextField
from .find import find, find_any, unused
from .registry import CommandForm, command

LONGEST_TITLE = 120
LONGEST_TEXT = 10_000


class ProposeForm(CommandForm):
    on = PlaceField()
    title = LineField(LONGEST_TITLE)
    body = TextField(LONGEST_TEXT)


class EditProposalForm(CommandForm):
    proposal = IdField()
    title = LineField(LONGEST_TITLE)
    body = TextField(LONGEST_TEXT)
    revision = CountField()


class WithdrawProposalForm(CommandForm):
    proposal = IdField()


@command("proposal", ProposeForm)
def propose(resident: Resident, form: ProposeForm, id: UUID) -> str:
    """Propose something to a project, a neighbourhood or the whole town."""
    unused(Proposal, id)
    proposal = Proposal(id=id, title=form.title.data, text=form.body.data, author_id=resident.id)
    if form.on.data:
        proposal.place_at(find_any((Project, Neighbourhood), form.on.data, "on"))
    db.session.add(proposal)
    return f"/proposals/{id}"


@command("proposal", EditProposalForm)
def edit_proposal(resident: Resident, form: EditProposalForm, id: UUID) -> str:
    """Change one's own proposal, naming the revision that one has read."""
    proposal = find(Proposal, form.proposal.data, "proposal")
    proposal.edit(resident, form.title.data, form.body.data, form.revision.data)
    return f"/proposals/{proposal.id}#proposal-{proposal.id}"


@command("proposal", WithdrawProposalForm)
def withdraw_proposal(resident: Resident, form: WithdrawProposalForm, id: UUID) -> str:
    """Take one's own proposal back; it stays readable."""
    proposal = find(Proposal, form.proposal.data, "proposal")
    proposal.withdraw(resident)
    return f"/proposals/{proposal.id}#proposal-{proposal.id}"
