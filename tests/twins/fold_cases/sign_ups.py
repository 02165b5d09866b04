"""Sign-ups that wait."""

from cast import Cast, Person

from .case import Case, Cases, new_guest, project
from .shifts import arrived


def case(cast: Cast, person: Person, shift: str, *names: str) -> Case:
    commands = tuple(person.command(name, shift=shift) for name in names)
    return Case(person, (project(cast),), commands)


def sign_up(cast: Cast) -> Case:
    return case(cast, cast.dilan, arrived(cast), "sign_up")


def sign_up_where_all_is_taken(cast: Cast) -> Case:
    return case(cast, cast.dilan, arrived(cast, cast.bernd, cast.carla), "sign_up")


def sign_up_of_a_guest(cast: Cast) -> Case:
    return case(cast, new_guest(cast), arrived(cast, cast.bernd), "sign_up")


def sign_up_that_is_there(cast: Cast) -> Case:
    return case(cast, cast.dilan, arrived(cast, cast.dilan), "sign_up", "sign_up")


def sign_up_for_what_is_cancelled(cast: Cast) -> Case:
    id = arrived(cast)
    cast.ayse.does("cancel_shift", shift=id, reason="Sturm")
    return case(cast, cast.dilan, id, "sign_up")


def withdraw(cast: Cast) -> Case:
    return case(cast, cast.dilan, arrived(cast, cast.dilan, cast.bernd), "withdraw_sign_up")


def withdraw_what_waits(cast: Cast) -> Case:
    return case(cast, cast.dilan, arrived(cast), "sign_up", "withdraw_sign_up")


def withdraw_and_come_again(cast: Cast) -> Case:
    shift = arrived(cast, cast.dilan, cast.bernd, cast.carla)
    return case(cast, cast.dilan, shift, "withdraw_sign_up", "sign_up")


def withdraw_what_is_not_there(cast: Cast) -> Case:
    return case(cast, cast.dilan, arrived(cast, cast.bernd), "withdraw_sign_up")


def withdraw_from_what_is_cancelled(cast: Cast) -> Case:
    id = arrived(cast, cast.dilan)
    cast.ayse.does("cancel_shift", shift=id, reason="Sturm")
    return case(cast, cast.dilan, id, "withdraw_sign_up")


CASES: Cases = {
    "sign_up": (
        sign_up,
        sign_up_where_all_is_taken,
        sign_up_of_a_guest,
        sign_up_that_is_there,
        sign_up_for_what_is_cancelled,
    ),
    "withdraw_sign_up": (
        withdraw,
        withdraw_what_waits,
        withdraw_and_come_again,
        withdraw_what_is_not_there,
        withdraw_from_what_is_cancelled,
    ),
}
