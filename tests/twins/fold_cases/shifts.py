"""Shifts that wait."""

from cast import Cast, Person
from towns import Body

from .case import Case, Cases, project

WHAT = {
    "title": " Bänke tragen ",
    "place": "Am\u00a0Hang\r\n",
    "starts": "2026-06-01T10:00",
    "ends": "2026-06-01T12:00",
    "capacity": "2",
}


def offered(cast: Cast, person: Person, **changes: str) -> Body:
    return person.command("offer_shift", project=str(cast.project), **(WHAT | changes))


def changed(person: Person, id: str, revision: int = 0, **changes: str) -> Body:
    what = WHAT | {"title": "Anders", "capacity": "3"} | changes
    return person.command("change_shift", shift=id, revision=str(revision), **what)


def cancelled(person: Person, id: str, reason: str = " Sturm\u00a0warnung ") -> Body:
    return person.command("cancel_shift", shift=id, reason=reason)


def arrived(cast: Cast, *people: Person, **changes: str) -> str:
    """A shift of Ayşe's that has arrived, and these people's sign-ups."""
    id = str(cast.ayse.pushes(offered(cast, cast.ayse, **changes))[0]["id"])
    for person in people:
        person.does("sign_up", shift=id)
    return id


def case(cast: Cast, *commands: Body, person: Person | None = None) -> Case:
    return Case(person or cast.ayse, (project(cast),), commands)


def offer(cast: Cast) -> Case:
    return case(cast, offered(cast, cast.ayse))


def offer_two(cast: Cast) -> Case:
    return case(cast, *(offered(cast, cast.ayse, title=title, place="") for title in "ab"))


def offer_for_what_is_not_mine(cast: Cast) -> Case:
    return case(cast, offered(cast, cast.bernd), person=cast.bernd)


def offer_and_sign_up(cast: Cast) -> Case:
    first = offered(cast, cast.ayse)
    return case(cast, first, cast.ayse.command("sign_up", shift=first["id"]))


def change(cast: Cast) -> Case:
    return case(cast, changed(cast.ayse, arrived(cast, cast.bernd)))


def change_where_people_wait(cast: Cast) -> Case:
    people = (cast.bernd, cast.carla, cast.dilan, cast.ayse)
    id = arrived(cast, *people, capacity="1")
    return case(cast, changed(cast.ayse, id, capacity="2"), changed(cast.ayse, id, 1, capacity="3"))


def change_to_fewer_than_signed_up(cast: Cast) -> Case:
    id = arrived(cast, cast.bernd, cast.carla)
    return case(cast, changed(cast.ayse, id, capacity="1"))


def change_what_was_changed(cast: Cast) -> Case:
    id = arrived(cast)
    cast.ayse.pushes(changed(cast.ayse, id, title="Anderswo"))
    return case(cast, changed(cast.ayse, id))


def change_what_waits(cast: Cast) -> Case:
    first = offered(cast, cast.ayse)
    return case(cast, first, changed(cast.ayse, first["id"]), changed(cast.ayse, first["id"], 1))


def change_what_is_not_mine(cast: Cast) -> Case:
    return case(cast, changed(cast.bernd, arrived(cast)), person=cast.bernd)


def cancel(cast: Cast) -> Case:
    return case(cast, cancelled(cast.ayse, arrived(cast, cast.ayse)))


def cancel_twice(cast: Cast) -> Case:
    id = arrived(cast)
    return case(cast, *(cancelled(cast.ayse, id, reason) for reason in "ab"))


def cancel_what_waits(cast: Cast) -> Case:
    first = offered(cast, cast.ayse)
    return case(cast, first, cancelled(cast.ayse, first["id"]), changed(cast.ayse, first["id"]))


def cancel_what_is_not_mine(cast: Cast) -> Case:
    return case(cast, cancelled(cast.dilan, arrived(cast)), person=cast.dilan)


CASES: Cases = {
    "offer_shift": (offer, offer_two, offer_for_what_is_not_mine, offer_and_sign_up),
    "change_shift": (
        change,
        change_where_people_wait,
        change_to_fewer_than_signed_up,
        change_what_was_changed,
        change_what_waits,
        change_what_is_not_mine,
    ),
    "cancel_shift": (cancel, cancel_twice, cancel_what_waits, cancel_what_is_not_mine),
}
