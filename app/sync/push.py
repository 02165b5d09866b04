"""Carrying out what a phone has waiting."""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from ..commands import Command, Outcome, execute
from ..models import Receipt
from ..writing import writing

log = logging.getLogger(__name__)


def push(commands: Sequence[Command], actor: UUID | None) -> list[dict[str, Any]]:
    """Carry out commands in order, each whole or not at all; the answers in the same order."""
    return [_answer(outcome) for outcome in carry_out(commands, actor)]


def postpone(commands: Sequence[Command]) -> list[dict[str, Any]]:
    """Carry out nothing: what a restored backup has forgotten is to come before what is new."""
    return [_answer(Outcome(command.id, "retry", "restored")) for command in commands]


def carry_out(commands: Sequence[Command], actor: UUID | None) -> list[Outcome]:
    """The outcomes of commands, from a push or from a form."""
    # 1. One transaction, one tick of the clock, a savepoint for each command.
    try:
        return _transaction(commands, actor)
    except DBAPIError:
        log.warning("a push of %d runs again, one by one", len(commands), exc_info=True)
    # 2. It failed as a whole (deadlock, serialization, two at once): command by command.
    return [_alone(command, actor) for command in commands]


def _transaction(commands: Sequence[Command], actor: UUID | None) -> list[Outcome]:
    if not commands:
        return []
    with writing() as write:
        left = Receipt.left_for(actor)
        return [
            execute(command, actor, write, may_begin=len(write.receipts) < left)
            for command in commands
        ]


def _alone(command: Command, actor: UUID | None) -> Outcome:
    try:
        return _transaction([command], actor)[0]
    except DBAPIError:
        log.exception("command %s %s is to be sent again", command.name, command.id)
        return Outcome(command.id, "retry", "database")


def _answer(outcome: Outcome) -> dict[str, Any]:
    receipt = outcome.receipt
    answer: dict[str, Any] = {
        "id": str(outcome.id),
        "status": outcome.status,
        "version": receipt.version if receipt else 0,
        "scopes": receipt.scopes if receipt else [],
        "code": outcome.code,
        "fields": outcome.fields,
    }
    return answer | ({"first": outcome.first} if outcome.first else {})
