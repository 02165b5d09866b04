"""What people do with their passkeys; sent at once or not at all. New ones come by a ceremony."""

from uuid import UUID

from ..db import db
from ..models import Credential, Resident
from ..models.credential import LONGEST_NAME
from ..refusal import Refusal
from .fields import IdField, LineField
from .registry import CommandForm, command


class RenamePasskeyForm(CommandForm):
    passkey = IdField()
    name = LineField(LONGEST_NAME)


class RemovePasskeyForm(CommandForm):
    passkey = IdField()


@command("account", RenamePasskeyForm, sets_state=True, online=True)
def rename_passkey(resident: Resident, form: RenamePasskeyForm, id: UUID) -> str:
    """Give one of one's own passkeys a name."""
    passkey = _own(resident, form.passkey.data)
    passkey.rename(form.name.data)
    return f"/account#passkey-{passkey.id}"


@command("account", RemovePasskeyForm, sets_state=True, online=True, guarded=True)
def remove_passkey(resident: Resident, form: RemovePasskeyForm, id: UUID) -> str:
    """Take one of one's own passkeys out of use, soon after having shown one."""
    passkey = _own(resident, form.passkey.data)
    passkey.remove()
    return "/account"


def _own(resident: Resident, id: UUID) -> Credential:
    """Which passkeys others have is nobody else's business: they are not found."""
    passkey = db.session.get(Credential, id)
    if passkey is None or passkey.resident_id != resident.id:
        raise Refusal("not_found", "passkey")
    return passkey
