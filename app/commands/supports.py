"""Support of proposals."""

from uuid import UUID

from ..models import Proposal, Resident
from .fields import IdField
from .find import find
from .registry import CommandForm, command


class SupportForm(CommandForm):
    proposal = IdField()


@command("support", SupportForm, sets_state=True)
def support(resident: Resident, form: SupportForm, id: UUID) -> str:
    """Stand behind a proposal. Everyone may, once."""
    proposal = find(Proposal, form.proposal.data, "proposal")
    proposal.support(resident)
    return f"/proposals/{proposal.id}#proposal-{proposal.id}"


@command("support", SupportForm, sets_state=True)
def withdraw_support(resident: Resident, form: SupportForm, id: UUID) -> str:
    """No longer stand behind a proposal."""
    proposal = find(Proposal, form.proposal.data, "proposal", takes_back=True)
    proposal.withdraw_support(resident)
    return f"/proposals/{proposal.id}#proposal-{proposal.id}"
