"""Faults off at the tablet: all that waits arrives, nobody has left a trace, and all holds."""

from broken import promised
from hall import ELSEWHERE, HERE, SHARE, TABLET, Hall
from left import check_left
from quiet import check_rebuild
from replicas import check_replicas, observe

from app.models import Difference

MOST_RUNS = 4
HOURS = 3
SECONDS = 30
"""After which nothing sealed may wait any more, once there is a network."""


def quiet_hall(hall: Hall) -> None:
    """The network is back and clocks are right; raises Broken where that is not enough."""
    drive = hall.drive
    drive.between.calms()
    drive.between.arrive(TABLET)
    hall.clock_says(drive.now)
    hall.has_share(SHARE)
    if hall.is_known() and hall.ask("is_there"):
        _empties(hall)
    leaves_nothing(hall)
    for kiosk in _meant_for(hall):
        hall.is_enrolled(kiosk)
        # What a restored town has forgotten can be sent again by the kiosk that it is sealed for.
        if hall.restored:
            hall.syncs()
        _empties(hall)
    for _ in range(MOST_RUNS):
        drive.now += HOURS
        hall.clock_says(drive.now)
        outcome = hall.syncs()
        promised(outcome == "answered", "stuck", f"{outcome} {drive.node.ask('errors')}")
        observe(drive, TABLET)
        # A town that was restored is heard of by then.
        _empties(hall)
    errors = drive.node.ask("errors")
    promised(not errors, "wrong", errors)
    check_left(hall)
    check_replicas(drive, TABLET, as_nobody=True)
    promised(not Difference.total(), "wrong", f"{Difference.total()} scopes differed")
    check_rebuild()
    drive.counted["quiets"] += 1


def leaves_nothing(hall: Hall) -> None:
    """The visit ends, and nothing can be found of it."""
    found = hall.leaves()
    promised(found == [], "leaked", f"the tablet still has {found}")


def _meant_for(hall: Hall) -> list[int]:
    """Which kiosks it has to be for a while, the hall's in the end."""
    others = [ELSEWHERE] if any(one.kiosk != HERE for one in hall.given) else []
    is_right = hall.is_known() and hall.kiosk == HERE and hall.ask("is_there") and not others
    return [] if is_right else [*others, HERE]


def _empties(hall: Hall) -> None:
    seconds = hall.ask("empties")
    left = {one["id"] for one in hall.ask("sealed") if not one["status"]}
    if left and left <= {one.id for one in hall.given if hall.may_wait(one)}:
        return
    told = f"{seconds} s: {left} {hall.drive.node.ask('errors')}"
    promised(0 <= seconds <= SECONDS, "stuck", told)
    hall.drive.counted["longest"] = max(hall.drive.counted["longest"], round(seconds))
