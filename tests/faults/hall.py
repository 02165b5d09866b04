"""A tablet in the hall: what visitors leave on it, and what becomes of it and its kiosk."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import authority
from drive import Drive

from app.db import db
from app.kiosk import enrolment, pairing, tickets
from app.models import Kiosk, Session
from app.refusal import Refusal
from app.views.kiosk_token import COOKIE
from app.writing import writing

TABLET = "hall"
HERE, ELSEWHERE = range(2)
"""Kiosks that the tablet can be: that of the hall, and by somebody's mistake another."""
SHARE = 60
LONG = "x" * 300_000


@dataclass
class Given:
    """What somebody gave at the tablet.

    `accepted`: they were told so; else they were not, or the tablet ended before it could say.
    `kiosk` is the one that it was sealed for; `person` is who was signed in then, and `actor` that
    person or the visit.
    """

    id: str
    actor: str
    ticket: str
    name: str
    args: dict[str, str]
    depends_on: list[str]
    accepted: bool
    person: str
    kiosk: int

    @property
    def is_own(self) -> bool:
        """Sent in somebody's own name: nothing of it was sealed."""
        return bool(self.person) and self.actor == self.person

    @property
    def is_poison(self) -> bool:
        return self.args.get("body") == LONG


@dataclass
class Hall:
    """One sequence.

    `full`: its storage was, once; `restored`: the town was; `kiosk` is which one the tablet is.
    """

    drive: Drive
    kiosks: tuple[UUID, UUID]
    given: list[Given] = field(default_factory=list)
    kiosk: int = HERE
    sealed_for: int = HERE
    full: bool = False
    restored: bool = False
    _own_key: Any = None
    _words: int = 0

    def begins(self) -> None:
        """The town as it was, and a tablet that has just been enrolled."""
        drive = self.drive
        self._own_key = self._own_key or drive.cast.app.secret_key
        self.ends()
        drive.begins()
        self.given = []
        self.full = self.restored = False
        self._words = 0
        self.is_enrolled(HERE)
        self.syncs()
        authority.backs_up(drive)

    def ends(self) -> None:
        """The server's key and its limits are as they were."""
        for app in self.drive.between.processes.known:
            app.secret_key = self._own_key or app.secret_key
            app.config["SECRET_KEY_FALLBACKS"] = []
            app.config["KIOSK_SUPPORTS"] = SHARE

    def ask(self, question: str, *faults: str, **values: Any) -> Any:
        """Something about the tablet, whose next requests these faults meet."""
        browser = self.drive.between.browsers[TABLET]
        browser.faults = list(faults)
        answer = self.drive.node.ask(question, TABLET, **values)
        browser.faults = []
        return answer

    def is_enrolled(self, kiosk: int = HERE) -> None:
        """Staff make it a kiosk, by a code; its page begins anew."""
        with writing():
            code = enrolment.renew(self.kiosks[kiosk])
        token = enrolment.enrol(code, b"hall")
        self.drive.between.browsers[TABLET].cookies[COOKIE] = token
        self.kiosk = kiosk
        self.ask("loads")
        # By its first word it has learned what to seal with.
        self.sealed_for = kiosk

    def is_known(self) -> bool:
        """Whether its token is good."""
        db.session.rollback()
        token = self.drive.between.browsers[TABLET].cookies.get(COOKIE, "")
        return Kiosk.of(token) is not None

    def gives(self, name: str, args: dict[str, str], *faults: str, **trouble: Any) -> Given | None:
        """Somebody sends a form of this command; None where nothing could be sent."""
        self.full = self.full or bool(trouble.get("quota"))
        said = self.ask("gives", *faults, name=name, args=args, **trouble)
        self.drive.counted.update(kind for kind in trouble if trouble[kind])
        if said is None:
            return None
        kinds = ("id", "actor", "ticket", "name", "args", "depends_on", "accepted", "person")
        one = Given(**{kind: said[kind] for kind in kinds}, kiosk=self.sealed_for)
        self.given.append(one)
        self.drive.counted["given as oneself" if one.is_own else "given"] += 1
        return one

    def signs_in(self, number: int) -> None:
        """Somebody with an account, by their phone; nothing where nobody can touch the tablet."""
        person = self.drive.person(number)
        if not (self.is_known() and self.ask("is_there") and self.drive.is_open(person.id)):
            return
        begun = pairing.begin(self.kiosks[self.kiosk])
        with writing():
            digits = pairing.allow(begun.code, person.id)
        said = {"protocol": 1, "secret": begun.secret, "digits": digits}
        asked = {"phone": TABLET, "method": "POST", "body": json.dumps(said)}
        answer = self.drive.between.answers({"path": "/kiosk/pairing/redeem", **asked})
        self.ask("is_signed_in", answer=json.loads(answer["body"]))
        self.drive.counted["signed in"] += 1

    def session_is_ended(self) -> None:
        """From the phone, by who is signed in here."""
        with writing():
            Session.end_at(self.kiosks[self.kiosk])

    def comments(self, on: object, *faults: str, **trouble: Any) -> Given | None:
        """Words of their own."""
        self._words += 1
        return self.gives("comment", {"on": str(on), "body": self._text()}, *faults, **trouble)

    def proposes(self, on: object, *faults: str, **trouble: Any) -> Given | None:
        self._words += 1
        said = {"on": str(on), "title": self._text(), "body": "So."}
        return self.gives("propose", said, *faults, **trouble)

    def supports(self, proposal: object, *faults: str, **trouble: Any) -> Given | None:
        return self.gives("support", {"proposal": str(proposal)}, *faults, **trouble)

    def signs_up(self, *faults: str, **trouble: Any) -> Given | None:
        return self.gives("sign_up", {"shift": self.drive.shift}, *faults, **trouble)

    def follows(self, *faults: str, **trouble: Any) -> Given | None:
        """What only who is signed in can do: none of it is ever sealed."""
        return self.gives("follow", {"on": str(self.drive.cast.project)}, *faults, **trouble)

    def own_proposal(self) -> str:
        """What the present visit has proposed last, else the town's."""
        present = self.given[-1].actor if self.given else ""
        own = [one for one in self.given if one.name == "propose" and one.actor == present]
        return own[-1].id if own else str(self.drive.cast.proposal)

    def leaves(self, **trouble: Any) -> Any:
        """Whoever is here goes; what can still be found of them."""
        self.drive.counted["visits"] += 1
        return self.ask("leaves", **trouble)

    def syncs(self, *faults: str, **troubles: Any) -> str:
        """The worker runs."""
        return self.drive.syncs(TABLET, *faults, **troubles)

    def is_revoked(self) -> None:
        """It is taken out of service."""
        with writing():
            enrolment.revoke(self.kiosks[self.kiosk])
        self.drive.counted["revoked"] += 1

    def rotates(self) -> None:
        """`flask keys rotate`, and the start after it."""
        key = secrets.token_bytes(32)
        for app in self.drive.between.processes.known:
            older = app.config["SECRET_KEY_FALLBACKS"]
            app.config["SECRET_KEY_FALLBACKS"] = [app.secret_key, *older]
            app.secret_key = key
        self.drive.counted["rotated"] += 1

    def has_share(self, supports: int) -> None:
        """So many supports may come from a kiosk in an hour."""
        for app in self.drive.between.processes.known:
            app.config["KIOSK_SUPPORTS"] = supports

    def claims(self, number: int, which: int) -> None:
        """Somebody with an account takes a visit home; nothing where it is not there yet."""
        if not self.given:
            return
        ticket = self.given[which % len(self.given)].ticket
        try:
            with writing():
                tickets.claim(ticket, self.drive.person(number).id)
        except Refusal:
            return
        self.drive.counted["claimed"] += 1

    def neighbour_says(self) -> None:
        """News, which the tablet pulls."""
        drive = self.drive
        said = drive.cast.ayse.does("comment", on=str(drive.cast.proposal), body="Guten Tag")
        drive.there.add(str(said["id"]))

    def clock_says(self, hours: int) -> None:
        self.drive.clock_says(TABLET, hours)

    def backs_up(self) -> None:
        authority.backs_up(self.drive)

    def restores(self) -> None:
        """What the backup has forgotten is owed, but what the tablet may have let go of."""
        authority.restores(self.drive)
        self.restored = True

    def owes(self, one: Given) -> bool:
        """Whether it has to be somewhere: sealed, happened or refused."""
        return one.accepted and not self._is_gone(one)

    def may_wait(self, one: Given) -> bool:
        """Whether it is built on something that will never come again."""
        others = [other for other in self.given if other.id in one.depends_on]
        return any(self._is_gone(other) or self.may_wait(other) for other in others)

    def _is_gone(self, one: Given) -> bool:
        # What somebody sent in their own name has left nothing here that could be sent again.
        lets_go = one.is_own or self.full or TABLET in self.drive.jumped
        return lets_go and one.id in self.drive.forgotten

    def _text(self) -> str:
        return f"Wort Nr. {self._words}"
