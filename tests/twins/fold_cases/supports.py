"""Supports that wait."""

from cast import Cast, Person
from towns import Body

from .case import Case, Cases, everything, new_guest, project


def command(cast: Cast, person: Person, name: str = "support") -> Body:
    return person.command(name, proposal=str(cast.proposal))


def arrived(cast: Cast, person: Person) -> None:
    person.does("support", proposal=str(cast.proposal))


def case(cast: Cast, person: Person, *names: str) -> Case:
    return Case(person, everything(cast), tuple(command(cast, person, name) for name in names))


def support(cast: Cast) -> Case:
    return case(cast, cast.dilan, "support")


def support_with_cards_only(cast: Cast) -> Case:
    return Case(cast.dilan, (project(cast),), (command(cast, cast.dilan),))


def support_of_a_guest(cast: Cast) -> Case:
    arrived(cast, cast.bernd)
    return case(cast, new_guest(cast), "support")


def support_of_what_is_hidden(cast: Cast) -> Case:
    cast.hides(cast.proposal)
    return case(cast, cast.dilan, "support")


def withdraw_support_of_what_is_hidden(cast: Cast) -> Case:
    arrived(cast, cast.dilan)
    cast.hides(cast.proposal)
    return case(cast, cast.dilan, "withdraw_support")


def support_that_is_there(cast: Cast) -> Case:
    arrived(cast, cast.dilan)
    return case(cast, cast.dilan, "support", "support")


def support_of_what_is_withdrawn(cast: Cast) -> Case:
    cast.bernd.does("withdraw_proposal", proposal=str(cast.proposal))
    return case(cast, cast.dilan, "support")


def withdraw(cast: Cast) -> Case:
    arrived(cast, cast.dilan)
    return case(cast, cast.dilan, "withdraw_support")


def withdraw_what_waits(cast: Cast) -> Case:
    return case(cast, cast.dilan, "support", "withdraw_support", "support", "withdraw_support")


def withdraw_what_is_not_there(cast: Cast) -> Case:
    arrived(cast, cast.bernd)
    return case(cast, cast.dilan, "withdraw_support")


def withdraw_twice(cast: Cast) -> Case:
    arrived(cast, cast.dilan)
    return case(cast, cast.dilan, "withdraw_support", "withdraw_support")


CASES: Cases = {
    "support": (
        support,
        support_with_cards_only,
        support_of_a_guest,
        support_that_is_there,
        support_of_what_is_withdrawn,
        support_of_what_is_hidden,
    ),
    "withdraw_support": (
        withdraw,
        withdraw_what_waits,
        withdraw_what_is_not_there,
        withdraw_twice,
        withdraw_support_of_what_is_hidden,
    ),
}
