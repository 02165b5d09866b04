"""What becomes of a phone: its storage, its app, and what is carried to another one."""

import json
from typing import Any

from broken import promised
from drive import FULL, KILLED, PHONES, Drive
from people import account_on

from app.commands import COMMANDS
from app.commands.registry import export
from app.documents.table import SCHEMA


def loses_connection(drive: Drive, phone: str) -> None:
    """The browser closes the connection to the database."""
    drive.node.ask("loses_connection", phone)
    drive.counted["connection lost"] += 1


def loses_database(drive: Drive, phone: str, *, cookies: bool) -> None:
    """The browser has deleted what was stored; what waited there was there alone."""
    drive.node.ask("loses_database", phone)
    if cookies:
        drive.between.browsers[phone].cookies.clear()
    drive.readers.is_forgotten(phone, account_on(drive, phone))
    for one in drive.written.values():
        if phone in one.fates:
            one.ends(phone, "deleted")
    drive.cursors.pop(phone, None)
    drive.ages[phone] += 1
    drive.counted["database deleted"] += 1


def ages(drive: Drive, phone: str) -> None:
    """The app on this phone is one build older than the server's documents."""
    if drive.ages[f"{phone} old"]:
        return
    drive.node.ask("ages", phone)
    drive.ages[f"{phone} old"] = 1
    drive.counted["one version behind"] += 1


def updates(drive: Drive, phone: str) -> None:
    """The app is updated, with whatever waits."""
    drive.node.ask("updates", phone, schema=SCHEMA)
    # The replica begins anew.
    drive.cursors.pop(phone, None)
    drive.ages[f"{phone} old"] = 0
    drive.ages[phone] += 1
    drive.counted["updated"] += 1


def has_room(drive: Drive, phone: str) -> None:
    """Somebody has made room on a phone whose storage was full."""
    drive.node.ask("has_room", phone)


def carries_file(drive: Drive, phone: str, other: str, **trouble: Any) -> None:
    """What waits on one phone is taken in by another, and stays where it was."""
    text = drive.node.ask("packs", phone)
    before = {one["id"] for one in drive.outbox(other)}
    said = drive.node.ask("takes_in", other, text=text, known=export(), **trouble)
    carried = json.loads(text)["commands"]
    is_newer = not {one["name"] for one in carried} <= COMMANDS.keys() or '"version": 2' in text
    may = {"newer" if is_newer else "", FULL, KILLED}
    promised(said in may, "stuck", f"a file of {phone}: {said}")
    taken = {one["id"] for one in drive.outbox(other)} - before
    whole = {one["id"] for one in carried} - before
    wanted = (whole,) if not said else (set(), whole) if said == KILLED else (set(),)
    promised(taken in wanted, "wrong", f"a file of {phone}: {said}, {taken} of {whole} are there")
    if said in ("", KILLED):
        drive.readers.carries_guests(phone, other)
    for id in taken:
        # What was discarded here, or forgotten, is here again.
        drive.written[id].fates[other] = ""
    drive.counted["carried"] += 1


def all_update(drive: Drive) -> None:
    """Nobody's app stays old for ever."""
    for phone in PHONES:
        if drive.ages[f"{phone} old"]:
            updates(drive, phone)
