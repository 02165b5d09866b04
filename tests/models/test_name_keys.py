"""Names that were there before names had keys."""

from uuid import UUID

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text
from uuid6 import uuid7

from app.auth import names
from app.db import db
from app.models import Resident
from app.writing import writing

NAMES = ["Ayşe", "AYŞE", "Bernd", "lIsa", "Ilsa", "Lisa", "", ""]


@pytest.mark.only_on("sqlite")
def test_of_two_that_look_alike_the_older_keeps_its_key(app: Flask) -> None:
    flask_migrate.downgrade(revision="0004")
    insert = text(
        "INSERT INTO resident (id, name, affiliation, guest, receipt_key, created)"
        " VALUES (:id, :name, '', 0, x'00', :created)"
    )
    ids = [uuid7() for _ in NAMES]
    with db.engine.begin() as connection:
        for number, (id, name) in enumerate(zip(ids, NAMES, strict=True)):
            # The younger one has the smaller number.
            created = f"2026-01-{19 - number} 12:00:00"
            connection.execute(insert, {"id": id.hex, "name": name, "created": created})
    flask_migrate.upgrade(revision="0005")
    with db.engine.begin() as connection:
        # When `i` and `l` were one, keys were others: what was Ilsa's is Lisa's now.
        for key, name in ((None, "Lisa"), ("lisa", "Ilsa")):
            known = {"key": key, "name": name}
            connection.execute(text("UPDATE resident SET name_key=:key WHERE name=:name"), known)
    flask_migrate.upgrade()
    rows = [db.session.get_one(Resident, id) for id in ids]
    keys = [None, *map(names.key, NAMES[1:3]), None, "ilsa", "lisa", None, None]
    assert [row.name_key for row in rows] == keys
    assert [row.name_look for row in rows] == keys
    _rebuild()


def test_whoever_gets_a_name_gets_its_key(app: Flask) -> None:
    with writing():
        resident = Resident(id=UUID(int=1), name="Ayşe")
        db.session.add(resident)
    assert {resident.name_key, resident.name_look} == names.keys("AYŞE")
    with writing():
        db.session.get_one(Resident, UUID(int=1)).name = ""
    nobody = db.session.get_one(Resident, UUID(int=1))
    assert (nobody.name_key, nobody.name_look) == (None, None)


def _rebuild() -> None:
    with writing() as write:
        write.everything = True
