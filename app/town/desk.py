"""The town's settings, as administrators see them."""

from typing import Any

from ..db import db
from ..models import LANGUAGES, PHASES, Topic, Town
from . import arms
from .checks import LONGEST_TEXT

LONG = LONGEST_TEXT
USUAL_COLOUR = "#14513c"
"""That of the band where the town has set none; a colour field is never empty."""
WHOLE = (
    "name", "motto", "time_zone", "colour", "tiles", "attribution",
    "imprint", "privacy", "accessibility", "opening_hours",
)  # fmt: skip


def settings() -> dict[str, str]:
    """What is set, by the names of the fields of `set_town`; boxes are `on` or empty."""
    town = db.session.get(Town, 1)
    if town is None:
        return {}
    values = {name: str(getattr(town, name)) for name in WHOLE}
    values |= {f"phase_{phase}": town.phases.get(phase, "") for phase in PHASES}
    values |= {
        f"speaks_{name.replace('-', '_')}": "on" if name in town.languages else ""
        for name in LANGUAGES
    }
    return values | {
        "colour": town.colour or USUAL_COLOUR,
        "usual": town.languages[0],
        "arms": arms.address(town.arms, town.arms_type),
    }


def topics() -> list[dict[str, Any]]:
    """All topics in their order, counted from 1."""
    return [
        {"id": topic.id, "name": topic.name, "colour": topic.colour, "position": number}
        for number, topic in enumerate(Topic.in_order(), 1)
    ]
