"""A town, its phones, and all that is done to them: the steps of the machine in plain Python."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from any_command import any_command
from between import Between
from cast import Cast, Person
from node import Node
from snapshots import Snapshot

from app.commands import COMMANDS
from app.db import db
from app.documents.table import SCHEMA
from app.models import Comment, Project, Proposal, Receipt, Resident, Session
from app.views.actor import COOKIE
from app.writing import writing

PHONES = ("anna", "bert", "tablet")
ANYBODY = Person(UUID(int=0), None)  # type: ignore[arg-type]
HIDEABLE = {"project": Project, "proposal": Proposal, "comment": Comment}
WEEKS = 14 * 24
"""Hours for which a phone keeps what has arrived, by its own clock."""
OPEN = ("waiting", "acknowledged", "needs_login")
REFUSED = ("rejected", "conflict", "quarantined")
POISON = {
    "unknown": ("stampede", {"on": "town"}),
    "too long": ("comment", {"body": "x" * 300_000}),
    "NUL": ("comment", {"body": "a\0b"}),
    "surrogate": ("comment", {"body": "\ud800"}),
}
"""Commands that no server carries out."""


@dataclass
class Written:
    """A command that its author saw accepted; `fate` says why it need not be anywhere."""

    id: str
    phone: str
    actor: str
    name: str
    args: dict[str, str]
    fate: str = ""


@dataclass
class Drive:
    """One sequence. `cursors`: what phones had read; `jumped`: whose clock was weeks ahead once."""

    cast: Cast
    node: Node
    between: Between
    start: Snapshot
    shift: str
    counted: Counter[str]
    mutant: str = ""
    written: dict[str, Written] = field(default_factory=dict)
    cursors: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    hours: dict[str, int] = field(default_factory=dict)
    jumped: set[str] = field(default_factory=set)
    now: int = 0
    backup: Snapshot | None = None
    _ids: int = 0

    def begins(self) -> None:
        """The town as it was, and new phones."""
        self.start.put_back(new_epoch=False)
        self.between.begins(PHONES)
        self.node.ask("begin", names=PHONES, schema=SCHEMA, mutant=self.mutant)
        self.hours = dict.fromkeys(PHONES, 0)
        self.written, self.cursors, self.backup = {}, {}, None
        self.jumped = set()
        self.now = self._ids = 0
        self.counted["sequences"] += 1

    def person(self, number: int) -> Person:
        """Somebody with an account."""
        return (self.cast.ayse, self.cast.bernd, self.cast.dilan)[number]

    def stored(self, phone: str) -> dict[str, Any]:
        """What a phone's database holds."""
        found: dict[str, Any] = self.node.ask("stored", phone)
        return found

    def outbox(self, phone: str) -> list[dict[str, Any]]:
        """A phone's commands in their order."""
        return list(self.stored(phone)["commands"])

    def writes(self, phone: str, name: str, args: dict[str, str], replaces: str = "") -> str:
        """A command that the phone has committed."""
        command = self._command(name, args)
        actor = self.node.ask("adds", phone, command=command, replaces=replaces)
        self._note(phone, command, actor)
        return str(command["id"])

    def writes_any(self, phone: str, seed: int) -> str:
        """A command as chance has it, on what the phone shows."""
        random = Random(seed)  # noqa: S311
        stored = self.stored(phone)
        bodies = {record["scope"]: record["docs"] for record in stored["documents"]}
        cast = self.cast
        known = {f"project:{cast.project}": {}, f"proposal:{cast.proposal}": {}}
        bodies["public"] = known | bodies.get("public", {})
        waiting = [one for one in stored["commands"] if one["status"] != "settled"]
        chosen = any_command(random, ANYBODY, bodies, waiting)
        return self.writes(phone, chosen["name"], chosen["args"])

    def writes_two(self, phone: str, on: Collection[str]) -> None:
        """Two tabs write at once."""
        commands = [self._command("comment", {"on": each, "body": "Zugleich"}) for each in on]
        actors = self.node.ask("adds_two", phone, commands=commands)
        for command, actor in zip(commands, actors, strict=True):
            self._note(phone, command, actor)

    def writes_poison(self, phone: str, kind: str) -> str:
        """A command that is refused before or while it is read."""
        name, args = POISON[kind]
        return self.writes(phone, name, {"on": str(self.cast.project)} | args)

    def syncs(self, phone: str, *faults: str, **troubles: Any) -> str:
        """A run in which these things happen to its first requests."""
        self.between.browsers[phone].faults = list(faults)
        outcome = self.node.ask("runs", phone, **troubles)
        self.between.browsers[phone].faults = []
        self.counted["runs"] += 1
        self.counted.update(trouble for trouble in troubles if troubles[trouble])
        return str(outcome)

    def signs_in(self, phone: str, person: Person) -> None:
        """The ceremony's end: a session in the cookie, and the page tells the worker."""
        with writing():
            resident = db.session.get_one(Resident, person.id)
            token = Session.start(resident, account=True)
        self.between.browsers[phone].cookies[COOKIE] = token
        self.node.ask("signs_in", phone, actor=str(person.id))

    def signs_out(self, phone: str) -> None:
        self.node.ask("signs_out", phone)

    def clock_says(self, phone: str, hours: int) -> None:
        """The phone's clock is set; nobody else's."""
        self.hours[phone] = hours
        if hours - self.now >= WEEKS:
            self.jumped.add(phone)
        self.node.ask("clock", phone, hours=hours)

    def hides(self, kind: str, id: str, reason: str) -> None:
        """Moderation hides something, or with no reason shows it again; also what is not there."""
        with writing():
            thing = db.session.get(HIDEABLE[kind], UUID(id))
            if thing is not None and reason:
                thing.hide(reason)
            elif thing is not None:
                thing.restore()

    def backs_up(self) -> None:
        self.backup = Snapshot()

    def restores(self) -> None:
        """The backup is the database; what it has forgotten, phones offer again."""
        if self.backup is None:
            return
        self.backup.put_back(new_epoch=True)
        self.counted["restored"] += 1
        receipts = {str(id) for (id,) in db.session.query(Receipt.id)}
        for one in self.written.values():
            kept = {stored["id"] for stored in self.outbox(one.phone)}
            if one.phone in self.jumped and one.id not in kept | receipts:
                one.fate = one.fate or "restored"

    def discards(self, phone: str, number: int) -> None:
        """The author gives up one of those that need them."""
        if found := self._refused(phone, number, (*REFUSED, "needs_login")):
            self.node.ask("discards", phone, id=found["id"])
            self.written[found["id"]].fate = "discarded"

    def writes_anew(self, phone: str, number: int) -> None:
        """A refused text is edited and sent again: a new command in the place of the old one."""
        if found := self._refused(phone, number, REFUSED):
            args = found["args"] | ({"body": "Anders gesagt"} if "body" in found["args"] else {})
            self.writes(phone, found["name"], args, replaces=found["id"])
            self.written[found["id"]].fate = "discarded"

    def _refused(self, phone: str, number: int, statuses: tuple[str, ...]) -> dict[str, Any] | None:
        found = [one for one in self.outbox(phone) if one["status"] in statuses]
        return found[number % len(found)] if found else None

    def _command(self, name: str, args: dict[str, str]) -> dict[str, Any]:
        self._ids += 1
        spec = COMMANDS.get(name)
        id = f"01950000-0000-7000-8000-{self._ids:012x}"
        return {"id": id, "name": name, "noun": spec.noun if spec else "comment", "args": args}

    def _note(self, phone: str, command: dict[str, Any], actor: str) -> None:
        one = Written(command["id"], phone, actor, command["name"], command["args"])
        self.written[one.id] = one
        self.counted["commands"] += 1
