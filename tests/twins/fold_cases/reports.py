"""Reports that wait."""

from typing import Any

from cast import Cast, Person
from towns import Body

from .case import Case, Cases, everything, new_guest, proposal
from .comments import written


def command(person: Person, on: Any, reason: str = "insult") -> Body:
    return person.command("report", on=str(on), reason=reason, text="Schau mal.")


def report_a_comment(cast: Cast) -> Case:
    id = written(cast.bernd, cast.project)
    return Case(cast.dilan, everything(cast), (command(cast.dilan, id),))


def report_a_proposal(cast: Cast) -> Case:
    return Case(cast.dilan, everything(cast), (command(cast.dilan, cast.proposal),))


def report_a_project_known_by_its_card(cast: Cast) -> Case:
    guest = new_guest(cast)
    return Case(guest, (proposal(cast),), (command(guest, cast.project),))


def report_again_for_another_reason(cast: Cast) -> Case:
    cast.dilan.pushes(command(cast.dilan, cast.proposal))
    commands = [command(cast.dilan, cast.proposal, reason) for reason in ("insult", "hate")]
    return Case(cast.dilan, everything(cast), tuple(commands))


def report_what_is_my_own(cast: Cast) -> Case:
    id = written(cast.bernd, cast.project)
    commands = (command(cast.bernd, id), command(cast.bernd, cast.proposal))
    return Case(cast.bernd, everything(cast), commands)


def report_what_is_hidden(cast: Cast) -> Case:
    id = written(cast.bernd, cast.project)
    cast.hides(id)
    return Case(cast.dilan, everything(cast), (command(cast.dilan, id),))


CASES: Cases = {
    "report": (
        report_a_comment,
        report_a_proposal,
        report_a_project_known_by_its_card,
        report_again_for_another_reason,
        report_what_is_my_own,
        report_what_is_hidden,
    ),
}
