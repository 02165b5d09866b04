"""What the tablet's pages show to who is at it: all that they gave, once."""

from typing import Any

from broken import promised
from hall import TABLET, Hall

Command = dict[str, Any]
MADE = {"comment": "comment", "propose": "proposal"}


def check_visit(hall: Hall) -> None:
    """Raises Broken where a page shows too little or too much of the visit's own."""
    seen = hall.ask("shows")
    for page in seen["pages"]:
        if page["there"] and not page["hidden"]:
            _check_page(seen["commands"], page)
    hall.drive.counted["pages"] += len(seen["pages"])


def _check_page(commands: list[Command], page: dict[str, Any]) -> None:
    for command in commands:
        if page["path"] not in command["at"] or command["name"] not in MADE:
            continue
        element = f"{MADE[command['name']]}-{command['id']}"
        states = [state for id, state in page["elements"] if id == element]
        text = f"{TABLET} {page['path']}: {command} is shown as {states}"
        promised(len(states) <= 1, "doubled", text)
        # Unless the server did not say from which version on its effect is known.
        may_be_gone = command["status"] == "acknowledged" and not command["knows"]
        promised(bool(states) or may_be_gone, "flickers", text)
