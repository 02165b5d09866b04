"""What a database holds, compared with what was written and acknowledged."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from ledger import DONE, Ledger
from sender import STATES
from sqlalchemy import select

from app.db import db
from app.models import Comment, Follow, Receipt, SignUp, Support

STANDS = {"support": Support, "sign_up": SignUp, "follow": Follow}


class Verdict:
    """Of the current application's database, when all phones have finished.

    `lost` and `doubled` name commands and rows. `since`: receipts from before the phones began;
    `upto`: the clock of a copy, which holds what had happened until then, and nothing else.
    """

    def __init__(self, ledger: Ledger, since: set[UUID], upto: float = float("inf")) -> None:
        self.ledger, self.upto = ledger, upto
        self.lost: list[str] = []
        self.doubled: list[str] = []
        db.session.rollback()
        db.session.expire_all()
        self.lost += ledger.written.keys() - ledger.told.keys()
        self._receipts(since)
        self._comments()
        self._decisions()

    def _happened(self) -> Iterator[dict[str, Any]]:
        """The commands that were carried out, each author's in their order."""
        for id, command in self.ledger.written.items():
            if id in self.ledger.told and self.ledger.told[id] <= self.upto:
                yield command

    def _receipts(self, since: set[UUID]) -> None:
        found = {str(row.id): row for row in db.session.scalars(select(Receipt))}
        expected = {command["id"] for command in self._happened()}
        for id in expected:
            row, version = found.get(id), self.ledger.told[id]
            if row is None or row.status not in DONE or row.version != version:
                self.lost.append(f"{id}, acknowledged with version {version}")
        self.doubled += found.keys() - expected - {str(id) for id in since}

    def _comments(self) -> None:
        expected: dict[str, tuple[int, str]] = {}
        for command in self._happened():
            args = command["args"]
            if command["name"] == "comment":
                expected[command["id"]] = (0, args["body"])
            elif command["name"] == "edit_comment":
                revision, _ = expected[args["comment"]]
                expected[args["comment"]] = (revision + 1, args["body"])
        rows = db.session.scalars(select(Comment))
        found = {str(row.id): (row.revision, row.text) for row in rows}
        for id, comment in expected.items():
            is_there = found.get(id, (-1, ""))
            if is_there != comment:
                worse = self.doubled if is_there[0] > comment[0] else self.lost
                worse.append(f"comment {id}: {is_there} instead of {comment}")
        self.doubled += found.keys() - expected.keys()

    def _decisions(self) -> None:
        expected: dict[tuple[str, str], int] = {}
        for command in self._happened():
            for yes, no, _ in STATES:
                if command["name"] in (yes, no):
                    expected[command["actor"], yes] = int(command["name"] == yes)
        for name, model in STANDS.items():
            found = Counter(str(id) for id in db.session.scalars(select(model.resident_id)))
            for actor, wanted in ((who, n) for (who, what), n in expected.items() if what == name):
                if found[actor] != wanted:
                    worse = self.doubled if found[actor] > wanted else self.lost
                    worse.append(f"{name} of {actor}: {found[actor]} instead of {wanted}")


def receipts() -> set[UUID]:
    """Those that are there before the phones begin."""
    return set(db.session.scalars(select(Receipt.id)))


def summary(ledger: Ledger, deaths: Counter[str], verdict: Verdict) -> dict[str, int]:
    """The figures of one run."""
    return {
        "kills": deaths.total(),
        "acknowledged": len(ledger.told),
        "retried": len(ledger.unanswered),
        "answered duplicate": ledger.counted["duplicate"],
        "lost": len(verdict.lost),
        "doubled": len(verdict.doubled),
        **{f"killed {point}": number for point, number in sorted(deaths.items())},
    }
