"""A town, its phones, and what residents do on them: the steps of the machine in plain Python."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from backups import Backup
from between import Between
from broken import promised
from cast import Cast, Person
from likely import likely_command
from node import Node
from readers import NOBODY, Readers
from snapshots import Snapshot
from written import REFUSED, Written

from app.commands import COMMANDS
from app.db import db
from app.documents.table import SCHEMA
from app.models import Resident, Session
from app.sync import lively, pull
from app.sync.lively import CARDS
from app.sync.pull import PAGE_BYTES

FEW_CARDS = 1
SMALL_PAGE = 1500
PHONES = ("anna", "bert", "tablet")
WEEKS = 14 * 24
"""Hours for which a phone keeps what has arrived, by its own clock."""
POISON: dict[str, tuple[str, int, dict[str, str]]] = {
    "unknown": ("stampede", 1, {"on": "town"}),
    "newer": ("comment", 2, {"body": "Aus der Zukunft"}),
    "too long": ("comment", 1, {"body": "x" * 300_000}),
    "NUL": ("comment", 1, {"body": "a\0b"}),
    "surrogate": ("comment", 1, {"body": "\ud800"}),
}
"""Commands that no server carries out: name, version, args."""
FULL, KILLED = "full", "killed"
"""Why a phone has not taken something."""


@dataclass
class Drive:
    """One sequence.

    `cursors` is what phones had read, `pages` what they could show, `order` the receipts as they
    were written; `ages` counts what a phone may forget its pages for; `there`
    is what stood in the town before anybody wrote; `jumped` is whose clock was weeks ahead once;
    `forgotten` is what had been decided when a backup was restored that does not know it;
    `applied` is what was carried out; `readers` is who is at which phone.
    """

    cast: Cast
    node: Node
    between: Between
    start: Snapshot
    shift: str
    counted: Counter[str]
    order: list[str]
    mutant: str = ""
    tablets: tuple[str, ...] = ()
    written: dict[str, Written] = field(default_factory=dict)
    cursors: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    pages: dict[str, tuple[Any, set[str]]] = field(default_factory=dict)
    hours: dict[str, int] = field(default_factory=dict)
    jumped: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    ages: Counter[str] = field(default_factory=Counter)
    there: set[str] = field(default_factory=set)
    applied: set[str] = field(default_factory=set)
    now: int = 0
    backup: Backup = field(init=False)
    readers: Readers = field(init=False)
    _ids: int = 0

    def begins(self) -> None:
        """The town as it was, and new phones."""
        self.start.put_back()
        self.between.begins((*PHONES, *self.tablets))
        names = {"names": PHONES, "tablets": self.tablets}
        self.node.ask("begin", **names, schema=SCHEMA, mutant=self.mutant)
        self.hours = dict.fromkeys((*PHONES, *self.tablets), 0)
        self.written, self.cursors, self.pages = {}, {}, {}
        self.backup = Backup()
        accounts = {str(self.person(number).id) for number in range(3)}
        self.readers = Readers({phone: {NOBODY} for phone in PHONES}, accounts)
        self.ages.clear()
        self.there = {str(self.cast.project), str(self.cast.proposal), self.shift}
        self.order.clear()
        self.jumped, self.forgotten, self.applied = set(), set(), set()
        self.now = self._ids = 0

    def comes_in_parts(self, large: bool, page: int = SMALL_PAGE) -> None:
        """Whether the town is too large for one answer: few cards to begin with, small pages."""
        lively.CARDS = FEW_CARDS if large else CARDS
        pull.PAGE_BYTES = page if large else PAGE_BYTES

    def person(self, number: int) -> Person:
        """Somebody with an account."""
        return (self.cast.ayse, self.cast.bernd, self.cast.dilan)[number]

    def is_open(self, id: UUID) -> bool:
        """Whether there is such an account, and it was not deleted."""
        resident = db.session.get(Resident, id, populate_existing=True)
        return resident is not None and not resident.closed

    def loses_sessions(self) -> None:
        """A phone whose session the town does not know any more is again that of its guests."""
        db.session.rollback()
        for phone in PHONES:
            if Session.of(self.between.browsers[phone].token) is None:
                self.readers.at[phone].add(NOBODY)

    def stored(self, phone: str) -> dict[str, Any]:
        """What a phone's database holds."""
        found: dict[str, Any] = self.node.ask("stored", phone)
        return found

    def outbox(self, phone: str) -> list[dict[str, Any]]:
        """A phone's commands in their order."""
        return list(self.stored(phone)["commands"])

    def writes(
        self,
        phone: str,
        name: str,
        args: dict[str, str],
        replaces: str = "",
        version: int = 1,
        **trouble: Any,
    ) -> str:
        """A command that the phone has committed; "" where it has not."""
        command = self._command(name, args) | {"version": version}
        said = self.node.ask("adds", phone, command=command, replaces=replaces, **trouble)
        self.counted.update(trouble.keys())
        return self._notes(phone, command, said)

    def writes_any(self, phone: str, seed: int, **trouble: Any) -> str:
        """A command as chance has it, on what the phone shows or what is its reader's."""
        return self.writes(phone, *self._any(phone, seed), **trouble)

    def submits_twice(self, phone: str, seed: int, *, at_once: bool) -> None:
        """One form is sent by two taps, or from two copies of a tab."""
        command = self._command(*self._any(phone, seed))
        if at_once:
            said = self.node.ask("adds_two", phone, commands=[command, command])
        else:
            said = [self.node.ask("adds", phone, command=command) for _ in range(2)]
        self._notes(phone, command, next((one for one in said if one != FULL), FULL))
        self.counted["submitted twice"] += 1

    def _any(self, phone: str, seed: int) -> tuple[str, dict[str, str]]:
        # The same seed comes often; it is something else each time.
        random = Random(f"{seed} {self._ids}")  # noqa: S311
        return likely_command(random, self.cast, self.stored(phone))

    def writes_two(self, phone: str, on: Collection[str]) -> None:
        """Two tabs write at once."""
        commands = [self._command("comment", {"on": each, "body": "Zugleich"}) for each in on]
        said = self.node.ask("adds_two", phone, commands=commands)
        for command, each in zip(commands, said, strict=True):
            self._notes(phone, command, each)
        self.counted["two tabs"] += 1

    def writes_poison(self, phone: str, kind: str) -> str:
        """A command that is refused before or while it is read."""
        name, version, args = POISON[kind]
        self.counted["poison"] += 1
        return self.writes(phone, name, {"on": str(self.cast.project)} | args, version=version)

    def syncs(self, phone: str, *faults: str, **troubles: Any) -> str:
        """A run in which these things happen to its first requests."""
        self.between.browsers[phone].faults = list(faults)
        outcome = self.node.ask("runs", phone, **troubles)
        self._has_run(phone, troubles)
        return str(outcome)

    def sync_at_once(self, phones: tuple[str, ...], *faults: str) -> None:
        """Several phones run at the same time; the n-th fault meets the n-th phone."""
        for phone, fault in zip(phones, faults, strict=False):
            self.between.browsers[phone].faults = [fault]
        self.node.ask_at_once("runs", phones)
        for phone in phones:
            self._has_run(phone, {})
        self.counted["at once"] += 1

    def clock_says(self, phone: str, hours: int) -> None:
        """The phone's clock is set; nobody else's."""
        self.hours[phone] = hours
        if hours - self.now >= WEEKS:
            self.jumped.add(phone)
        self.counted["clock wrong"] += hours != self.now
        self.node.ask("clock", phone, hours=hours)

    def discards(self, phone: str, number: int, **trouble: Any) -> None:
        """The author gives up one of those that need them."""
        if found := self._refused(phone, number, (*REFUSED, "needs_login")):
            said = self.node.ask("discards", phone, id=found["id"], **trouble)
            is_gone = self._kept(phone, found["id"]) is None
            promised(is_gone or said == KILLED, "wrong", f"{found} was given up, and is there")
            if is_gone:
                self.written[found["id"]].ends(phone, "discarded")

    def writes_anew(self, phone: str, number: int) -> None:
        """A refused text is edited and sent again: a new command in the place of the old one.

        What only waits for a login is sent again as it stands, and stays one.
        """
        found = self._refused(phone, number, (*REFUSED, "needs_login"))
        if found and found["status"] == "needs_login":
            self._says_again(phone, found)
        elif found:
            args = found["args"] | ({"body": "Anders gesagt"} if "body" in found["args"] else {})
            anew = self.writes(phone, found["name"], args, replaces=found["id"])
            if anew:
                self.written[found["id"]].ends(phone, "discarded")
                self._follow(phone, found["id"], anew)

    def _follow(self, phone: str, before: str, after: str) -> None:
        """What was built on a refused text is about the one in its place."""
        for kept in self.outbox(phone):
            one = self.written.get(kept["id"])
            if one is None or before not in one.args.values():
                continue
            args = {name: after if value == before else value for name, value in one.args.items()}
            promised(kept["args"] in (one.args, args), "wrong", f"{one} is {kept} by now")
            one.args = kept["args"]

    def _says_again(self, phone: str, found: dict[str, Any]) -> None:
        settings = {one["name"]: one["value"] for one in self.stored(phone)["settings"]}
        # In another guest's name it would be another command.
        if found["actor"] != settings.get("me"):
            return
        command = self._command(found["name"], found["args"]) | {"version": found["version"]}
        self.node.ask("adds", phone, command=command, replaces=found["id"])
        is_kept = self._kept(phone, found["id"]) is not None
        promised(is_kept, "lost", f"{found} was sent again, and is not there")
        self.counted["sent again"] += 1

    def _refused(self, phone: str, number: int, statuses: tuple[str, ...]) -> dict[str, Any] | None:
        """One of the reader's own that needs them."""
        own = self.node.ask("own", phone)
        found = [one for one in self.outbox(phone) if one["status"] in statuses]
        found = [one for one in found if one["id"] in own]
        return found[number % len(found)] if found else None

    def _command(self, name: str, args: dict[str, str]) -> dict[str, Any]:
        self._ids += 1
        spec = COMMANDS.get(name)
        id = f"01950000-0000-7000-8000-{self._ids:012x}"
        return {"id": id, "name": name, "noun": spec.noun if spec else "comment", "args": args}

    def _notes(self, phone: str, command: dict[str, Any], said: str) -> str:
        """Its id, where it is owed from now on: its author saw it accepted, or it is there."""
        actor = said
        if said in (FULL, KILLED):
            found = self._kept(phone, command["id"])
            promised(not found or said == KILLED, "wrong", f"{found} had no room, and is there")
            self.counted["not taken"] += not found
            if not found:
                return ""
            actor = found["actor"]
        self.readers.writes(phone, actor)
        one = Written(command["id"], actor, command["name"], command["args"], {phone: ""})
        self.written[one.id] = one
        self.counted["commands"] += 1
        return one.id

    def _kept(self, phone: str, id: str) -> dict[str, Any] | None:
        return next((one for one in self.outbox(phone) if one["id"] == id), None)

    def _has_run(self, phone: str, troubles: dict[str, Any]) -> None:
        self.between.browsers[phone].faults = []
        self.counted["runs"] += 1
        self.counted["two tabs"] += troubles.get("tabs", 1) > 1
        self.counted.update(trouble for trouble in troubles if troubles[trouble])
