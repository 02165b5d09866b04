"""The town: its card in `public`, the whole with its texts in `town`; both with the key `town`."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db
from ..models import LANGUAGES, Town
from ..town import arms, style
from .kind import PUBLIC, Body, Placed, kind
from .text import article

NAME = "town"
TEXTS = ("imprint", "privacy", "accessibility", "opening_hours")
NAMELESS: Body = {
    "id": NAME,
    "name": "Kokommune",
    "motto": "",
    "time_zone": "Europe/Berlin",
    "languages": list(LANGUAGES),
    "colour": "",
    "style": "",
    "arms": "",
    "phases": {},
    "tiles": "",
    "attribution": "",
}
"""What stands where no town is yet; the worker has the same in `service_worker/pages.js`."""


@kind(NAME, ids=lambda: [""])
def build(_ids: Collection[str]) -> Iterator[Placed]:
    for town in db.session.scalars(select(Town)):
        body = {name: getattr(town, name, "") for name in NAMELESS} | {
            "id": NAME,
            "style": style.address(town.colour),
            "arms": arms.address(town.arms, town.arms_type),
        }
        yield PUBLIC, NAME, body
        yield NAME, NAME, body | {f"{name}_html": article(getattr(town, name)) for name in TEXTS}
