"""What a phone's pages show: all that its reader wrote, once, and no less than a moment ago."""

from typing import Any
from uuid import UUID

from broken import promised
from drive import Drive
from written import OPEN, REFUSED

from app.db import db
from app.models import Comment, Project, Proposal, Receipt, Shift

FEW = 2
"""Pages looked at after each step; the latest."""
MADE: dict[str, tuple[str, Any]] = {
    "comment": ("comment", Comment),
    "propose": ("proposal", Proposal),
    "start_project": ("project", Project),
    "offer_shift": ("shift", Shift),
}
"""What a command makes, as pages name it, and its rows."""
SETS = {
    "support": ("withdraw_support", "proposal"),
    "follow": ("unfollow", "on"),
    "sign_up": ("withdraw_sign_up", "shift"),
}
"""What sets a state, what takes it back, and the argument that names the thing."""
EDITS = {"edit_comment": "comment", "edit_proposal": "proposal"}
"""What changes a text, and the argument that names whose."""
ON_ITS_WAY = ("waiting", "acknowledged")
Seen = dict[str, Any]


def check_pages(drive: Drive, phone: str, most: int = FEW) -> None:
    """Raises Broken where the outbox or a page shows too little or too much of the reader's."""
    seen = drive.node.ask("shown", phone, most=most)
    _check_letters(drive, phone, seen)
    _check_outbox(phone, seen)
    for page in seen["pages"]:
        if page["there"] and not page["hidden"]:
            _check_sums(phone, seen, page)
            _check_things(phone, seen, page)
            _check_states(phone, seen, page)
            _check_texts(phone, seen, page)
    _check_pages_stay(drive, phone, seen)
    drive.counted["pages"] += len(seen["pages"]) + 1


def _check_letters(drive: Drive, phone: str, seen: Seen) -> None:
    """The outbox shows nobody what somebody else has written."""
    may = drive.readers.may_read(phone)
    for id in seen["letters"]:
        one = drive.written.get(id)
        text = f"{phone}: {may} read {one or id} in the outbox"
        promised(one is not None and one.actor in may, "leaked", text)


def _check_outbox(phone: str, seen: Seen) -> None:
    letters = seen["letters"]
    for command in seen["commands"]:
        many = letters.get(command["id"], 0)
        kind = "flickers" if many == 0 else "doubled"
        promised(many == 1, kind, f"{phone}: {command} stands {many} times in the outbox")


def _check_sums(phone: str, seen: Seen, page: Seen) -> None:
    for name, (said, found) in page["sums"].items():
        text = f"{phone}: says {said} {name}, shows {found}: {page} {seen['commands']}"
        promised(said == found, "doubled" if said > found else "flickers", text)


def _check_things(phone: str, seen: Seen, page: Seen) -> None:
    """What a command has made stands on its page, once, in a state that is its own."""
    gone = {one["args"].get("comment") for one in seen["commands"] if _deletes(one)}
    changed = {value for one in seen["commands"] for value in one["args"].values()}
    for command in seen["commands"]:
        if page["path"] not in command["places"] or command["name"] not in MADE:
            continue
        noun, _ = MADE[command["name"]]
        id = command["id"]
        states = [state for element, state in page["elements"] if element == f"{noun}-{id}"]
        text = f"{phone} {page['path']}: {command} is shown as {states}"
        promised(len(states) <= 1, "doubled", text)
        if not states:
            is_due = id not in gone and not _is_refused(page) and _belongs(command)
            promised(not is_due, "flickers", text)
        elif command["status"] == "settled" and id not in changed:
            promised(states == ["confirmed"], "doubled", text)


def _deletes(command: Seen) -> bool:
    return command["name"] == "delete_comment" and command["status"] not in REFUSED


def _is_refused(page: Seen) -> bool:
    """Whether the page's own thing was refused: what was said about it is in the outbox alone."""
    noun, id = page["path"].strip("/").split("/")[:2]
    return [f"{noun.removesuffix('s')}-{id}", "rejected"] in page["elements"]


def _belongs(command: Seen) -> bool:
    """Whether it has to stand on its page, which is here and not hidden."""
    if command["name"] == "offer_shift":
        # Only who carries the project can offer one; a refused one is in the outbox alone.
        return command["status"] == "settled" and _is_there(command)
    return command["status"] != "settled" or _is_there(command)


def _is_there(command: Seen) -> bool:
    """Whether the server has it, and has not forgotten that or taken it away."""
    db.session.rollback()
    _, model = MADE[command["name"]]
    row = db.session.get(model, UUID(command["id"]), populate_existing=True)
    known = db.session.get(Receipt, UUID(command["id"])) is not None
    return known and row is not None and not getattr(row, "deleted", None)


def _check_states(phone: str, seen: Seen, page: Seen) -> None:
    """As long as one's last word about a thing is on its way, it is what the page shows."""
    last: dict[tuple[str, str], Seen] = {}
    for command in seen["commands"]:
        # What another guest of this phone has set stands with them.
        counts = command["actor"] == seen["me"] and command["status"] not in REFUSED
        if counts and page["path"] in command["places"]:
            for name, (taken_back, about) in SETS.items():
                if command["name"] in (name, taken_back):
                    last[name, command["args"][about]] = command
    for (name, about), command in last.items():
        if command["status"] in ON_ITS_WAY and (command["name"] != name or _may(name, about, page)):
            shown = any(element == f"{name}-{about}" for element, _ in page["elements"])
            text = f"{phone} {page['path']}: {command} shown: {shown}"
            promised(shown == (command["name"] == name), "flickers", text)


def _may(name: str, about: str, page: Seen) -> bool:
    """Whether the thing, as it stands there, lets that be set."""
    if not page["offers"]:
        return False
    if name == "sign_up":
        return about in page["shifts"]
    return name != "support" or page["standing"] != "withdrawn"


def _check_texts(phone: str, seen: Seen, page: Seen) -> None:
    """An edit stands there while it is on its way, unless another came first, and from then on."""
    for command in seen["commands"]:
        noun = EDITS.get(command["name"], "")
        shown = page["texts"].get(f"{noun}-{command['args'].get(noun)}")
        # What is another's is never changed; one's own guest's is by now the account's.
        if not shown or shown["author"] != command["actor"] or command["status"] not in ON_ITS_WAY:
            continue
        has_arrived, read = command["status"] == "acknowledged", int(command["args"]["revision"])
        may = command["name"] == "edit_comment" or page["standing"] != "withdrawn"
        text = f"{phone} {page['path']}: {command} is shown as {shown}"
        # One that chance has read a later revision than there ever was changes nothing.
        promised(shown["revision"] != read or not may, "flickers", text)
        if shown["revision"] == read + 1 and (has_arrived or shown["sync"] == "pending"):
            promised(shown["text"] == command["text"], "flickers", text)


def _check_pages_stay(drive: Drive, phone: str, seen: Seen) -> None:
    """A page with something of one's own on its way stays as long as that."""
    open_ = {place for one in seen["commands"] if one["status"] in OPEN for place in one["places"]}
    moment = seen["me"], drive.ages[phone], drive.counted["restored"]
    before, known = drive.pages.get(phone, (None, set()))
    there = {page["path"] for page in seen["pages"] if page["there"]}
    missing = {page["path"] for page in seen["pages"]} - there
    lost = missing & known & open_ if before == moment else set()
    promised(not lost, "flickers", f"{phone}: {lost} could be read a moment ago")
    drive.pages[phone] = moment, there
