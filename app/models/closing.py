"""The end of an account."""

import secrets

from sqlalchemy import select

from ..db import db, now
from ..refusal import Refusal
from ..wall_clock import wall_clock
from .credential import Credential
from .desk_recovery import DeskRecovery
from .event import Event
from .follow import Follow
from .recovery_code import RecoveryCode
from .resident import Resident
from .role import Role
from .session import Session
from .shift import Shift
from .sign_up import SignUp
from .town import Town

OWN = (Credential, RecoveryCode, DeskRecovery, Role, Event, Follow)
"""What goes with the account; what was said and done in public stays, without a name."""


def close_account(resident: Resident) -> None:
    """Delete an account for good.

    Raises Refusal: "no_account" for guests, "last_administrator".
    """
    if resident.guest:
        raise Refusal("no_account")
    if Role.is_last_administrator(resident.id):
        raise Refusal("last_administrator")
    for model in OWN:
        for row in db.session.scalars(select(model).where(model.resident_id == resident.id)):
            db.session.delete(row)
    Session.end_all(resident.id)
    for sign_up in _still_to_come(resident):
        db.session.delete(sign_up)
    resident.name, resident.affiliation = "", ""
    resident.user_handle, resident.recovered = None, None
    resident.closed = now()
    taken = select(Resident).where(Resident.merged_into_id == resident.id)
    for person in [resident, *db.session.scalars(taken)]:
        person.receipt_key = secrets.token_bytes(32)


def _still_to_come(resident: Resident) -> list[SignUp]:
    """Places that others need: nobody could give them back any more."""
    clock = wall_clock(now(), db.session.get_one(Town, 1).time_zone)
    query = select(SignUp).join(Shift, Shift.id == SignUp.shift_id)
    query = query.where(SignUp.resident_id == resident.id, Shift.ends > clock)
    return list(db.session.scalars(query))
