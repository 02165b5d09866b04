"""What has come of it all on the server: once, in order, and each ticket says so."""

import re
from hashlib import sha256
from uuid import UUID

from marks import WORD, Marks
from playwright.sync_api import APIRequestContext
from server import Server

ARRIVED = """
SELECT receipt.actor_id, receipt.name, coalesce(comment.text, proposal.title, '')
FROM receipt LEFT JOIN comment ON comment.id = receipt.id
LEFT JOIN proposal ON proposal.id = receipt.id
WHERE receipt.status IN ('applied', 'waitlisted') ORDER BY receipt.created, receipt.id"""
MADE = {
    "support": "SELECT count(*) FROM support WHERE resident_id = ? AND proposal_id = ?",
    "sign_up": "SELECT count(*) FROM sign_up WHERE resident_id = ? AND shift_id = ?",
}
LEFT = re.compile(r'id="left-([0-9a-f-]{36})" data-status="(\w+)"')


class Arrivals:
    """`missed`, `doubled` and `odd` name what is wrong with the `visits`."""

    def __init__(self, server: Server, visits: list[Marks]) -> None:
        self.server, self.visits = server, visits
        self.missed: list[str] = []
        self.doubled: list[str] = []
        self.odd: list[str] = []
        self._rows = server.rows(ARRIVED)

    def are_judged(self) -> "Arrivals":
        """Each visit's words, its supports and its help."""
        for marks in self.visits:
            self._words(marks)
            self._order(marks)
            for name, ids in (("support", marks.supported), ("sign_up", marks.helped)):
                for id in ids:
                    self._once(f"{name} of {marks.number}", self._made(name, marks, id))
        return self

    def are_on_tickets(self, home: APIRequestContext) -> "Arrivals":
        """At home, with the ticket's code, everybody finds all that they have left."""
        for marks in self.visits:
            if not (marks.sure or marks.supported or marks.helped) or marks.who is None:
                continue
            answer = home.post("/ticket/look", form={"code": marks.who[1]})
            applied = sum(status != "rejected" for _, status in LEFT.findall(answer.text()))
            expected = self._left(marks)
            if answer.status != 200 or applied != expected:
                self.odd.append(f"ticket of {marks.number}: {applied} of {expected}")
        return self

    @property
    def wrong(self) -> dict[str, list[str]]:
        """What there is of it; empty where all is well."""
        found = {"missed": self.missed, "doubled": self.doubled, "odd": self.odd}
        return {name: each for name, each in found.items() if each}

    def _words(self, marks: Marks) -> None:
        texts = [text for _, _, text in self._rows]
        for word in marks.sure:
            self._once(word, sum(word in text for text in texts))
        for word in marks.maybe:
            if sum(word in text for text in texts) > 1:
                self.doubled.append(word)

    def _order(self, marks: Marks) -> None:
        own = [
            word.decode()
            for _, _, text in self._rows
            for word in WORD.findall(text.encode())
            if word.decode() in marks.sure
        ]
        if own != marks.sure and sorted(own) == sorted(marks.sure):
            self.odd.append(f"order of {marks.number}")

    def _once(self, what: str, times: int) -> None:
        if times == 0:
            self.missed.append(what)
        if times > 1:
            self.doubled.append(what)

    def _made(self, name: str, marks: Marks, thing: str) -> int:
        return int(self.server.value(MADE[name], actor(marks).hex, UUID(thing).hex))

    def _left(self, marks: Marks) -> int:
        id = actor(marks).hex
        return sum(actor_id == id for actor_id, _, _ in self._rows)


def actor(marks: Marks) -> UUID:
    """The id of a visit, as docs/kiosk.md makes it of its secret."""
    assert marks.who
    digest = bytearray(sha256(b"kokommune:visit:" + marks.who[0]).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x80, digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))
