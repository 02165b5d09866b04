"""Sequences as chance has them: Hypothesis chooses the steps, `Drive` takes them."""

import sys
from collections.abc import Callable
from typing import ClassVar

import authority
import devices
import online
import people
from between import FAULTS, ON_THE_WAY
from drive import PHONES, POISON, Drive
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from quiet import quiet
from replicas import observe
from shown import check_pages

phones = st.sampled_from(PHONES)
numbers = st.integers(0, 2)
faults = st.lists(st.sampled_from(("", *FAULTS)), min_size=1, max_size=4)
moments = st.sampled_from(("before", "inside", "after"))
losses = st.sampled_from(("before", "inside"))
seeds = st.integers(0, 2**32)
hours = st.sampled_from((-24, -1, 1, 24, 24 * 20))
stores = st.sampled_from(("", "documents", "cursors", "commands", "settings"))
"""In which there is no room; "" is all of them."""
AT_ONCE = tuple(fault for fault in ON_THE_WAY if fault not in ("expired", "late"))
"""What can happen to requests beside others; the rest is done to the town, one at a time."""

PEOPLE: dict[str, Callable[[Drive, str], None]] = {
    "signs out": people.signs_out,
    "opens an account": people.opens_account,
    "takes along": people.comes_along,
    "closes the account": people.closes_account,
    "leaves the guest behind": online.leaves_behind,
    "signs out elsewhere": online.signs_out_elsewhere,
    "renames a passkey": online.renames_passkey,
    "expires": lambda drive, phone: drive.between.expires(phone),
}
BETWEEN_RUNS: dict[str, Callable[..., object]] = {
    "writing": lambda drive, phone, seed, **kill: drive.writes_any(phone, seed, **kill),
    "giving up": lambda drive, phone, seed, **kill: drive.discards(phone, seed, **kill),
    "signing in": lambda drive, phone, seed, **kill: people.signs_in(
        drive, phone, drive.person(seed % 3), **kill
    ),
    "signing out": lambda drive, phone, _seed, **kill: people.signs_out(drive, phone, **kill),
    "taking a file in": lambda drive, phone, seed, **kill: devices.carries_file(
        drive, PHONES[seed % 3], phone, **kill
    ),
}
"""What a phone does when it does not synchronise, and may die of."""
DEVICES: dict[str, Callable[[Drive, str], None]] = {
    "has room again": devices.has_room,
    "loses the connection": devices.loses_connection,
    "loses the database": lambda drive, phone: devices.loses_database(drive, phone, cookies=False),
    "loses everything": lambda drive, phone: devices.loses_database(drive, phone, cookies=True),
    "is one version behind": devices.ages,
    "is updated": devices.updates,
    "hears what was late": lambda drive, phone: drive.between.arrive(phone),
}
TOWN: dict[str, Callable[[Drive], None]] = {
    "moves": authority.moves,
    "changes a role": authority.changes_role,
    "backs up": authority.backs_up,
    "restores": authority.restores,
    "is quiet": quiet,
}


class Faults(RuleBasedStateMachine):
    """`drive` is set by the test: a database, and a node process for all sequences."""

    drive: ClassVar[Drive]

    def __init__(self) -> None:
        super().__init__()
        Drive.begins(self.drive)
        self.drive.counted["sequences"] += 1

    def looks(self, *seen: str) -> None:
        """What holds after each step of a phone."""
        for phone in seen:
            observe(self.drive, phone)
            check_pages(self.drive, phone)

    @initialize(large=st.booleans())
    def town(self, large: bool) -> None:
        self.drive.comes_in_parts(large)

    @initialize(numbers=st.tuples(*[st.integers(0, 3)] * len(PHONES)))
    def residents(self, numbers: tuple[int, ...]) -> None:
        """Some have their account on a phone, and have read there what there is; others not yet."""
        for phone, number in zip(PHONES, numbers, strict=True):
            if number < 3:
                people.signs_in(self.drive, phone, self.drive.person(number))
                self.drive.syncs(phone)

    @rule(phone=phones, many=st.lists(seeds, min_size=2, max_size=4), faults=faults)
    def is_busy(self, phone: str, many: list[int], faults: list[str]) -> None:
        """Each goes out at once; the last of them as it may."""
        for seed in many:
            self.drive.syncs(phone)
            self.drive.writes_any(phone, seed)
        self.looks(phone)
        self.drive.syncs(phone, *faults)
        self.looks(phone)

    @rule(phone=phones, many=st.lists(seeds, min_size=1, max_size=6))
    def writes(self, phone: str, many: list[int]) -> None:
        for seed in many:
            self.drive.writes_any(phone, seed)
        self.looks(phone)

    @rule(phone=phones, stays=st.booleans())
    def helps(self, phone: str, stays: bool) -> None:
        name = "sign_up" if stays else "withdraw_sign_up"
        self.drive.writes(phone, name, {"shift": self.drive.shift})
        self.looks(phone)

    @rule(phone=phones)
    def writes_in_two_tabs(self, phone: str) -> None:
        cast = self.drive.cast
        self.drive.writes_two(phone, (str(cast.project), str(cast.proposal)))
        self.looks(phone)

    @rule(phone=phones, seed=seeds, at_once=st.booleans())
    def submits_twice(self, phone: str, seed: int, at_once: bool) -> None:
        self.drive.submits_twice(phone, seed, at_once=at_once)
        self.looks(phone)

    @rule(phone=phones, kind=st.sampled_from(sorted(POISON)))
    def writes_poison(self, phone: str, kind: str) -> None:
        self.drive.writes_poison(phone, kind)
        self.looks(phone)

    @rule(phone=phones, number=numbers, anew=st.booleans())
    def decides(self, phone: str, number: int, anew: bool) -> None:
        (self.drive.writes_anew if anew else self.drive.discards)(phone, number)
        self.looks(phone)

    @rule(phone=phones, faults=faults, tabs=st.integers(1, 2))
    def syncs(self, phone: str, faults: list[str], tabs: int) -> None:
        self.drive.syncs(phone, *faults, tabs=tabs)
        self.looks(phone)

    @rule(faults=st.tuples(*[st.sampled_from(("", "", *AT_ONCE))] * len(PHONES)))
    def all_sync_at_once(self, faults: tuple[str, ...]) -> None:
        self.drive.sync_at_once(PHONES, *faults)
        self.looks(*PHONES)

    @rule(phone=phones, faults=faults, at=st.integers(1, 16), when=moments)
    def is_killed(self, phone: str, faults: list[str], at: int, when: str) -> None:
        self.drive.syncs(phone, *faults, kill={"at": at, "when": when})
        self.looks(phone)

    @rule(phone=phones, faults=faults, at=st.integers(1, 16), when=losses)
    def loses_connection(self, phone: str, faults: list[str], at: int, when: str) -> None:
        self.drive.syncs(phone, *faults, loss={"at": at, "when": when})
        self.looks(phone)

    @rule(phone=phones, seed=seeds, what=st.sampled_from(sorted(BETWEEN_RUNS)), when=moments)
    def is_killed_between_runs(self, phone: str, seed: int, what: str, when: str) -> None:
        BETWEEN_RUNS[what](self.drive, phone, seed, kill={"at": 1 + seed % 2, "when": when})
        self.looks(phone)

    @rule(phone=phones, at=st.integers(1, 8), store=stores, stays=st.booleans())
    def is_full(self, phone: str, at: int, store: str, stays: bool) -> None:
        self.drive.syncs(phone, quota={"store": store, "at": at, "stays": stays})
        self.looks(phone)

    @rule(phone=phones, seed=seeds, at=st.integers(1, 3), store=stores)
    def has_no_room_for(self, phone: str, seed: int, at: int, store: str) -> None:
        self.drive.writes_any(phone, seed, quota={"store": store, "at": at})
        self.looks(phone)

    @rule(phone=phones, number=numbers)
    def signs_in(self, phone: str, number: int) -> None:
        people.signs_in(self.drive, phone, self.drive.person(number))
        self.looks(phone)

    @rule(phone=phones, what=st.sampled_from(sorted(PEOPLE)))
    def somebody(self, phone: str, what: str) -> None:
        PEOPLE[what](self.drive, phone)
        self.looks(phone)

    @rule(phone=phones, what=st.sampled_from(sorted(DEVICES)))
    def device(self, phone: str, what: str) -> None:
        DEVICES[what](self.drive, phone)
        self.looks(phone)

    @rule(phone=phones, other=phones)
    def carries_file(self, phone: str, other: str) -> None:
        devices.carries_file(self.drive, phone, other)
        self.looks(other)

    @rule(phone=phones, hours=hours)
    def clock_jumps(self, phone: str, hours: int) -> None:
        self.drive.clock_says(phone, self.drive.hours[phone] + hours)

    @rule(kind=st.sampled_from(("project", "proposal", "comment")), hidden=st.booleans())
    def moderation(self, kind: str, hidden: bool) -> None:
        cast = self.drive.cast
        things = {"project": str(cast.project), "proposal": str(cast.proposal)}
        comments = [one.id for one in self.drive.written.values() if one.name == "comment"]
        id = things.get(kind) or next(reversed(comments), "")
        if id:
            authority.hides(self.drive, kind, id, authority.REASON if hidden else "")

    @rule(what=st.sampled_from(sorted(TOWN)))
    def authority(self, what: str) -> None:
        TOWN[what](self.drive)

    def teardown(self) -> None:
        # What broke before has left nothing that could come to rest.
        if sys.exc_info()[0] is None:
            quiet(self.drive)
