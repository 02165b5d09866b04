"""The last place goes to one, whoever commits first; the other waits, and is told so.

Two things stand for it: the shift's lock, and the order of arrival being unique in the table.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
from cast import Cast, Person
from writers import POINTS, Writer, stops

import app.writing as module
from app.commands import execute
from app.db import db
from app.models import Shift
from app.sync.envelope import command_of

__all__ = ["stops"]
pytestmark = pytest.mark.usefixtures("stops")


@pytest.fixture
def shift(cast: Cast) -> str:
    result = cast.ayse.does(
        "offer_shift",
        project=str(cast.project),
        title="Tragen",
        starts="2026-06-01T10:00",
        ends="2026-06-01T12:00",
        capacity="1",
    )
    return str(result["id"])


def signs_up(person: Person, shift: str, told: list[str]) -> Callable[[], None]:
    command = command_of(person.command("sign_up", shift=shift))

    def work() -> None:
        # A look at the shift before, as a page of the same request might have had it.
        assert db.session.get(Shift, UUID(shift))
        write = db.session().info[module._KEY]
        told.append(execute(command, person.id, write).status)

    return work


def race(cast: Cast, shift: str, point: str) -> list[str]:
    told: list[str] = []
    one = Writer(cast.app, signs_up(cast.bernd, shift, told), point).runs_to_its_stop()
    two = Writer(cast.app, signs_up(cast.carla, shift, told)).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    return told


@pytest.mark.parametrize("point", POINTS)
def test_one_has_it_and_the_other_waits(cast: Cast, shift: str, point: str) -> None:
    assert race(cast, shift, point) == ["applied", "waitlisted"]
    body = cast.dilan.sees(f"project:{cast.project}")[f"shift:{shift}"]
    assert (body["taken"], body["waiting"]) == (1, 1)
    waiting = [
        person.sees(f"me:{person.id}")[f"sign_up:{shift}"]["waiting"]
        for person in (cast.bernd, cast.carla)
    ]
    assert waiting == [0, 1]
