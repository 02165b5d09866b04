"""A row of a file as the proposal it stands for, checked."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..models import STATES
from .errors import BadRow, shown

LONGEST = {"id": 80, "round": 40, "text": 20_000}
TITLE = 200
YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}
NUMBER = re.compile(r"[-+]?\d{1,3}(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Suggestion:
    """What one row suggests. `district` is empty where it belongs to the whole town.

    `point` is `latitude,longitude` with five decimals or empty, `created` None where not known.
    """

    id: str
    round: str
    title: str
    text: str
    district: str
    state: str
    selected: bool
    point: str
    language: str
    created: datetime | None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart from the others of its source."""
        return self.round, self.id


def suggestion(record: Mapping[str, str], created: datetime | None) -> Suggestion:
    """Check a row by field. Raises BadRow with the first reason found."""
    values = {field: value.strip() for field, value in record.items()}
    title, text = _title_and_text(" ".join(values["title"].split()), values.get("text", ""))
    for field, value in (("id", values["id"]), ("title", title)):
        if not value:
            raise BadRow(f"it has no {field}")
    selected = _selected(values.get("selected", ""))
    checked = Suggestion(
        id=values["id"],
        round=values.get("round", ""),
        title=title,
        text=text,
        district=values.get("district", ""),
        state=_state(values.get("state", ""), selected),
        selected=selected,
        point=_point(values.get("latitude", ""), values.get("longitude", "")),
        language=values.get("language", ""),
        created=created,
    )
    for field, longest in LONGEST.items():
        length = len(getattr(checked, field))
        if length > longest:
            raise BadRow(f"its {field} has {length} characters, {longest} fit")
    return checked


def same_name(name: str) -> str:
    """A district's name as names are compared: composed, in one case, single blanks."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _title_and_text(title: str, text: str) -> tuple[str, str]:
    """A title that is too long is cut at a word, and stands whole at the head of the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(title) <= TITLE:
        return title, text
    head = title[: TITLE - 1].rpartition(" ")[0] or title[: TITLE - 1]
    return head.rstrip(" ,.;:–-") + "…", f"{title}\n\n{text}".strip()


def _selected(value: str) -> bool:
    if value.lower() not in YES:
        raise BadRow(f"selected is {shown(value)}, neither yes nor no")
    return YES[value.lower()]


def _state(value: str, selected: bool) -> str:
    state = value.lower() or ("accepted" if selected else "open")
    if state not in STATES:
        raise BadRow(f"its state is {shown(value)}, none of {', '.join(STATES)}")
    if selected and state != "accepted":
        raise BadRow(f"it is selected and yet its state is {shown(value)}")
    return state


def _point(latitude: str, longitude: str) -> str:
    if bool(latitude) != bool(longitude):
        raise BadRow("it has only one of latitude and longitude")
    for name, value, limit in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if value and not NUMBER.fullmatch(value):
            raise BadRow(f"its {name} is {shown(value)}, no number")
        if value and abs(float(value)) > limit:
            raise BadRow(f"its {name} is {value}, beyond {limit} degrees")
    # Adding 0.0 turns -0.0 into 0.0, which is the same place.
    rounded = (round(float(value), 5) + 0.0 for value in (latitude, longitude) if value)
    return ",".join(f"{value:.5f}" for value in rounded)
