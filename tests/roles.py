"""Giving people of the cast a role, as somebody at the server would."""

from uuid import UUID

from cast import Person

from app.models import Role
from app.writing import writing


def appoints(person: Person, role: str, neighbourhood: UUID | None = None) -> Person:
    """Give somebody a role; a facilitator that of a neighbourhood."""
    with writing():
        Role.grant(person.id, role, neighbourhood)
    return person


def dismisses(person: Person, role: str, neighbourhood: UUID | None = None) -> None:
    """Take it again."""
    with writing():
        Role.withdraw(person.id, role, neighbourhood)
