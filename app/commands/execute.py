"""Carrying out a command exactly once."""

import hashlib
import hmac
import json
import logging
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.datastructures import MultiDict

from ..db import db
from ..models import Receipt, Resident, Session
from ..refusal import Refusal
from ..rights import may
from ..writing import Writing
from .registry import COMMANDS, CommandForm, Spec, Waitlisted

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Command:
    """What someone wants: from a form or from an outbox. `args` is a flat object of strings.

    `aliases` are ids under which its author may have sent the same already. With `newcomer` that
    author was nobody before: the same from whoever is told by that key is theirs.
    """

    id: UUID
    name: str
    version: int
    args: dict[str, str]
    actor: UUID
    depends_on: tuple[UUID, ...] = ()
    aliases: tuple[UUID, ...] = ()
    newcomer: UUID | None = None

    @property
    def ids(self) -> tuple[UUID, ...]:
        """All under which its receipt may be kept, its own first."""
        return self.id, *self.aliases


@dataclass
class Outcome:
    """What became of it.

    `status` is applied, duplicate, rejected, conflict, needs_login, retry, blocked or
    quarantined; with duplicate, `first` is the status of the first time. `path` shows the result.
    `receipt` gets version and scopes when the transaction ends.
    """

    id: UUID
    status: str
    code: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    first: str = ""
    path: str = ""
    receipt: Receipt | None = None


def execute(
    command: Command,
    actor: UUID | None,
    write: Writing,
    *,
    may_begin: bool = True,
    token: str = "",
) -> Outcome:
    """Carry out a command inside `writing()`; `actor` is whose session the `token` opens.

    Answers a repeated command with its first outcome, and never raises for what a resident
    sent: only database errors leave here. One that is new waits unless it `may_begin`.
    """
    if actor is None:
        return Outcome(command.id, "needs_login", "signed_out")
    resident = write.writer(actor)
    if resident is None:
        return Outcome(command.id, "needs_login", "no_author")
    if command.actor != actor and not Resident.is_merged(command.actor, actor):
        return Outcome(command.id, "needs_login", "other_author")
    known = write.receipt(command.id) or _under_alias(command, actor, write)
    if known is not None:
        return _again(command, resident, known)
    if not may_begin:
        return Outcome(command.id, "retry", "too_many_now")
    return _blocked(command) or _first_time(command, resident, write, token)


def happened_in_an_account(command: Command) -> Outcome | None:
    """The outcome of the same command where an account has sent it; None where none has."""
    known = db.session.get(Receipt, command.id)
    author = db.session.get(Resident, known.actor_id) if known else None
    if known is None or author is None or author.guest or not _is_same(command, author, known):
        return None
    return _duplicate(known)


def fingerprint(command: Command, key: bytes) -> bytes:
    """HMAC-SHA-256 over name, version and args, under the resident's own key."""
    content = json.dumps([command.name, command.version, command.args], sort_keys=True)
    return hmac.digest(key, content.encode(), hashlib.sha256)


def _under_alias(command: Command, actor: UUID, write: Writing) -> Receipt | None:
    """The receipt of the same, sent by this person under another id, as another guest maybe."""
    receipts = (write.receipt(id) for id in command.aliases)
    return next((it for it in receipts if it and (command.newcomer or it.actor_id == actor)), None)


def _again(command: Command, resident: Resident, known: Receipt) -> Outcome:
    # Before it was taken along, the guest who wrote it sent it under their own name.
    authors = {resident.id, command.actor}
    author = db.session.get(Resident, known.actor_id) if known.actor_id in authors else None
    if author is None or not _is_same(command, author, known):
        return Outcome(command.id, "conflict", "id_in_use")
    return _duplicate(known)


def _is_same(command: Command, author: Resident, known: Receipt) -> bool:
    """Whether a receipt of this author's is about a command of the same content."""
    return hmac.compare_digest(known.fingerprint, fingerprint(command, author.receipt_key))


def _duplicate(known: Receipt) -> Outcome:
    return Outcome(known.id, "duplicate", known.code, known.fields, known.status, known.path, known)


def _blocked(command: Command) -> Outcome | None:
    if not command.depends_on:
        return None
    applied = select(Receipt.id).where(
        Receipt.id.in_(command.depends_on), Receipt.status.in_(("applied", "waitlisted"))
    )
    done = set(db.session.scalars(applied))
    missing = set(command.depends_on) - done
    return Outcome(command.id, "blocked", "waits_for_another") if missing else None


def _first_time(command: Command, resident: Resident, write: Writing, token: str) -> Outcome:
    receipt = Receipt(
        id=command.id,
        actor_id=resident.id,
        name=command.name[:40],
        fingerprint=fingerprint(command, resident.receipt_key),
    )
    write.claim(receipt)
    outcome = _carry_out(command, resident, token)
    receipt.status, receipt.code, receipt.fields = outcome.status, outcome.code, outcome.fields
    outcome.receipt = receipt
    write.give_receipt(receipt, outcome.path)
    return outcome


def _carry_out(command: Command, resident: Resident, token: str) -> Outcome:
    spec = COMMANDS.get(command.name)
    if spec is None:
        return Outcome(command.id, "rejected", "unknown_command")
    if not may(resident, spec.name):
        return Outcome(command.id, "rejected", "not_allowed")
    if command.version != spec.version:
        return Outcome(command.id, "rejected", "unknown_version")
    unknown = command.args.keys() - _names(spec)
    if unknown:
        fields = dict.fromkeys(sorted(unknown), "unknown_field")
        return Outcome(command.id, "rejected", "invalid", fields)
    form = spec.form(formdata=MultiDict(command.args))
    if not form.validate():
        return Outcome(command.id, "rejected", "invalid", {k: v[0] for k, v in form.errors.items()})
    if spec.guarded and not resident.guest and not Session.proved_lately(token):
        return Outcome(command.id, "rejected", "verify_first")
    try:
        path = _handle(spec, resident, form, command.id)
    except Refusal as refusal:
        return Outcome(command.id, "rejected", refusal.code, refusal.fields)
    except IntegrityError:
        log.warning("command %s %s met a constraint", command.name, command.id, exc_info=True)
        return Outcome(command.id, "rejected", "conflict")
    except DBAPIError:
        raise
    except Exception:
        log.exception("command %s %s is quarantined", command.name, command.id)
        return Outcome(command.id, "quarantined", "our_fault")
    status = "waitlisted" if isinstance(path, Waitlisted) else "applied"
    return Outcome(command.id, status, path=path)


def _handle(spec: Spec, resident: Resident, form: CommandForm, id: UUID) -> str:
    try:
        with db.session.begin_nested():
            return spec.handle(resident, form, id)
    except IntegrityError:
        # Somebody wrote the same row between look-up and insert: now it can be seen.
        with db.session.begin_nested():
            return spec.handle(resident, form, id)


def _names(spec: Spec) -> set[str]:
    form: Any = spec.form(formdata=None)
    return set(form._fields)
