"""What people do with their own account; sent at once or not at all."""

from uuid import UUID

from ..models import Resident, Session
from ..models.closing import close_account as close
from ..models.taking_along import leave_behind as leave
from ..models.taking_along import take_along as take
from ..refusal import Refusal
from .fields import IdField, LineField
from .registry import CommandForm, command

PAGE = "/account"


class DeviceForm(CommandForm):
    device = IdField()


class GuestForm(CommandForm):
    guest = IdField()


class CloseForm(CommandForm):
    sure = LineField(80)


@command("account", DeviceForm, sets_state=True, online=True)
def sign_out_device(resident: Resident, form: DeviceForm, id: UUID) -> str:
    """End one of one's own sessions, wherever that browser is."""
    Session.device_of(resident.id, form.device.data).sign_out()
    return f"{PAGE}#devices"


@command("account", GuestForm, sets_state=True, online=True)
def take_along(resident: Resident, form: GuestForm, id: UUID) -> str:
    """Make what one wrote here as a guest one's own."""
    take(resident, form.guest.data)
    return PAGE


@command("account", GuestForm, sets_state=True, online=True)
def leave_behind(resident: Resident, form: GuestForm, id: UUID) -> str:
    """Leave what a guest wrote here to that guest."""
    leave(resident, form.guest.data)
    return PAGE


@command("account", CloseForm, sets_state=True, online=True, guarded=True)
def close_account(resident: Resident, form: CloseForm, id: UUID) -> str:
    """Delete one's account; whoever types their own name and has shown a passkey means it."""
    if not resident.guest and form.sure.data.casefold() != resident.name.casefold():
        raise Refusal("wrong_name", "sure")
    close(resident)
    return PAGE
