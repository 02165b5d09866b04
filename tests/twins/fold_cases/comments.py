"""Comments that wait."""

from uuid import UUID

from cast import Cast, Person

from .case import Case, Cases, new_guest, project, proposal


def comment_on_a_project(cast: Cast) -> Case:
    command = cast.bernd.command("comment", on=str(cast.project), body=" *Ja*\r\nund\u00a0nein\n ")
    return Case(cast.bernd, (project(cast), proposal(cast)), (command,))


def comment_on_a_proposal(cast: Cast) -> Case:
    command = cast.carla.command("comment", on=str(cast.proposal), body="Gern.")
    return Case(cast.carla, (project(cast), proposal(cast)), (command,))


def comment_on_what_is_not_held(cast: Cast) -> Case:
    commands = [
        cast.bernd.command("comment", on=str(on), body="Hallo")
        for on in (cast.project, cast.proposal)
    ]
    return Case(cast.bernd, (), tuple(commands))


def comment_on_a_card_of_a_held_project(cast: Cast) -> Case:
    command = cast.bernd.command("comment", on=str(cast.proposal), body="Hallo")
    return Case(cast.bernd, (project(cast),), (command,))


def first_comment_of_a_guest(cast: Cast) -> Case:
    guest = new_guest(cast)
    command = guest.command("comment", on=str(cast.project), body="Wer bin ich?")
    return Case(guest, (project(cast),), (command,))


def two_comments(cast: Cast) -> Case:
    commands = [cast.dilan.command("comment", on=str(cast.project), body=body) for body in "ab"]
    return Case(cast.dilan, (project(cast),), tuple(commands))


def edit_comment(cast: Cast) -> Case:
    id = written(cast.bernd, cast.project)
    command = cast.bernd.command("edit_comment", comment=id, body=" Neu\r\n", revision="0")
    return Case(cast.bernd, (project(cast),), (command,))


def edit_what_waits(cast: Cast) -> Case:
    first = cast.bernd.command("comment", on=str(cast.proposal), body="Alt")
    edits = [
        cast.bernd.command("edit_comment", comment=first["id"], body=f"Neu {n}", revision=str(n))
        for n in range(2)
    ]
    return Case(cast.bernd, (proposal(cast),), (first, *edits))


def edit_what_was_edited(cast: Cast) -> Case:
    id = written(cast.bernd, cast.project)
    cast.bernd.does("edit_comment", comment=id, body="Anderswo", revision="0")
    command = cast.bernd.command("edit_comment", comment=id, body="Hier", revision="0")
    return Case(cast.bernd, (project(cast),), (command,))


def edit_what_is_not_mine(cast: Cast) -> Case:
    id = written(cast.bernd, cast.project)
    command = cast.dilan.command("edit_comment", comment=id, body="Meins", revision="0")
    return Case(cast.dilan, (project(cast),), (command,))


def delete_comment(cast: Cast) -> Case:
    id = written(cast.bernd, cast.proposal)
    command = cast.bernd.command("delete_comment", comment=id)
    return Case(cast.bernd, (project(cast), proposal(cast)), (command,))


def delete_one_of_two(cast: Cast) -> Case:
    id = written(cast.dilan, cast.project)
    written(cast.dilan, cast.project)
    command = cast.dilan.command("delete_comment", comment=id)
    return Case(cast.dilan, (project(cast),), (command,))


def delete_what_the_steward_wrote(cast: Cast) -> Case:
    command = cast.ayse.command("delete_comment", comment=written(cast.ayse, cast.project))
    return Case(cast.ayse, (project(cast),), (command,))


def delete_what_waits(cast: Cast) -> Case:
    first = cast.dilan.command("comment", on=str(cast.project), body="Doch nicht")
    return Case(
        cast.dilan,
        (project(cast),),
        (first, cast.dilan.command("delete_comment", comment=first["id"])),
    )


def delete_what_is_deleted(cast: Cast) -> Case:
    id = written(cast.bernd, cast.project)
    commands = [cast.bernd.command("delete_comment", comment=id) for _ in range(2)]
    return Case(cast.bernd, (project(cast),), tuple(commands))


def delete_what_is_not_mine(cast: Cast) -> Case:
    command = cast.dilan.command("delete_comment", comment=written(cast.bernd, cast.project))
    return Case(cast.dilan, (project(cast),), (command,))


def written(person: Person, on: UUID) -> str:
    """A comment that has arrived."""
    return str(person.does("comment", on=str(on), body="Da.")["id"])


def comment_on_what_is_hidden(cast: Cast) -> Case:
    cast.hides(cast.project)
    command = cast.bernd.command("comment", on=str(cast.project), body="Schade")
    return Case(cast.bernd, (project(cast),), (command,))


def edit_what_is_hidden(cast: Cast) -> Case:
    id = written(cast.bernd, cast.project)
    cast.hides(id)
    command = cast.bernd.command("edit_comment", comment=id, body="Neu", revision="0")
    return Case(cast.bernd, (project(cast),), (command,))


CASES: Cases = {
    "comment": (
        comment_on_a_project,
        comment_on_a_proposal,
        comment_on_what_is_not_held,
        comment_on_a_card_of_a_held_project,
        first_comment_of_a_guest,
        two_comments,
        comment_on_what_is_hidden,
    ),
    "edit_comment": (
        edit_comment,
        edit_what_waits,
        edit_what_was_edited,
        edit_what_is_not_mine,
        edit_what_is_hidden,
    ),
    "delete_comment": (
        delete_comment,
        delete_one_of_two,
        delete_what_the_steward_wrote,
        delete_what_waits,
        delete_what_is_deleted,
        delete_what_is_not_mine,
    ),
}
