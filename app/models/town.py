"""The town whose residents meet here."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from ..town import arms, checks, style
from ..town.unfit import Unfit
from .mixins import Touched
from .project import PHASES

LANGUAGES = ("de", "en", "de-simple")
"""German, English, plain German (BCP 47: `simple` is the registered variant)."""

CHECKS: dict[str, checks.Check] = {
    "name": checks.line(120, required=True),
    "motto": checks.line(200),
    "time_zone": checks.time_zone,
    "languages": checks.some_of(LANGUAGES),
    "colour": lambda value: style.check(value) if value else "",
    "phases": checks.names_for(PHASES),
    "tiles": checks.tiles,
    "attribution": checks.line(200),
    "imprint": checks.text,
    "privacy": checks.text,
    "accessibility": checks.text,
    "opening_hours": checks.text,
}
"""What can be set, with what it may be."""


class Town(Base):
    """One row: who the town is, how it looks and what it says of itself.

    `languages` are those on offer, the first is the usual one; `colour` is that of the band,
    `#rrggbb` or empty; `phases` gives phases names of the town's own, {code: name}; `tiles` is an
    address of map tiles with {z}, {x} and {y}, `attribution` whose they are. `imprint`,
    `privacy`, `accessibility` and `opening_hours` are Markdown.
    """

    __tablename__ = "town"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str] = mapped_column(String(120))
    motto: Mapped[str] = mapped_column(String(200), default="")
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Berlin")

    languages: Mapped[list] = mapped_column(
        JSON, default=lambda: list(LANGUAGES), server_default='["de", "en", "de-simple"]'
    )
    colour: Mapped[str] = mapped_column(String(7), default="", server_default="")
    phases: Mapped[dict] = mapped_column(JSON, default=dict, server_default="{}")
    tiles: Mapped[str] = mapped_column(String(300), default="", server_default="")
    attribution: Mapped[str] = mapped_column(String(200), default="", server_default="")
    imprint: Mapped[str] = mapped_column(Text, default="", server_default="")
    privacy: Mapped[str] = mapped_column(Text, default="", server_default="")
    accessibility: Mapped[str] = mapped_column(Text, default="", server_default="")
    opening_hours: Mapped[str] = mapped_column(Text, default="", server_default="")
    arms: Mapped[bytes | None] = mapped_column(LargeBinary)
    arms_type: Mapped[str] = mapped_column(String(40), default="", server_default="")

    def change(self, **settings: Any) -> None:
        """Give settings other values, all or none; `phases` adds to those that are named already.

        Raises Unfit with the setting as its field.
        """
        if "phases" in settings:
            settings["phases"] = self.phases | settings["phases"]
        checked = {name: _checked(name, value) for name, value in settings.items()}
        for name, value in checked.items():
            setattr(self, name, value)

    def hang_up_arms(self, picture: bytes) -> None:
        """Show this coat of arms. Raises Unfit at "arms" as `town.arms.check`."""
        try:
            type = arms.check(picture)
        except Unfit as unfit:
            raise Unfit(unfit.code, "arms", **unfit.values) from None
        self.arms, self.arms_type = picture, type

    def take_down_arms(self) -> None:
        """Show the drawn ones again."""
        self.arms, self.arms_type = None, ""

    def documents(self) -> Iterator[Touched]:
        yield "town", None
        yield "map", None


def _checked(name: str, value: Any) -> Any:
    try:
        return CHECKS[name](value)
    except Unfit as unfit:
        raise Unfit(unfit.code, name, **unfit.values) from None
