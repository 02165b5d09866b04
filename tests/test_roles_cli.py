"""`flask roles`: for who stands at the server."""

from collections.abc import Callable

import pytest
from cast import Cast
from sqlalchemy import select

from app.db import db
from app.models import Resident, Role
from app.writing import writing


@pytest.fixture
def roles(cast: Cast) -> Callable[..., str]:
    """Runs `flask roles …`; what it says."""

    def run(*arguments: object, fails: bool = False) -> str:
        result = cast.app.test_cli_runner().invoke(args=["roles", *map(str, arguments)])
        assert (result.exit_code != 0) is fails, result.output
        db.session.rollback()
        db.session.expire_all()
        return str(result.output)

    return run


def test_roles_are_given_listed_and_taken(cast: Cast, roles: Callable[..., str]) -> None:
    roles("grant", "Ayşe Yıldız", "administrator")
    roles("grant", cast.bernd.id, "facilitator", "Südhang")
    listed = roles("list")
    assert f"{cast.ayse.id}  Ayşe Yıldız: administrator, since " in listed
    assert "Bernd Kröger: facilitator Südhang" in listed
    assert "by at the server" not in listed
    roles("withdraw", cast.bernd.id, "facilitator", "Südhang")
    assert db.session.scalars(select(Role.role)).all() == ["administrator"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("grant", "Niemand", "politics"), "There is no account Niemand."),
        (("grant", "Bernd Kröger", "mayor"), "Invalid value"),
        (("grant", "Bernd Kröger", "facilitator"), "name it"),
        (("grant", "Bernd Kröger", "facilitator", "Nordhang"), "no neighbourhood Nordhang"),
        (("withdraw", "Ayşe Yıldız", "administrator"), "the last administrator"),
        (("grant", "Dilan Aydın", "politics"), "2 accounts are called Dilan Aydın"),
    ],
)
def test_what_cannot_be(
    cast: Cast, roles: Callable[..., str], arguments: tuple[str, ...], words: str
) -> None:
    roles("grant", "Ayşe Yıldız", "administrator")
    with writing():
        # One that was here before names had to differ.
        db.session.add(older := Resident(name="Dilan Aydın"))
        older.name_key = older.name_look = None
    assert words in roles(*arguments, fails=True)
    assert db.session.scalars(select(Role.role)).all() == ["administrator"]
