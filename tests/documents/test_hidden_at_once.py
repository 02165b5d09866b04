"""What is hidden takes along also what somebody was just adding to it.

A proposal stays, and no longer says where: every test compares documents with a rebuild.
"""

from collections.abc import Callable

import pytest
from cast import Cast
from phone import Phone
from writers import POINTS, Writer, stops

import app.writing as module
from app.commands import execute
from app.db import db
from app.models import Project
from app.sync.envelope import command_of

__all__ = ["stops"]
pytestmark = pytest.mark.usefixtures("stops")

SHIFT = {"starts": "2026-06-01T10:00", "ends": "2026-06-01T12:00", "capacity": "3"}
KINDS = ("comment", "shift")


@pytest.fixture
def phone(cast: Cast) -> Phone:
    """It has read a comment, which goes with the project."""
    cast.bernd.does("comment", on=str(cast.project), body="Wo stehen sie?")
    phone = Phone(cast.dilan, "public", f"project:{cast.project}")
    phone.pulls()
    assert shown(phone)
    return phone


def shown(phone: Phone) -> list[str]:
    keys = (key for bodies in phone.bodies.values() for key in bodies)
    return [key for key in keys if key.partition(":")[0] in KINDS]


def adds(cast: Cast) -> None:
    project = str(cast.project)
    for command in (
        cast.ayse.command("comment", on=project, body="Zur selben Zeit."),
        cast.ayse.command("propose", on=project, title="Noch eine", body="Im Park."),
        cast.ayse.command("offer_shift", project=project, title="Tragen", **SHIFT),
    ):
        execute(command_of(command), cast.ayse.id, db.session().info[module._KEY])


def hides(cast: Cast) -> None:
    db.session.get_one(Project, cast.project).hide("Beleidigt Nachbarn")
    db.session.flush()


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("works", [(hides, adds), (adds, hides)], ids=["hides", "adds"])
def test_nothing_stays_of_it(
    cast: Cast, phone: Phone, works: tuple[Callable[[Cast], None], ...], point: str
) -> None:
    first, second = works
    one = Writer(cast.app, lambda: first(cast), point).runs_to_its_stop()
    two = Writer(cast.app, lambda: second(cast)).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    phone.pulls()
    assert shown(phone) == []
