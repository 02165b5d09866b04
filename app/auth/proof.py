"""A passkey proves whose it is."""

import logging
from dataclasses import dataclass
from uuid import UUID

from ..db import db
from ..models import Credential, Event, Resident
from ..writing import writing
from . import policy
from .ceremonies import Answer
from .problems import NotAccepted
from .relying_party import RelyingParty

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Known:
    """What the server keeps of a passkey, and of whose it is."""

    resident_id: UUID
    public_key: bytes
    user_handle: bytes | None


def prove(answer: Answer, rp: RelyingParty) -> UUID:
    """Whose passkey has answered. Raises NotAccepted, and never says what was wrong."""
    credential_id = policy.id_of(answer.credential)
    known = _known(credential_id)
    asserted = policy.assertion(
        answer.credential, answer.opened.challenge, rp, known.public_key, known.user_handle
    )
    # What is refused here is written down all the same, so it is raised outside.
    if not _use(credential_id, asserted):
        raise NotAccepted
    return known.resident_id


def _known(credential_id: bytes) -> _Known:
    passkey = Credential.known_as(credential_id)
    resident = passkey and db.session.get(Resident, passkey.resident_id)
    if passkey is None or resident is None or resident.guest or resident.closed:
        raise NotAccepted
    return _Known(resident.id, passkey.public_key, resident.user_handle)


def _use(credential_id: bytes, asserted: policy.Asserted) -> bool:
    with writing():
        passkey = Credential.known_as(credential_id, lock=True)
        if passkey is None or passkey.backup_eligible != asserted.backup_eligible:
            return False
        if passkey.is_suspicious(asserted.sign_count):
            log.warning("the counter of passkey %s did not grow", passkey.id)
            Event.log(passkey.resident_id, "passkey_suspicious", passkey.name)
            return False
        passkey.use(asserted.sign_count, asserted.backed_up)
        return True
