"""Pulling: everything once, nothing that is not mine, in pages."""

from uuid import uuid4

from cast import Cast
from phone import Phone
from uuid6 import uuid7

from app.db import db
from app.models import Project, Proposal
from app.sync.pull import PAGE_BYTES
from app.writing import writing


def test_a_new_phone_gets_everything(cast: Cast) -> None:
    phone = Phone(cast.dilan, "public").pulls()
    assert set(phone.bodies["public"]) == {
        "topic:gruen",
        "town",
        f"neighbourhood:{cast.neighbourhood}",
        f"project:{cast.project}",
        f"proposal:{cast.proposal}",
    }
    assert phone.resets == ["public"]


def test_the_next_pull_is_empty(cast: Cast) -> None:
    phone = Phone(cast.dilan, "public").pulls()
    answer = cast.dilan.pulls("public", have=phone.have, epoch=phone.epoch)
    page = answer["scopes"]["public"]
    assert (page["put"], page["del"], page["reset"], page["more"]) == ([], [], False, False)


def test_a_delta_brings_only_what_changed(cast: Cast) -> None:
    phone = Phone(cast.dilan, "public", f"project:{cast.project}").pulls()
    cast.bernd.does("comment", on=str(cast.project), body="Neu.")
    answer = cast.dilan.pulls(*phone.scopes, have=phone.have, epoch=phone.epoch)
    keys = {d["key"] for d in answer["scopes"]["public"]["put"]}
    assert keys == {f"project:{cast.project}"}


def test_what_moves_leaves_a_tombstone(cast: Cast) -> None:
    scope = f"project:{cast.project}"
    phone = Phone(cast.dilan, "public", scope).pulls()
    assert f"proposal:{cast.proposal}" in phone.bodies[scope]
    with writing():
        db.session.get_one(Proposal, cast.proposal).project_id = None
    phone.pulls()
    assert f"proposal:{cast.proposal}" not in phone.bodies[scope]
    assert f"proposal:{cast.proposal}" in phone.bodies["public"]
    assert phone.bodies["public"][f"project:{cast.project}"]["proposals"] == 0
    # It comes back: a tombstone is no grave.
    with writing():
        db.session.get_one(Proposal, cast.proposal).project_id = cast.project
    assert f"proposal:{cast.proposal}" in phone.pulls().bodies[scope]


def test_a_new_name_is_one_document_in_each_place(cast: Cast) -> None:
    from app.models import Resident

    scopes = ("public", f"project:{cast.project}", f"proposal:{cast.proposal}")
    phone = Phone(cast.bernd, *scopes, f"me:{cast.bernd.id}").pulls()
    with writing():
        db.session.get_one(Resident, cast.bernd.id).name = "Bernd K."
    answer = cast.bernd.pulls(*phone.scopes, have=phone.have, epoch=phone.epoch)
    changed = {
        (scope, document["key"])
        for scope, page in answer["scopes"].items()
        for document in page["put"]
    }
    assert changed == {
        (f"proposal:{cast.proposal}", f"person:{cast.bernd.id}"),
        (f"me:{cast.bernd.id}", f"me:{cast.bernd.id}"),
    }


def test_nobody_reads_another_ones_scope(cast: Cast) -> None:
    assert cast.dilan.pulls(f"me:{cast.bernd.id}")["gone"] == [f"me:{cast.bernd.id}"]
    assert list(cast.bernd.pulls(f"me:{cast.bernd.id}")["scopes"]) == [f"me:{cast.bernd.id}"]


def test_what_is_not_there_is_gone(cast: Cast) -> None:
    scope = f"project:{uuid4()}"
    assert cast.dilan.pulls(scope)["gone"] == [scope]


def test_a_restored_backup_resets(cast: Cast) -> None:
    phone = Phone(cast.dilan, "public").pulls()
    other_epoch = cast.dilan.pulls("public", have=phone.have, epoch=str(uuid4()))
    assert other_epoch["scopes"]["public"]["reset"] is True
    ahead = cast.dilan.pulls("public", have={"public": "999999 ~"}, epoch=phone.epoch)
    assert ahead["scopes"]["public"]["reset"] is True


def test_a_cursor_before_all_versions_begins_at_the_first(cast: Cast) -> None:
    whole = cast.dilan.pulls("public")
    have = {"public": f"-{10**30} ~"}
    again = cast.dilan.pulls("public", have=have, epoch=whole["epoch"])
    put = whole["scopes"]["public"]["put"]
    assert again["scopes"]["public"]["put"] == put


def test_an_unknown_schema_gets_no_documents(cast: Cast) -> None:
    from cast import SYNC

    body = {"protocol": 1, "schema": 999, "epoch": "", "have": {}, "want": ["public"]}
    answer = cast.dilan.client.post("/sync/pull", json=body, headers=SYNC).json
    assert answer["scopes"] == {}
    assert answer["schema"] != 999


def test_a_large_town_comes_in_pages(cast: Cast) -> None:
    with writing():
        for number in range(1500):
            title = f"Vorhaben {number:04} mit einem ziemlich langen Namen, damit es voll wird"
            db.session.add(Project(id=uuid7(), title=title, summary="x" * 140))
    phone = Phone(cast.dilan, "public").pulls()
    assert phone.pages > 2
    assert len(phone.bodies["public"]) == 1505
    assert phone.bodies["public"] == cast.bernd.sees("public")


def test_a_page_is_small_and_never_empty(cast: Cast) -> None:
    import json

    with writing():
        for _ in range(3):
            text = "ü" * (PAGE_BYTES // 2 + 1000)
            db.session.add(Proposal(id=uuid7(), title="Lang", text=text, project_id=cast.project))
    proposals = [
        f"proposal:{id}" for (id,) in db.session.query(Proposal.id).filter(Proposal.title == "Lang")
    ]
    phone = Phone(cast.dilan, *proposals)
    answer = cast.dilan.pulls(*proposals)
    sizes = [len(json.dumps(page["put"]).encode()) for page in answer["scopes"].values()]
    assert sum(size > 2 for size in sizes) == 1
    assert all(phone.pulls().bodies[scope][scope]["title"] == "Lang" for scope in proposals)


def test_pages_between_which_someone_writes_miss_nothing(cast: Cast) -> None:
    with writing():
        for number in range(1500):
            db.session.add(Project(id=uuid7(), title=f"Vorhaben {number:04}", summary="x" * 140))
    first = cast.dilan.pulls("public")
    assert first["scopes"]["public"]["more"] is True
    cast.bernd.does("comment", on=str(cast.project), body="Dazwischen.")
    phone = Phone(cast.dilan, "public")
    phone.have = {"public": first["scopes"]["public"]["to"]}
    phone.epoch = first["epoch"]
    phone.bodies["public"] = {d["key"]: d["body"] for d in first["scopes"]["public"]["put"]}
    assert phone.pulls().bodies["public"] == cast.bernd.sees("public")
