"""Sequences as chance has them: Hypothesis chooses the steps, `Drive` takes them."""

import sys
from typing import ClassVar

from between import FAULTS
from drive import PHONES, POISON, Drive
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from quiet import quiet
from replicas import observe

phones = st.sampled_from(PHONES)
numbers = st.integers(0, 2)
faults = st.lists(st.sampled_from(("", *FAULTS)), min_size=1, max_size=4)
moments = st.sampled_from(("before", "inside", "after"))


class Faults(RuleBasedStateMachine):
    """`drive` is set by the test: a database, and a node process for all sequences."""

    drive: ClassVar[Drive]

    def __init__(self) -> None:
        super().__init__()
        Drive.begins(self.drive)

    @rule(phone=phones, seeds=st.lists(st.integers(0, 2**32), min_size=1, max_size=6))
    def writes(self, phone: str, seeds: list[int]) -> None:
        for seed in seeds:
            self.drive.writes_any(phone, seed)

    @rule(phone=phones, stays=st.booleans())
    def helps(self, phone: str, stays: bool) -> None:
        name = "sign_up" if stays else "withdraw_sign_up"
        self.drive.writes(phone, name, {"shift": self.drive.shift})

    @rule(phone=phones)
    def writes_in_two_tabs(self, phone: str) -> None:
        cast = self.drive.cast
        self.drive.writes_two(phone, (str(cast.project), str(cast.proposal)))

    @rule(phone=phones, kind=st.sampled_from(sorted(POISON)))
    def writes_poison(self, phone: str, kind: str) -> None:
        self.drive.writes_poison(phone, kind)

    @rule(phone=phones, number=numbers)
    def discards(self, phone: str, number: int) -> None:
        self.drive.discards(phone, number)

    @rule(phone=phones, number=numbers)
    def writes_anew(self, phone: str, number: int) -> None:
        self.drive.writes_anew(phone, number)

    @rule(phone=phones, faults=faults, tabs=st.integers(1, 2))
    def syncs(self, phone: str, faults: list[str], tabs: int) -> None:
        self.drive.syncs(phone, *faults, tabs=tabs)
        observe(self.drive, phone)

    @rule(phone=phones, faults=faults, at=st.integers(1, 16), when=moments)
    def is_killed(self, phone: str, faults: list[str], at: int, when: str) -> None:
        self.drive.syncs(phone, *faults, kill={"at": at, "when": when})
        observe(self.drive, phone)

    @rule(phone=phones, at=st.integers(1, 8))
    def is_full(self, phone: str, at: int) -> None:
        self.drive.syncs(phone, quota=at)
        observe(self.drive, phone)

    @rule(phone=phones)
    def loses_connection(self, phone: str) -> None:
        self.drive.node.ask("loses_connection", phone)

    @rule(phone=phones, number=numbers)
    def signs_in(self, phone: str, number: int) -> None:
        self.drive.signs_in(phone, self.drive.person(number))
        observe(self.drive, phone)

    @rule(phone=phones)
    def signs_out(self, phone: str) -> None:
        self.drive.signs_out(phone)
        observe(self.drive, phone)

    @rule(phone=phones)
    def expires(self, phone: str) -> None:
        self.drive.between.expires(phone)

    @rule(phone=phones)
    def what_was_late_arrives(self, phone: str) -> None:
        self.drive.between.arrive(phone)

    @rule(phone=phones, hours=st.sampled_from((-24, -1, 1, 24, 24 * 20)))
    def clock_jumps(self, phone: str, hours: int) -> None:
        self.drive.clock_says(phone, self.drive.hours[phone] + hours)

    @rule(kind=st.sampled_from(("project", "proposal", "comment")), hidden=st.booleans())
    def moderation(self, kind: str, hidden: bool) -> None:
        cast = self.drive.cast
        things = {"project": str(cast.project), "proposal": str(cast.proposal)}
        comments = [one.id for one in self.drive.written.values() if one.name == "comment"]
        id = things.get(kind) or next(reversed(comments), "")
        if id:
            self.drive.hides(kind, id, "Gehört nicht hierher" if hidden else "")

    @rule()
    def backup(self) -> None:
        self.drive.backs_up()

    @rule()
    def restored(self) -> None:
        self.drive.restores()

    @rule()
    def quiet(self) -> None:
        quiet(self.drive)

    def teardown(self) -> None:
        # What broke before has left nothing that could come to rest.
        if sys.exc_info()[0] is None:
            quiet(self.drive)
