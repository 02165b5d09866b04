"""Two accounts that are made at once do not look alike."""

from collections.abc import Callable

import pytest
from cast import Cast
from sqlalchemy import select
from writers import POINTS, Writer, stops

from app.auth.create import _name
from app.auth.problems import Invalid
from app.db import db
from app.models import Resident

__all__ = ["stops"]
pytestmark = pytest.mark.usefixtures("stops")
ALIKE = ("bIll", "BlLL")
"""Each looks like the other's key, and neither key nor look of them is the same."""


def is_named(name: str) -> Callable[[], None]:
    def work() -> None:
        resident = Resident()
        db.session.add(resident)
        _name(resident, name, name.encode())

    return work


@pytest.mark.parametrize("point", POINTS)
def test_the_second_is_told(cast: Cast, point: str) -> None:
    first, second = ALIKE
    one = Writer(cast.app, is_named(first), point).runs_to_its_stop()
    two = Writer(cast.app, is_named(second)).runs_until_done_or_blocked()
    one.finishes()
    with pytest.raises(Invalid):
        two.finishes()
    db.session.rollback()
    found = db.session.scalars(select(Resident.name).where(Resident.name.in_(ALIKE))).all()
    assert list(found) == [first]
