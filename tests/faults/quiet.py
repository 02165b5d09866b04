"""Faults off: everything finds its way, and then all invariants hold."""

from broken import promised
from drive import OPEN, PHONES, Drive
from effects import check_effects
from replicas import check_replicas, observe
from sqlalchemy import select

from app.db import db
from app.models import Clock, Difference
from app.writing import writing

MOST_RUNS = 8
"""Of each phone until nothing moves any more."""
HOURS = 2
"""After an hour a phone asks for all that it holds."""


def quiet(drive: Drive) -> None:
    """The network is back and all clocks are right; raises Broken where that is not enough."""
    for phone in PHONES:
        drive.between.arrive(phone)
    drive.now += HOURS
    for _ in range(MOST_RUNS):
        before = _clock()
        for phone in PHONES:
            _runs(drive, phone)
        if _clock() == before and not _waiting(drive):
            break
        drive.now += HOURS
    waiting = _waiting(drive)
    promised(not waiting, "stuck", waiting)
    errors = drive.node.ask("errors")
    promised(not errors, "wrong", errors)
    check_effects(drive)
    for phone in PHONES:
        check_replicas(drive, phone)
    # Nothing here takes documents away: what differs is a mistake of the pull.
    promised(not Difference.total(), "wrong", f"{Difference.total()} scopes differed")
    _rebuild()
    drive.counted["quiets"] += 1


def _runs(drive: Drive, phone: str) -> None:
    drive.clock_says(phone, drive.now)
    outcome = drive.syncs(phone)
    promised(outcome == "answered", "stuck", f"{phone}: {outcome} {drive.node.ask('errors')}")
    observe(drive, phone)


def _clock() -> int:
    db.session.rollback()
    return db.session.scalar(select(Clock.version)) or 0


def _waiting(drive: Drive) -> list[object]:
    """Whatever is on its way, and what waits for a login that is there."""
    found: list[object] = []
    for phone in PHONES:
        stored = drive.stored(phone)
        settings = {one["name"]: one["value"] for one in stored["settings"]}
        session = settings.get("session") or {"session": "", "actor": ""}
        guests = {one["actor"] for one in stored["identities"] if not one.get("closed")}
        # Who is signed in can send; as a guest, or as nobody, all guests of this phone can.
        may = {session["actor"]}
        if session["session"] == "none" or session["actor"] in guests:
            may |= guests
        for one in stored["commands"]:
            due = one["status"] in OPEN and one["status"] != "needs_login"
            if due or (one["status"] == "needs_login" and one["actor"] in may):
                found.append(
                    (phone, {k: one[k] for k in ("id", "name", "status", "code", "actor")})
                )
    return found


def _rebuild() -> None:
    db.session.rollback()
    with writing() as write:
        write.everything = True
    promised(write.mended == 0, "wrong", f"{write.mended} documents differ from a rebuild")
    promised(write.summed == 0, "wrong", f"{write.summed} sums differ from a count")
