"""Carrying out what a phone has waiting."""

import logging
from collections.abc import Callable, Collection, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import current_app
from sqlalchemy import exc

from ..commands import Command, Outcome, execute
from ..db import one_at_a_time
from ..models import Receipt
from ..writing import Writing, writing
from .jointly import LINE, Job, Line

log = logging.getLogger(__name__)


class Sendable(Protocol):
    """What can be sent, and answered by its id."""

    @property
    def id(self) -> UUID: ...


Thing = TypeVar("Thing", bound=Sendable)
Run = Callable[[Sequence[Thing], Writing], list[Outcome]]


def push(
    commands: Sequence[Command],
    actor: UUID | None,
    token: str = "",
    only: Collection[str] | None = None,
) -> list[dict[str, Any]]:
    """Carry out commands in order, each whole or not at all; the answers in the same order.

    The `token` opens the session that they are sent with; `only` these names, where that may no
    more.
    """
    return [_answer(outcome) for outcome in carry_out(commands, actor, token, only)]


def postpone(commands: Sequence[Command]) -> list[dict[str, Any]]:
    """Carry out nothing: what a restored backup has forgotten is to come before what is new."""
    return [_answer(Outcome(command.id, "retry", "restored")) for command in commands]


def carry_out(
    commands: Sequence[Command],
    actor: UUID | None,
    token: str = "",
    only: Collection[str] | None = None,
) -> list[Outcome]:
    """The outcomes of commands, from a push or from a form."""
    return together(commands, lambda some, write: in_order(some, actor, write, token, only))


def in_order(
    commands: Sequence[Command],
    actor: UUID | None,
    write: Writing,
    token: str = "",
    only: Collection[str] | None = None,
) -> list[Outcome]:
    """As `carry_out`, inside `writing()`."""
    for command in commands:
        if command.newcomer:
            # The guest whose lock they would wait for is another one for each of them.
            one_at_a_time(command.newcomer)
    if actor:
        # Counted under their lock: two processes would each give what is left.
        write.writer(actor)
        write.look_up([id for command in commands for id in command.ids])
    left = len(write.receipts) + Receipt.left_for(actor)
    return [
        execute(command, actor, write, may_begin=len(write.receipts) < left, token=token)
        if only is None or command.name in only
        else Outcome(command.id, "rejected", "not_allowed")
        for command in commands
    ]


def together(things: Sequence[Thing], run: Run[Thing]) -> list[Outcome]:
    """The outcomes of things with an id, which `run(things, write)` carries out in order."""
    if not things:
        return []
    # 1. One transaction, one tick of the clock, a savepoint for each; others may share it.
    line: Line = current_app.extensions[LINE]
    outcomes = line.carry_out(Job(lambda write: run(things, write), len(things)))
    # 2. It failed as a whole (deadlock, serialization, two at once): one by one.
    return [_alone(thing, run) for thing in things] if outcomes is None else outcomes


def _alone(thing: Thing, run: Run[Thing]) -> Outcome:
    try:
        with writing() as write:
            return run([thing], write)[0]
    except (exc.DBAPIError, exc.TimeoutError):
        log.exception("command %s is to be sent again", thing.id)
        return Outcome(thing.id, "retry", "database")


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
