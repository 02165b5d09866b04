"""A copy while the town is served; a town made from it, in a database of either kind."""

import json
import threading
import zipfile
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path

import pytest
from by_command import bodies, refused, run
from cast import Cast
from flask import Flask
from living import PHRASES
from phone import Phone
from sqlalchemy import func, select

from app.backup import rows
from app.db import db
from app.documents import ScopeSummary
from app.models import Comment, Resident, SignUp, Support


def test_the_town_is_the_same_in_another_database(app: Flask, copy: Path, other: Flask) -> None:
    run(other, "restore", str(copy))
    assert bodies(other) == bodies(app)
    assert ("public", "town") in bodies(other)


def test_a_project_grew_from_its_proposal(cast: Cast, copy: Path, other: Flask) -> None:
    run(other, "restore", str(copy))
    project = bodies(other)[f"project:{cast.project}", f"project:{cast.project}"]
    assert project["grew_from"] == str(cast.proposal)


@pytest.mark.only_on("sqlite")
def test_the_seed_town_comes_back(app: Flask, tmp_path: Path, other: Flask) -> None:
    path = tmp_path / "copy.zip"
    run(app, "seed")
    run(app, "backup", str(path))
    run(other, "restore", str(path))
    assert bodies(other) == bodies(app)


def test_what_scopes_amount_to_is_counted_anew(copy: Path, other: Flask) -> None:
    run(other, "restore", str(copy))

    def count() -> tuple[int, int]:
        with other.app_context():
            summed = db.session.scalar(select(func.sum(ScopeSummary.count)))
            db.session.remove()
            return summed, len(bodies(other))

    summed, standing = Context().run(count)
    assert summed == standing > 10
    assert "0 sums of scopes were wrong" in run(other, "documents", "rebuild")


def test_phones_begin_anew(app: Flask, cast: Cast, copy: Path, other: Flask) -> None:
    phone = Phone(cast.bernd, "public", f"project:{cast.project}").pulls()
    said = run(other, "restore", str(copy))
    assert "Phones begin anew" in said
    client = other.test_client()
    answer = client.post(
        "/sync/pull",
        json={
            "protocol": 1,
            "schema": 5,
            "epoch": phone.epoch,
            "have": phone.have,
            "want": ["public"],
        },
        headers={"Sec-Fetch-Site": "same-origin", "Kokommune-Sync": "1"},
    ).json
    assert answer["epoch"] != phone.epoch
    assert answer["scopes"]["public"]["reset"]


def test_what_was_sent_already_is_known(app: Flask, cast: Cast, copy: Path, other: Flask) -> None:
    command = cast.bernd.command("comment", on=str(cast.project), body="Noch einmal")
    assert cast.bernd.pushes(command)[0]["status"] == "applied"
    cast.bernd.does("comment", on=str(cast.project), body="Danach")
    later = copy.with_name("later.zip")
    run(app, "backup", str(later))
    run(other, "restore", str(later))

    def count() -> int:
        with other.app_context():
            return db.session.scalar(select(func.count()).select_from(Comment)) or 0

    before = Context().run(count)
    token = cast.bernd.client.get_cookie("kokommune").value
    client = other.test_client()
    client.set_cookie("kokommune", token, domain="localhost")
    results = client.post(
        "/sync/push",
        json={"protocol": 1, "commands": [command]},
        headers={"Sec-Fetch-Site": "same-origin", "Kokommune-Sync": "1"},
    ).json["results"]
    assert (results[0]["status"], results[0]["first"]) == ("duplicate", "applied")
    assert Context().run(count) == before


def test_a_copy_is_of_one_moment(app: Flask, cast: Cast, tmp_path: Path) -> None:
    """Supports and their receipts come in the same transaction: a copy has both or neither."""
    done = threading.Event()

    def write() -> None:
        with app.app_context():
            while not done.is_set():
                cast.dilan.does("support", proposal=str(cast.proposal))
                cast.dilan.does("withdraw_support", proposal=str(cast.proposal))

    writer = threading.Thread(target=lambda: Context().run(write))
    writer.start()
    try:
        for number in range(5):
            run(app, "backup", str(tmp_path / f"{number}.zip"))
    finally:
        done.set()
        writer.join()
    for number in range(5):
        with zipfile.ZipFile(tmp_path / f"{number}.zip") as archive:
            supports = archive.read("support.jsonl").count(b"\n")
            receipts = archive.read("receipt.jsonl").count(b"\n")
            assert supports == receipts % 2


def test_it_says_which_version_is_in_it(
    app: Flask, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the one that the town has by the time it is done."""

    def late(*table: object) -> Iterator[bytes]:
        cast.dilan.does("support", proposal=str(cast.proposal))
        return rows.lines(*table)

    monkeypatch.setattr("app.backup.cli.lines", late)
    said = run(app, "backup", str(tmp_path / "copy.zip"))
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        version = json.loads(archive.read("clock.jsonl"))["version"]
    assert f"version {version}." in said


def test_it_is_readable_by_its_owner_alone(copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_is_never_written_over(app: Flask, copy: Path) -> None:
    before = copy.read_bytes()
    assert "there already" in refused(app, "backup", str(copy))
    assert copy.read_bytes() == before


def test_a_town_is_never_written_over(app: Flask, copy: Path) -> None:
    before = bodies(app)
    assert "new one" in refused(app, "restore", str(copy))
    assert bodies(app) == before


@pytest.mark.parametrize("harm", ["cut", "changed", "no_zip", "another_zip", "newer"])
def test_a_broken_copy_is_refused_in_words(
    copy: Path, other: Flask, tmp_path: Path, harm: str
) -> None:
    path = tmp_path / "broken.zip"
    HARMS[harm](copy, path)
    assert "Nothing was changed" in refused(other, "restore", str(path))


def cut(copy: Path, path: Path) -> None:
    path.write_bytes(copy.read_bytes()[:-2000])


def changed(copy: Path, path: Path) -> None:
    rewritten(copy, path, "comment.jsonl", lambda text: text.replace(b"Zitat", b"Zutat"))


def newer(copy: Path, path: Path) -> None:
    rewritten(copy, path, "facts.json", lambda text: text.replace(b'"format": 1', b'"format": 2'))


def rewritten(copy: Path, path: Path, member: str, change: object) -> None:
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text) if name == member else text)


def another_zip(_copy: Path, path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hallo.txt", "Hallo")


HARMS = {
    "cut": cut,
    "changed": changed,
    "no_zip": lambda _copy, path: path.write_text("Hallo"),
    "another_zip": another_zip,
    "newer": newer,
}


def test_all_that_residents_gave_is_in_it(app: Flask, copy: Path, other: Flask) -> None:
    run(other, "restore", str(copy))

    def counts(one: Flask) -> list[int]:
        with one.app_context():
            models = (Comment, Resident, SignUp, Support)
            return [db.session.scalar(select(func.count()).select_from(model)) for model in models]

    assert Context().run(counts, other) == Context().run(counts, app)
    assert Context().run(counts, app)[0] == len(PHRASES)
