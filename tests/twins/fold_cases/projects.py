"""Projects that wait."""

from cast import Cast, Person
from towns import Body

from .case import Case, Cases, everything, new_guest


def started(person: Person, place: object, **changes: str) -> Body:
    args = {"neighbourhood": str(place), "title": " Hof\u00a0fest ", "summary": "Ein Fest.\r\n"}
    return person.command("start_project", **(args | {"body": "Wir **feiern**.\r\n"} | changes))


def case(cast: Cast, person: Person, *commands: Body) -> Case:
    new = [f"project:{c['id']}" for c in commands if c["name"] == "start_project"]
    return Case(person, (*everything(cast), *new), commands)


def in_a_neighbourhood(cast: Cast) -> Case:
    return case(cast, cast.dilan, started(cast.dilan, cast.neighbourhood))


def for_the_town(cast: Cast) -> Case:
    return case(cast, cast.carla, started(cast.carla, "town", summary=" "))


def of_a_guest(cast: Cast) -> Case:
    guest = new_guest(cast)
    return case(cast, guest, started(guest, cast.neighbourhood, body="*" * 20 + "x " * 100))


def two(cast: Cast) -> Case:
    first, second = (started(cast.dilan, cast.neighbourhood, title=title) for title in "ab")
    return case(cast, cast.dilan, first, second)


def with_comment_and_shift(cast: Cast) -> Case:
    first = started(cast.dilan, "town")
    shift = cast.dilan.command(
        "offer_shift",
        project=first["id"],
        title="Tische tragen",
        place="",
        starts="2026-06-01T10:00",
        ends="2026-06-01T12:00",
        capacity="3",
    )
    comment = cast.dilan.command("comment", on=first["id"], body="Los geht es.")
    return case(cast, cast.dilan, first, shift, comment)


def without_details(cast: Cast) -> Case:
    return Case(cast.dilan, (), (started(cast.dilan, cast.neighbourhood),))


CASES: Cases = {
    "start_project": (
        in_a_neighbourhood,
        for_the_town,
        of_a_guest,
        two,
        with_comment_and_shift,
        without_details,
    ),
}
