"""Roles: give and take, in the open."""

from uuid import UUID

from ..models import Neighbourhood, Resident, Role, Session
from ..refusal import Refusal
from .fields import IdField, RoleField
from .find import find
from .registry import CommandForm, command

ROLES_PAGE = "/admin/roles#holders-title"


class RoleForm(CommandForm):
    resident = IdField()
    role = RoleField()


@command("admin", RoleForm, sets_state=True, online=True)
def grant_role(resident: Resident, form: RoleForm, id: UUID) -> str:
    """Give an account a role, soon after having shown a passkey."""
    _must_have_proved(resident)
    role, place = form.role.data
    if place:
        find(Neighbourhood, place, "role")
    receiver = find(Resident, form.resident.data, "resident")
    Role.grant(receiver.id, role, place, by=resident)
    return ROLES_PAGE


@command("admin", RoleForm, sets_state=True, online=True)
def withdraw_role(resident: Resident, form: RoleForm, id: UUID) -> str:
    """Take a role from an account, as above; never from the last administrator."""
    _must_have_proved(resident)
    holder = find(Resident, form.resident.data, "resident")
    Role.withdraw(holder.id, *form.role.data)
    return ROLES_PAGE


def _must_have_proved(resident: Resident) -> None:
    if not Session.proved_lately(resident.id):
        raise Refusal("verify_first")
