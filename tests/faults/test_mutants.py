"""A town that is wrong on purpose: the harness sees it, and says which promise was broken."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from authority import backs_up, hides, restores
from broken import Broken
from drive import PHONES, Drive
from people import signs_in
from quiet import quiet
from replicas import check_replicas, observe
from shown import check_pages

from app.backup import rows
from app.documents.kind import KINDS
from app.models import Receipt, Resident, Shift
from app.sync import pull

pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def breaks(drive: Drive) -> Callable[[str], None]:
    """After these steps a quiet breaks a promise of this kind."""

    def breaks(kind: str) -> None:
        with pytest.raises(Broken) as found:
            quiet(drive)
        assert found.value.kind == kind, found.value

    return breaks


def comment(drive: Drive, phone: str = "anna") -> str:
    return drive.writes(phone, "comment", {"on": str(drive.cast.project), "body": "Hallo"})


def begins_as(drive: Drive, mutant: str) -> None:
    drive.mutant = mutant
    drive.begins()


def test_no_receipt(
    drive: Drive, breaks: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent twice, since the answer was lost, it is refused though it has happened."""

    # The package has a function of the same name.
    execute: Any = import_module("app.commands.execute")

    def without(command: Any, resident: Any, write: Any, token: str) -> Any:
        return execute._carry_out(command, resident, token)

    monkeypatch.setattr(execute, "_first_time", without)
    signs_in(drive, "anna", drive.person(1))
    drive.syncs("anna")
    comment(drive)
    drive.syncs("anna", "answer lost")
    breaks("doubled")


def test_settled_on_any_200(drive: Drive, breaks: Callable[[str], None]) -> None:
    """A refused command is called sent, and is nowhere."""
    begins_as(drive, "settle_on_200")
    drive.syncs("anna")
    drive.writes("anna", "edit_comment", {"comment": drive.shift, "body": "x", "revision": "0"})
    breaks("lost")


def is_guest(drive: Drive) -> None:
    """The first request of what anna writes next is a push."""
    comment(drive)
    drive.syncs("anna")
    comment(drive)


def test_settled_by_a_portal(drive: Drive, breaks: Callable[[str], None]) -> None:
    """A portal's page has status 200, too: what it was asked is called sent, and is nowhere."""
    begins_as(drive, "settle_on_200")
    is_guest(drive)
    drive.syncs("anna", "portal")
    assert [one["status"] for one in drive.outbox("anna")] == ["settled", "settled"]
    breaks("lost")


def test_dropped_on_4xx(drive: Drive, breaks: Callable[[str], None]) -> None:
    """A command that our server has put off is nowhere."""
    begins_as(drive, "drop_on_4xx")
    comment(drive)
    drive.syncs("anna", "refused")
    breaks("lost")


def test_dropped_on_a_foreign_4xx(drive: Drive, breaks: Callable[[str], None]) -> None:
    """A command that a gate in between has refused is nowhere."""
    begins_as(drive, "drop_on_4xx")
    is_guest(drive)
    drive.syncs("anna", "forbidden")
    assert len(drive.outbox("anna")) == 1
    breaks("lost")


def test_what_our_fault_keeps_waiting_is_not_dropped_on_4xx(drive: Drive) -> None:
    """The mutant is about 4xx alone: at a gateway's 502 it is as good as any."""
    begins_as(drive, "drop_on_4xx")
    is_guest(drive)
    drive.syncs("anna", "gateway")
    quiet(drive)


def test_what_arrived_is_not_kept(drive: Drive, breaks: Callable[[str], None]) -> None:
    """What a restored backup has forgotten does not come again."""
    begins_as(drive, "forget_what_arrived")
    drive.syncs("anna")
    backs_up(drive)
    comment(drive)
    drive.syncs("anna")
    restores(drive)
    breaks("lost")


def test_a_backup_without_receipts(
    drive: Drive, breaks: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What had arrived is offered to the restored town, and refused though it is there."""
    monkeypatch.setattr(rows, "LEFT_OUT", rows.LEFT_OUT | {Receipt.__tablename__})
    drive.syncs("anna")
    comment(drive)
    drive.syncs("anna")
    backs_up(drive)
    restores(drive)
    breaks("doubled")


def test_folded_twice(drive: Drive, breaks: Callable[[str], None]) -> None:
    """The page counts a comment that has arrived, and its command as well."""
    begins_as(drive, "fold_twice")
    drive.syncs("anna")
    comment(drive)
    breaks("doubled")


def test_old_words_under_a_new_text(drive: Drive) -> None:
    """Who has just changed a comment reads what stood there before."""
    begins_as(drive, "show_old_words")
    drive.syncs("anna")
    changed = {"comment": comment(drive), "body": "Guten Tag", "revision": "0"}
    drive.syncs("anna")
    check_pages(drive, "anna")
    drive.writes("anna", "edit_comment", changed)
    with pytest.raises(Broken, match="flickers"):
        check_pages(drive, "anna")


def test_settled_before_its_effect_is_here(drive: Drive) -> None:
    """The author's comment is gone from the page until it comes with a later pull."""
    begins_as(drive, "settle_early")
    drive.syncs("anna")
    comment(drive)
    check_pages(drive, "anna")
    drive.syncs("anna")
    with pytest.raises(Broken, match="flickers"):
        check_pages(drive, "anna")


def test_anybody_writes_for_anybody(
    drive: Drive, breaks: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a guest wrote is carried out as the account that signed in meanwhile."""
    monkeypatch.setattr(Resident, "is_merged", classmethod(lambda *_ids: True))
    comment(drive)
    signs_in(drive, "anna", drive.person(1))
    breaks("wrong")


def test_what_went_is_not_said(
    drive: Drive, breaks: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What moderation has hidden stays on phones that had it, until the sums say so."""
    real = pull._page

    def page(*asked: Any, **options: Any) -> dict[str, Any]:
        return real(*asked, **options) | {"del": []}

    monkeypatch.setattr(pull, "_page", page)
    drive.syncs("anna")
    hides(drive, "project", str(drive.cast.project), "Gehört nicht hierher")
    breaks("wrong")


def test_cursors_that_go_back(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    drive.syncs("anna")
    observe(drive, "anna")
    comment(drive)
    real = pull._empty
    monkeypatch.setattr(pull, "_empty", lambda _cursor, **more: real((1, ""), **more))
    drive.syncs("anna")
    with pytest.raises(Broken, match="wrong"):
        observe(drive, "anna")


def test_a_hole_that_heals(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page leaves a card out, which comes with the next pull: at rest nothing is missing."""
    real = pull._page

    def page(scope: str, *asked: Any, **options: Any) -> dict[str, Any]:
        said = real(scope, *asked, **options)
        return said | {"put": said["put"][1:]} if scope == "public" else said

    drive.syncs("anna")
    with monkeypatch.context() as wrong:
        wrong.setattr(pull, "_page", page)
        # Else the phone would see it by the sums.
        wrong.setattr(pull, "_sum_up", lambda _answer: None)
        neighbour_says(drive)
        drive.syncs("anna")
    with pytest.raises(Broken, match=r"wrong: anna public .* holds project:"):
        observe(drive, "anna")
    neighbour_says(drive)
    drive.syncs("anna")
    check_replicas(drive, "anna")
    quiet(drive)


def neighbour_says(drive: Drive) -> None:
    said = drive.cast.ayse.does("comment", on=str(drive.cast.project), body="Guten Tag")
    drive.there.add(str(said["id"]))


def test_everybody_is_let_in(
    drive: Drive, breaks: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three are told of a place at a shift that has two."""
    real = Shift.sign_up
    monkeypatch.setattr(Shift, "sign_up", lambda *asked: real(*asked) or True)
    for phone in PHONES:
        drive.writes(phone, "sign_up", {"shift": drive.shift})
        drive.syncs(phone)
    breaks("doubled")


def test_nobody_waits(
    drive: Drive, breaks: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is on the waiting list reads that they have a place."""
    real = KINDS["sign_up"]

    def build(ids: Any) -> Any:
        for scope, key, body in real.build(ids):
            yield scope, key, body | {"waiting": 0}

    monkeypatch.setitem(KINDS, "sign_up", replace(real, build=build))
    for phone in PHONES:
        drive.writes(phone, "sign_up", {"shift": drive.shift})
        drive.syncs(phone)
    breaks("doubled")


def test_what_was_discarded_stays(drive: Drive) -> None:
    """What its author gave up is in the outbox for ever."""
    begins_as(drive, "keep_discarded")
    drive.syncs("anna")
    drive.writes("anna", "edit_comment", {"comment": drive.shift, "body": "x", "revision": "0"})
    drive.syncs("anna")
    with pytest.raises(Broken, match="was given up, and is there"):
        drive.discards("anna", 0)
