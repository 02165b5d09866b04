"""Roles: give and take, in the open."""

from uuid import UUID

from ..models import Neighbourhood, Resident, Role
from .fields import IdField, RoleField
from .find import find
from .registry import CommandForm, command

ROLES_PAGE = "/admin/roles#holders-title"


class RoleForm(CommandForm):
    resident = IdField()
    role = RoleField()


@command("admin", RoleForm, sets_state=True, online=True, guarded=True)
def grant_role(resident: Resident, form: RoleForm, id: UUID) -> str:
    """Give an account a role, soon after having shown a passkey."""
    role, place = form.role.data
    if place:
        find(Neighbourhood, place, "role")
    receiver = find(Resident, form.resident.data, "resident")
    Role.grant(receiver.id, role, place, by=resident)
    return ROLES_PAGE


@command("admin", RoleForm, sets_state=True, online=True, guarded=True)
def withdraw_role(resident: Resident, form: RoleForm, id: UUID) -> str:
    """Take a role from an account, as above; never from the last administrator."""
    holder = find(Resident, form.resident.data, "resident")
    Role.withdraw(holder.id, *form.role.data)
    return ROLES_PAGE
