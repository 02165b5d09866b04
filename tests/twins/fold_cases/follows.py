"""Follows that wait."""

from cast import Cast, Person
from uuid6 import uuid7

from .case import Case, Cases, everything, new_guest


def case(person: Person, scopes: tuple[str, ...], *commands: tuple[str, object]) -> Case:
    return Case(person, scopes, tuple(person.command(name, on=str(on)) for name, on in commands))


def follow_all_kinds(cast: Cast) -> Case:
    things = (cast.project, cast.proposal, cast.neighbourhood)
    return case(cast.dilan, everything(cast), *(("follow", thing) for thing in things))


def follow_with_cards_only(cast: Cast) -> Case:
    return case(new_guest(cast), (), ("follow", cast.project))


def follow_what_is_followed(cast: Cast) -> Case:
    cast.dilan.does("follow", on=str(cast.proposal))
    return case(cast.dilan, (), ("follow", cast.proposal), ("follow", cast.proposal))


def follow_what_is_not_there(cast: Cast) -> Case:
    return case(cast.dilan, everything(cast), ("follow", uuid7()))


def follow_what_is_hidden(cast: Cast) -> Case:
    cast.hides(cast.project)
    return case(cast.dilan, everything(cast), ("follow", cast.project))


def unfollow_what_is_hidden(cast: Cast) -> Case:
    cast.dilan.does("follow", on=str(cast.project))
    cast.hides(cast.project)
    return case(cast.dilan, everything(cast), ("unfollow", cast.project))


def unfollow(cast: Cast) -> Case:
    cast.dilan.does("follow", on=str(cast.project))
    cast.dilan.does("follow", on=str(cast.proposal))
    return case(cast.dilan, everything(cast), ("unfollow", cast.project))


def unfollow_what_waits(cast: Cast) -> Case:
    return case(cast.dilan, (), ("follow", cast.project), ("unfollow", cast.project))


def unfollow_what_is_not_followed(cast: Cast) -> Case:
    return case(cast.dilan, (), ("unfollow", cast.neighbourhood))


def unfollow_twice(cast: Cast) -> Case:
    cast.dilan.does("follow", on=str(cast.neighbourhood))
    return case(cast.dilan, (), *[("unfollow", cast.neighbourhood)] * 2)


CASES: Cases = {
    "follow": (
        follow_all_kinds,
        follow_with_cards_only,
        follow_what_is_followed,
        follow_what_is_not_there,
        follow_what_is_hidden,
    ),
    "unfollow": (
        unfollow,
        unfollow_what_waits,
        unfollow_what_is_not_followed,
        unfollow_twice,
        unfollow_what_is_hidden,
    ),
}
