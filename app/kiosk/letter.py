"""What is inside a sealed envelope: a command, whose visit it is, and the visit's ticket."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ..commands import Command
from ..models import Resident
from ..models.resident import SECRET_BYTES
from ..sync.envelope import Broken, command_of, decode
from .sealing import Unreadable, decoded, opened

TICKET = b"kokommune:ticket:"
HASH_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Letter:
    """A visit's command; `ticket` is the SHA-256 that the tablet made of the ticket."""

    command: Command
    ticket: bytes

    @property
    def id(self) -> UUID:
        return self.command.id

    @property
    def visit_id(self) -> UUID:
        return self.command.actor


def read(envelope: Any, kiosk_id: UUID) -> Letter:
    """Open an envelope. Raises Unreadable unless all of it is as it has to be."""
    raw = opened(envelope, kiosk_id)
    try:
        value = decode(raw)
        command = command_of(_object(value.get("command")))
    except Broken as error:
        raise Unreadable(str(error)) from error
    secret = decoded(value.get("visit"), SECRET_BYTES, SECRET_BYTES)
    if Resident.visit_id(secret) != command.actor:
        raise Unreadable("another visit's command")
    if str(command.id) != envelope.get("id"):
        raise Unreadable("another command's envelope")
    return Letter(command, decoded(value.get("ticket"), HASH_BYTES, HASH_BYTES))


def ticket_hash(code: str) -> bytes:
    """What the tablet makes of a ticket's 12 letters."""
    return hashlib.sha256(TICKET + code.encode()).digest()


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable("command is an object")
    return value
