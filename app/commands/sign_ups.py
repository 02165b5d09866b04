"""Signing up for shifts."""

from uuid import UUID

from ..models import Resident, Shift
from .fields import IdField
from .find import shown
from .registry import CommandForm, Waitlisted, command


class SignUpForm(CommandForm):
    shift = IdField()


@command("sign_up", SignUpForm, sets_state=True)
def sign_up(resident: Resident, form: SignUpForm, id: UUID) -> str:
    """Promise to help: a place, or the next one on the waiting list. Everyone may."""
    shift = shown(Shift.locked(form.shift.data))
    has_place = shift.sign_up(resident)
    path = f"/projects/{shift.project_id}#shift-{shift.id}"
    return path if has_place else Waitlisted(path)


@command("sign_up", SignUpForm, sets_state=True)
def withdraw_sign_up(resident: Resident, form: SignUpForm, id: UUID) -> str:
    """Give a place back; who waits moves up."""
    shift = Shift.locked(form.shift.data)
    shift.withdraw(resident)
    return f"/projects/{shift.project_id}#shift-{shift.id}"
