"""The verdict is no formality: whatever is lost or doubled on purpose is named."""

from collections.abc import Callable
from uuid import UUID

import pytest
from cast import Cast
from ledger import Ledger
from uuid6 import uuid7
from verdict import Verdict

from app.db import db
from app.models import Comment, Receipt, Support
from app.writing import writing


def lived(cast: Cast) -> Ledger:
    """Dilan comments, edits that, and supports the proposal."""
    ledger = Ledger()
    comment = cast.dilan.command("comment", on=str(cast.project), body="Erst so")
    said = {"comment": comment["id"], "body": "Dann so", "revision": "0"}
    edit = cast.dilan.command("edit_comment", **said)
    support = cast.dilan.command("support", proposal=str(cast.proposal))
    for command in (comment, edit, support):
        ledger.notes(command)
    ledger.answered(cast.dilan.pushes(comment, edit, support))
    return ledger


def only(model: type) -> object:
    return db.session.query(model).one()


def a_receipt_goes(_cast: Cast) -> None:
    db.session.delete(db.session.query(Receipt).filter_by(name="comment").one())


def a_support_goes(_cast: Cast) -> None:
    db.session.delete(only(Support))


def an_edit_goes(_cast: Cast) -> None:
    only(Comment).revision = 0


def a_text_is_another(_cast: Cast) -> None:
    only(Comment).text = "Ganz anders"


def a_version_is_another(_cast: Cast) -> None:
    db.session.query(Receipt).first().version += 1


def a_comment_comes_twice(cast: Cast) -> None:
    project = {"author_id": cast.dilan.id, "project_id": cast.project}
    db.session.add(Comment(id=uuid7(), text="Dann so", **project))


def an_edit_comes_twice(_cast: Cast) -> None:
    only(Comment).revision = 2


def a_receipt_comes_from_nowhere(cast: Cast) -> None:
    made = {"id": uuid7(), "actor_id": cast.dilan.id, "name": "comment", "fingerprint": b""}
    db.session.add(Receipt(**made))


LOSSES = (
    a_receipt_goes,
    a_support_goes,
    an_edit_goes,
    a_text_is_another,
    a_version_is_another,
)
DOUBLES = (a_comment_comes_twice, an_edit_comes_twice, a_receipt_comes_from_nowhere)
Harm = Callable[[Cast], None]


def test_what_is_as_it_was_said_is_right(cast: Cast) -> None:
    verdict = Verdict(lived(cast), set())
    assert (verdict.lost, verdict.doubled) == ([], [])


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("harm", LOSSES)
def test_a_loss_is_named(cast: Cast, harm: Harm) -> None:
    verdict = harmed(cast, harm)
    assert len(verdict.lost) == 1
    assert verdict.doubled == []


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("harm", DOUBLES)
def test_a_double_is_named(cast: Cast, harm: Harm) -> None:
    verdict = harmed(cast, harm)
    assert len(verdict.doubled) == 1
    assert verdict.lost == []


def harmed(cast: Cast, harm: Harm) -> Verdict:
    ledger = lived(cast)
    with writing():
        harm(cast)
    return Verdict(ledger, set())


def test_a_copy_holds_what_had_happened_until_then(cast: Cast) -> None:
    ledger = lived(cast)
    version = max(ledger.told.values())
    later = cast.dilan.command("withdraw_support", proposal=str(cast.proposal))
    ledger.notes(later)
    ledger.answered(cast.dilan.pushes(later))
    assert Verdict(ledger, set()).lost == []
    # This database has more than a copy of that moment would have.
    of_copy = Verdict(ledger, set(), version)
    assert of_copy.doubled == [later["id"]]
    assert of_copy.lost == [f"support of {cast.dilan.id}: 0 instead of 1"]


def test_what_was_never_acknowledged_is_lost(cast: Cast) -> None:
    ledger = lived(cast)
    ledger.notes(cast.dilan.command("follow", on=str(cast.project)))
    assert len(Verdict(ledger, set()).lost) == 1


def test_a_refusal_is_odd(cast: Cast) -> None:
    ledger = Ledger()
    nowhere = cast.dilan.command("comment", on=str(UUID(int=1)), body="Hallo")
    ledger.notes(nowhere)
    ledger.answered(cast.dilan.pushes(nowhere))
    assert "rejected" in ledger.odd[0]


def test_a_second_answer_that_differs_is_odd(cast: Cast) -> None:
    ledger = lived(cast)
    id, version = next(iter(ledger.told.items()))
    ledger.answered([{"id": id, "status": "duplicate", "first": "applied", "version": version + 1}])
    assert id in ledger.odd[0]
