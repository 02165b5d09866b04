"""The server's keys change; what was made with an older one still counts."""

import stat
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from cast import SAME_ORIGIN, Cast
from signed_in import changed, signed_in
from sqlalchemy import func, select

from app import config, create_app
from app.db import db, now
from app.models import Comment
from app.models.limits import LIMITS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "instance"


def test_the_first_is_made_and_kept(folder: Path) -> None:
    first = config.keys(folder)
    assert [len(key) for key in first] == [32]
    assert config.keys(folder) == first


def test_the_newest_comes_first(folder: Path) -> None:
    first = config.keys(folder)
    config.rotate_keys(folder, keep=100)
    config.rotate_keys(folder, keep=100)
    third = config.keys(folder)
    assert len(third) == len(set(third)) == 3
    assert third[2:] == first
    config.rotate_keys(folder, keep=1)
    assert config.keys(folder)[1:] == third[:1]


def test_only_their_owner_reads_them(folder: Path) -> None:
    config.keys(folder)
    for _ in range(2):
        assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
        config.rotate_keys(folder, keep=1)
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_from_the_command_line(folder: Path) -> None:
    app = create_app({"INSTANCE": folder})
    said = app.test_cli_runner().invoke(args=["keys", "rotate"]).output
    assert said == "A new key signs from the next start on; 1 older.\n"
    later = create_app({"INSTANCE": folder})
    assert later.config["SECRET_KEY_FALLBACKS"] == [app.secret_key]
    app.test_cli_runner().invoke(args=["keys", "rotate", "--keep", "0"])
    assert create_app({"INSTANCE": folder}).config["SECRET_KEY_FALLBACKS"] == []


def rotates(cast: Cast) -> Any:
    """As after a new start with a new key."""
    older = [cast.app.secret_key, *cast.app.config["SECRET_KEY_FALLBACKS"]]
    return patch.dict(cast.app.config, {"SECRET_KEY": b"new" * 11, "SECRET_KEY_FALLBACKS": older})


def comments() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Comment)) or 0


def test_an_old_outbox_arrives_once(cast: Cast) -> None:
    """Written 30 days ago; then the session ran out and the keys were changed."""
    bernd = signed_in(cast, cast.bernd)
    waiting = [
        bernd.command("comment", on=str(cast.project), body=f"Nr. {number}") for number in range(50)
    ]
    lost = bernd.pushes(*waiting[:10])
    assert {result["status"] for result in lost} == {"applied"}
    changed(bernd, seen=now() - LIMITS["account"].idle)
    with rotates(cast):
        assert bernd.pulls()["session"] == "expired"
        assert {result["status"] for result in bernd.pushes(*waiting)} == {"needs_login"}
        back = signed_in(cast, cast.bernd)
        first = [result["status"] for result in back.pushes(*waiting)]
        assert first == ["duplicate"] * 10 + ["applied"] * 40
        assert {result["status"] for result in back.pushes(*waiting)} == {"duplicate"}
    assert comments() == 50


def test_a_form_sent_twice_around_a_change_is_sent_once(cast: Cast) -> None:
    data = {"on": str(cast.project), "body": "Doppelt"}
    cast.bernd.client.post("/commands/comment", data=data, headers=SAME_ORIGIN)
    with rotates(cast):
        cast.bernd.client.post("/commands/comment", data=data, headers=SAME_ORIGIN)
    assert comments() == 1
