"""Faults off: everything finds its way, and then all invariants hold."""

from broken import promised
from devices import all_update, has_room
from drive import PHONES, Drive
from effects import check_effects
from replicas import check_replicas, observe
from shown import check_pages
from sqlalchemy import select
from written import OPEN

from app.db import db
from app.models import Clock, Difference, Resident
from app.writing import writing

MOST_RUNS = 8
"""Of each phone until nothing moves any more."""
HOURS = 3
"""After an hour a phone asks for all that it holds; its clock may have been an hour ahead then."""
SECONDS = 30
"""After which nothing may be on its way any more, once there is a network."""
ALL = 100


def quiet(drive: Drive) -> None:
    """Network and room are back, all clocks are right; raises Broken where that is not enough."""
    drive.between.calms()
    all_update(drive)
    for phone in PHONES:
        has_room(drive, phone)
        drive.between.arrive(phone)
        _recovers(drive, phone)
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
        check_pages(drive, phone, ALL)
    # Nothing here takes documents away: what differs is a mistake of the pull.
    promised(not Difference.total(), "wrong", f"{Difference.total()} scopes differed")
    check_rebuild()
    drive.counted["quiets"] += 1


def _recovers(drive: Drive, phone: str) -> None:
    """As an open page asks, after the pauses that the worker names."""
    drive.clock_says(phone, drive.now)
    drive.between.browsers[phone].faults = []
    seconds = drive.node.ask("recovers", phone)
    told = f"{phone}: {seconds} s, {_waiting(drive)}, {drive.node.ask('errors')}"
    promised(0 <= seconds <= SECONDS, "stuck", told)
    drive.counted["longest"] = max(drive.counted["longest"], round(seconds))
    observe(drive, phone)


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
    return [one for phone in PHONES for one in _waiting_on(drive, phone)]


def _waiting_on(drive: Drive, phone: str) -> list[object]:
    stored = drive.stored(phone)
    settings = {one["name"]: one["value"] for one in stored["settings"]}
    session = settings.get("session") or {"session": "", "actor": ""}
    guests = {one["actor"] for one in stored["identities"] if not one.get("closed")}
    # Who is signed in can send, also what a guest wrote whom they have taken along; as a guest,
    # or as nobody, all guests of this phone can.
    may = set()
    if session["session"] == "active":
        may = {session["actor"], *_taken_along(session["actor"])}
    if session["session"] == "none" or session["actor"] in guests:
        may |= guests
    told = ("id", "name", "status", "code", "actor")
    return [
        (phone, {name: one[name] for name in told})
        for one in stored["commands"]
        if one["status"] in OPEN and (one["status"] != "needs_login" or one["actor"] in may)
    ]


def _taken_along(account: str) -> set[str]:
    rows = db.session.execute(select(Resident.id, Resident.merged_into_id))
    return {str(guest) for guest, into in rows if str(into) == account}


def check_rebuild() -> None:
    """All documents and sums are what they would be if made anew."""
    db.session.rollback()
    with writing() as write:
        write.everything = True
    promised(write.mended == 0, "wrong", f"{write.mended} documents differ from a rebuild")
    promised(write.summed == 0, "wrong", f"{write.summed} sums differ from a count")
