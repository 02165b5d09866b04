"""Proposals: make, edit, withdraw."""

from typing import Any
from uuid import UUID

from ..db import db
from ..models import Neighbourhood, Project, Proposal, Resident
from .fields import (
    CountField,
    IdField,
    LanguageField,
    LineField,
    PlaceField,
    PointField,
    TextField,
    TopicField,
)
from .find import find, find_any, situated, unused
from .registry import CommandForm, command

LONGEST_TITLE = 120
LONGEST_TEXT = 10_000


class ProposalForm(CommandForm):
    """What a proposal says, what it is about and where."""

    title = LineField(LONGEST_TITLE)
    body = TextField(LONGEST_TEXT)
    topic = TopicField()
    point = PointField()
    language = LanguageField()


class ProposeForm(ProposalForm):
    on = PlaceField()


class EditProposalForm(ProposalForm):
    proposal = IdField()
    revision = CountField()


class WithdrawProposalForm(CommandForm):
    proposal = IdField()


@command("proposal", ProposeForm)
def propose(resident: Resident, form: ProposeForm, id: UUID) -> str:
    """Propose something to a project, a neighbourhood or the whole town."""
    unused(id)
    proposal = Proposal(id=id, author_id=resident.id, **_what(form))
    if form.on.data:
        proposal.place_at(find_any((Project, Neighbourhood), form.on.data, "on"))
    db.session.add(proposal)
    return f"/proposals/{id}"


@command("proposal", EditProposalForm)
def edit_proposal(resident: Resident, form: EditProposalForm, id: UUID) -> str:
    """Change one's own proposal, naming the revision that one has read."""
    proposal = find(Proposal, form.proposal.data, "proposal")
    proposal.edit(resident, form.revision.data, **_what(form))
    return f"/proposals/{proposal.id}#proposal-{proposal.id}"


@command("proposal", WithdrawProposalForm)
def withdraw_proposal(resident: Resident, form: WithdrawProposalForm, id: UUID) -> str:
    """Take one's own proposal back; it stays readable."""
    proposal = find(Proposal, form.proposal.data, "proposal")
    proposal.withdraw(resident)
    return f"/proposals/{proposal.id}#proposal-{proposal.id}"


def _what(form: ProposalForm) -> dict[str, Any]:
    return {"title": form.title.data, "text": form.body.data} | situated(form)
