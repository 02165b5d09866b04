"""A case of "folded equals fresh"."""

from collections.abc import Callable
from dataclasses import dataclass

from cast import Cast, Person
from towns import Body
from uuid6 import uuid7

from app.models import Resident


@dataclass(frozen=True)
class Case:
    """Commands that someone's phone has waiting, and the details that it holds."""

    writer: Person
    scopes: tuple[str, ...]
    commands: tuple[Body, ...]


Cases = dict[str, tuple[Callable[[Cast], Case], ...]]
"""Cases by command; the first of each changes something."""


def project(cast: Cast) -> str:
    return f"project:{cast.project}"


def proposal(cast: Cast) -> str:
    return f"proposal:{cast.proposal}"


def neighbourhood(cast: Cast) -> str:
    return f"neighbourhood:{cast.neighbourhood}"


def everything(cast: Cast) -> tuple[str, ...]:
    """All details of the cast's town."""
    return project(cast), proposal(cast), neighbourhood(cast)


def new_guest(cast: Cast) -> Person:
    """Someone without a name."""
    return cast.newcomer(Resident(id=uuid7(), guest=True))
