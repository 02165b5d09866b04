"""The first administrator's link: for an account, once, and for a week."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cast import SAME_ORIGIN, SYNC, Cast, Person
from flask.testing import FlaskClient
from server import ROOT, environment, flask
from sqlalchemy import select
from writers import POINTS, Writer, stops

from app.db import db
from app.models import Invitation, Resident, Role
from app.refusal import Refusal
from app.writing import writing

__all__ = ["stops"]
LINK = re.compile(r"^\s*http://localhost:\d+/account#invitation=([\w-]{43})$", re.M)


def made() -> str:
    with writing():
        return Invitation.make()


def redeems(client: FlaskClient, token: str, headers: dict[str, str] = SYNC) -> Any:
    body = {"protocol": 1, "token": token}
    return client.post("/account/invitation", json=body, headers=headers)


def test_it_makes_an_administrator_once(cast: Cast) -> None:
    token = made()
    answer = redeems(cast.bernd.client, token)
    assert (answer.status_code, answer.json) == (200, {"protocol": 1, "role": "administrator"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert cast.bernd.client.get("/admin/town").status_code == 200
    for person in (cast.dilan, cast.bernd):
        again = redeems(person.client, token)
        assert (again.status_code, again.json["code"]) == (422, "wrong_invitation")
    assert db.session.scalars(select(Role.resident_id)).all() == [cast.bernd.id]


def test_without_an_account_it_stays_good(cast: Cast) -> None:
    token = made()
    with writing():
        db.session.get_one(Resident, cast.dilan.id).guest = True
    for client in (cast.guest(), cast.dilan.client):
        answer = redeems(client, token)
        assert (answer.status_code, answer.json["code"]) == (401, "no_account")
    assert redeems(cast.bernd.client, token).status_code == 200


@pytest.mark.parametrize("token", ["", "x" * 43, "\ud7ff" * 9, "x" * 10_000])
def test_a_wrong_one(cast: Cast, token: str) -> None:
    made()
    assert redeems(cast.bernd.client, token).json["code"] == "wrong_invitation"


def test_an_old_one(cast: Cast) -> None:
    token = made()
    with writing():
        row = db.session.scalars(select(Invitation)).one()
        row.created -= timedelta(days=7, minutes=1)
    assert redeems(cast.bernd.client, token).json["code"] == "wrong_invitation"


def test_a_new_one_ends_those_before(cast: Cast) -> None:
    first, second = made(), made()
    assert redeems(cast.bernd.client, first).json["code"] == "wrong_invitation"
    assert redeems(cast.bernd.client, second).status_code == 200


def test_the_token_itself_is_kept_nowhere(cast: Cast) -> None:
    token = made()
    row = db.session.scalars(select(Invitation)).one()
    assert token.encode() not in row.hash
    assert len(row.hash) == 32


def test_other_sites_and_forms_are_refused(cast: Cast) -> None:
    token = made()
    for headers in ({"Kokommune-Sync": "1"}, SYNC | {"Sec-Fetch-Site": "cross-site"}):
        answer = redeems(cast.bernd.client, token, headers)
        assert (answer.status_code, answer.json["code"]) == (403, "foreign_origin")
    assert redeems(cast.bernd.client, token, SAME_ORIGIN).status_code == 400
    assert redeems(cast.bernd.client, token).status_code == 200


@pytest.mark.usefixtures("stops")
@pytest.mark.parametrize("point", POINTS)
def test_of_two_at_once_one_has_it(cast: Cast, point: str) -> None:
    token, told = made(), []

    def using(person: Person) -> Callable[[], None]:
        def work() -> None:
            try:
                Role.grant(person.id, Invitation.use(token))
                told.append("redeemed")
            except Refusal as refusal:
                told.append(refusal.code)

        return work

    one = Writer(cast.app, using(cast.bernd), point).runs_to_its_stop()
    two = Writer(cast.app, using(cast.dilan)).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    assert told == ["redeemed", "wrong_invitation"]


def prepares(instance: Path) -> str:
    """What bin/serve says before it serves."""
    script = ROOT / "bin" / "lib" / "prepare.py"
    done = subprocess.run(
        (sys.executable, "-P", str(script), "--empty", "Leerstadt"),
        env=environment(instance),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_serve_and_the_command_line_print_a_link(tmp_path: Path) -> None:
    first, second = (LINK.findall(prepares(tmp_path)) for _ in range(2))
    third = LINK.findall(flask(tmp_path, "roles", "invite"))
    assert [len(found) for found in (first, second, third)] == [1, 1, 1]
    assert len({*first, *second, *third}) == 3
