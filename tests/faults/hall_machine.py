"""Visits at a tablet as chance has them: Hypothesis chooses the steps, `Hall` takes them."""

import sys
from collections.abc import Callable
from random import Random
from typing import ClassVar

import authority
import devices
from between import FAULTS
from broken import promised
from hall import ELSEWHERE, LONG, TABLET, Hall
from hall_quiet import leaves_nothing, quiet_hall
from hall_shown import check_visit
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from replicas import observe

PLANTED = ("", "cookie", "local", "session", "cache", "draft", "setting", "opened")
NOT_THERE = ("expired",)
"""Nobody is signed in by a cookie."""
faults = st.lists(
    st.sampled_from(("", *(fault for fault in FAULTS if fault not in NOT_THERE))),
    min_size=1,
    max_size=4,
)
kinds = st.sampled_from(
    ("comment", "proposes", "on own", "supports", "supports own", "signs up", "follows")
)
moments = st.sampled_from(("before", "inside", "after"))
hours = st.sampled_from((-24, -1, 1, 24, 24 * 20))

KIOSK: dict[str, Callable[[Hall], object]] = {
    "is revoked": Hall.is_revoked,
    "is enrolled again": Hall.is_enrolled,
    "is enrolled as another": lambda hall: hall.is_enrolled(ELSEWHERE),
    "key is rotated": Hall.rotates,
    "is signed out by phone": Hall.session_is_ended,
    "loses the connection": lambda hall: devices.loses_connection(hall.drive, TABLET),
    "plug is pulled": lambda hall: hall.ask("falls"),
    "begins": lambda hall: hall.ask("loads"),
    "hears what was late": lambda hall: hall.drive.between.arrive(TABLET),
}
TOWN: dict[str, Callable[[Hall], object]] = {
    "hides": lambda hall: authority.hides_or_shows(hall.drive),
    "moves": lambda hall: authority.moves(hall.drive),
    "speaks": Hall.neighbour_says,
    "backs up": Hall.backs_up,
    "restores": Hall.restores,
    "is quiet": quiet_hall,
}


def gives(hall: Hall, kind: str, *faults: str, **trouble: object) -> None:
    """One of the things that a visitor can leave, on what is there."""
    cast = hall.drive.cast
    match kind:
        case "comment":
            hall.comments(cast.project, *faults, **trouble)
        case "proposes":
            hall.proposes(cast.project, *faults, **trouble)
        case "on own":
            hall.comments(hall.own_proposal(), *faults, **trouble)
        case "supports":
            hall.supports(cast.proposal, *faults, **trouble)
        case "supports own":
            hall.supports(hall.own_proposal(), *faults, **trouble)
        case "signs up":
            hall.signs_up(*faults, **trouble)
        case _:
            hall.follows(*faults, **trouble)


class Visits(RuleBasedStateMachine):
    """`hall` is set by the test: a town with a tablet, and a node process for all sequences."""

    hall: ClassVar[Hall]

    def __init__(self) -> None:
        super().__init__()
        self.hall.begins()
        self.hall.drive.counted["sequences"] += 1

    def looks(self) -> None:
        observe(self.hall.drive, TABLET)
        check_visit(self.hall)

    @rule(kinds=st.lists(kinds, min_size=1, max_size=4), faults=faults)
    def visits(self, kinds: list[str], faults: list[str]) -> None:
        for kind in kinds:
            gives(self.hall, kind, *faults)
        self.looks()

    @rule(kinds=st.lists(kinds, min_size=1, max_size=4))
    def visits_without_network(self, kinds: list[str]) -> None:
        for kind in kinds:
            gives(self.hall, kind, *["request lost"] * 3)
        self.looks()

    @rule(kind=kinds, faults=faults, at=st.integers(1, 10), when=moments)
    def is_killed_while_giving(self, kind: str, faults: list[str], at: int, when: str) -> None:
        gives(self.hall, kind, *faults, kill={"at": at, "when": when})
        self.looks()

    @rule(kind=kinds, at=st.integers(1, 3))
    def has_no_room(self, kind: str, at: int) -> None:
        gives(self.hall, kind, quota={"store": "sealed", "at": at})
        self.looks()

    @rule()
    def gives_too_much(self) -> None:
        self.hall.gives("comment", {"on": str(self.hall.drive.cast.project), "body": LONG})

    @rule(person=st.integers(0, 2), kinds=st.lists(kinds, min_size=1, max_size=4), faults=faults)
    def visits_in_ones_own_name(self, person: int, kinds: list[str], faults: list[str]) -> None:
        self.hall.signs_in(person)
        for kind in kinds:
            gives(self.hall, kind, *faults)
        self.looks()

    @rule(planted=st.sampled_from(PLANTED))
    def leaves(self, planted: str) -> None:
        if planted:
            self.hall.ask("plants", what=planted)
        leaves_nothing(self.hall)
        self.looks()

    @rule(at=st.integers(1, 3), when=moments)
    def is_killed_while_it_ends(self, at: int, when: str) -> None:
        self.hall.leaves(kill={"at": at, "when": when})
        self.hall.ask("loads")
        found = self.hall.ask("traces")
        promised(found == [], "leaked", f"the tablet still has {found}")

    @rule(seconds=st.sampled_from((5, 15, 60, 120)), faults=faults)
    def time_passes(self, seconds: int, faults: list[str]) -> None:
        self.hall.ask("waits", *faults, seconds=seconds)
        self.looks()

    @rule(faults=faults)
    def syncs(self, faults: list[str]) -> None:
        self.hall.syncs(*faults)
        self.looks()

    @rule(faults=faults, at=st.integers(1, 16), when=moments)
    def worker_is_killed(self, faults: list[str], at: int, when: str) -> None:
        self.hall.syncs(*faults, kill={"at": at, "when": when})
        self.looks()

    @rule(person=st.integers(0, 2), seed=st.integers(0, 2**16))
    def claims(self, person: int, seed: int) -> None:
        self.hall.claims(person, Random(seed).randint(0, 99))  # noqa: S311

    @rule(supports=st.integers(0, 2))
    def has_share(self, supports: int) -> None:
        self.hall.has_share(supports)

    @rule(hours=hours)
    def clock_jumps(self, hours: int) -> None:
        self.hall.clock_says(self.hall.drive.hours[TABLET] + hours)

    @rule(what=st.sampled_from(sorted(KIOSK)))
    def kiosk(self, what: str) -> None:
        KIOSK[what](self.hall)
        self.looks()

    @rule(what=st.sampled_from(sorted(TOWN)))
    def town(self, what: str) -> None:
        TOWN[what](self.hall)

    def teardown(self) -> None:
        # What broke before has left nothing that could come to rest.
        if sys.exc_info()[0] is None:
            quiet_hall(self.hall)
