"""Proposals that wait."""

from cast import Cast, Person
from towns import Body

from app.db import db
from app.models import Proposal
from app.writing import writing

from .case import Case, Cases, everything, new_guest, proposal

LONG = "[Bänke](https://example.org) **für alle** _und_ " + "Straßenbäume, " * 20


def made(person: Person, on: object, **changes: str) -> Body:
    args = {"on": str(on), "title": " Mehr\u00a0Schatten \r\n", "body": f" {LONG}\r\n"}
    return person.command("propose", **(args | changes))


def edited(person: Person, id: object, revision: int = 0, **changes: str) -> Body:
    args = {"proposal": str(id), "title": "Zwei Bänke", "body": "Neu,\r\nbesser. "}
    return person.command("edit_proposal", **(args | {"revision": str(revision)} | changes))


def withdrawn(person: Person, id: object) -> Body:
    return person.command("withdraw_proposal", proposal=str(id))


def case(cast: Cast, person: Person, *commands: Body) -> Case:
    """These commands on a phone that holds everything, and soon what is made by them."""
    new = [f"proposal:{c['id']}" for c in commands if c["name"] == "propose"]
    return Case(person, (*everything(cast), *new), commands)


def decide(cast: Cast) -> None:
    with writing():
        db.session.get_one(Proposal, cast.proposal).state = "accepted"


def to_a_project(cast: Cast) -> Case:
    return case(cast, cast.dilan, made(cast.dilan, cast.project))


def to_a_neighbourhood(cast: Cast) -> Case:
    return case(cast, cast.bernd, made(cast.bernd, cast.neighbourhood, title="\U0001f388 Öl"))


def to_the_town(cast: Cast) -> Case:
    return case(cast, cast.carla, made(cast.carla, "town", body="x" * 200))


def with_topic_and_point(cast: Cast) -> Case:
    where = {"topic": "gruen", "point": " 51.050119, 13.737331 ", "language": "tr"}
    return case(cast, cast.dilan, made(cast.dilan, cast.project, **where))


def of_a_guest(cast: Cast) -> Case:
    guest = new_guest(cast)
    return case(cast, guest, made(guest, cast.project))


def to_a_project_that_waits(cast: Cast) -> Case:
    started = cast.dilan.command(
        "start_project", neighbourhood=str(cast.neighbourhood), title="Fest", summary="", body="x"
    )
    proposed = made(cast.dilan, started["id"])
    scopes = (*everything(cast), f"project:{started['id']}", f"proposal:{proposed['id']}")
    return Case(cast.dilan, scopes, (started, proposed))


def with_comment_and_support(cast: Cast) -> Case:
    first = made(cast.dilan, "town")
    comment = cast.dilan.command("comment", on=first["id"], body="Wer macht mit?")
    return case(
        cast,
        cast.dilan,
        first,
        comment,
        cast.dilan.command("support", proposal=first["id"]),
        cast.dilan.command("follow", on=first["id"]),
    )


def without_details(cast: Cast) -> Case:
    return Case(cast.dilan, (), (made(cast.dilan, cast.project),))


def edit(cast: Cast) -> Case:
    return case(cast, cast.bernd, edited(cast.bernd, cast.proposal, body=LONG))


def edit_where_it_is(cast: Cast) -> Case:
    where = {"topic": "gruen", "point": "-0.000001,7", "language": "en"}
    return case(cast, cast.bernd, edited(cast.bernd, cast.proposal, **where))


def edit_what_waits(cast: Cast) -> Case:
    first = made(cast.bernd, cast.project)
    edits = [edited(cast.bernd, first["id"], n, title=f"Nr. {n}") for n in range(2)]
    return case(cast, cast.bernd, first, *edits)


def edit_what_was_edited(cast: Cast) -> Case:
    cast.bernd.pushes(edited(cast.bernd, cast.proposal, title="Anderswo"))
    return case(cast, cast.bernd, edited(cast.bernd, cast.proposal))


def edit_what_is_not_mine(cast: Cast) -> Case:
    return case(cast, cast.dilan, edited(cast.dilan, cast.proposal))


def edit_what_is_withdrawn(cast: Cast) -> Case:
    commands = withdrawn(cast.bernd, cast.proposal), edited(cast.bernd, cast.proposal)
    return case(cast, cast.bernd, *commands)


def withdraw(cast: Cast) -> Case:
    return case(cast, cast.bernd, withdrawn(cast.bernd, cast.proposal))


def withdraw_what_waits(cast: Cast) -> Case:
    first = made(cast.dilan, cast.project)
    return case(cast, cast.dilan, first, withdrawn(cast.dilan, first["id"]))


def withdraw_twice(cast: Cast) -> Case:
    return case(cast, cast.bernd, *(withdrawn(cast.bernd, cast.proposal) for _ in range(2)))


def withdraw_what_is_not_mine(cast: Cast) -> Case:
    return case(cast, cast.dilan, withdrawn(cast.dilan, cast.proposal))


def withdraw_what_is_decided(cast: Cast) -> Case:
    decide(cast)
    return Case(cast.bernd, (proposal(cast),), (withdrawn(cast.bernd, cast.proposal),))


CASES: Cases = {
    "propose": (
        to_a_project,
        to_a_neighbourhood,
        to_the_town,
        with_topic_and_point,
        of_a_guest,
        to_a_project_that_waits,
        with_comment_and_support,
        without_details,
    ),
    "edit_proposal": (
        edit,
        edit_where_it_is,
        edit_what_waits,
        edit_what_was_edited,
        edit_what_is_not_mine,
        edit_what_is_withdrawn,
    ),
    "withdraw_proposal": (
        withdraw,
        withdraw_what_waits,
        withdraw_twice,
        withdraw_what_is_not_mine,
        withdraw_what_is_decided,
    ),
}
