"""Every write: a form that validates and a handler of a few lines."""

from . import comments, follows, projects, proposals, shifts, sign_ups, supports
from .execute import Command, Outcome, execute
from .registry import COMMANDS, Spec, command

__all__ = [
    "COMMANDS",
    "Command",
    "Outcome",
    "Spec",
    "command",
    "comments",
    "execute",
    "follows",
    "projects",
    "proposals",
    "shifts",
    "sign_ups",
    "supports",
]
