"""Every write: a form that validates and a handler of a few lines."""

from . import (
    account,
    comments,
    follows,
    moderation,
    passkeys,
    projects,
    proposals,
    reports,
    roles,
    shifts,
    sign_ups,
    supports,
    topics,
    town,
)
from .execute import Command, Outcome, execute, happened_in_an_account
from .registry import COMMANDS, Spec, command

__all__ = [
    "COMMANDS",
    "Command",
    "Outcome",
    "Spec",
    "account",
    "command",
    "comments",
    "execute",
    "follows",
    "happened_in_an_account",
    "moderation",
    "passkeys",
    "projects",
    "proposals",
    "reports",
    "roles",
    "shifts",
    "sign_ups",
    "supports",
    "topics",
    "town",
]
