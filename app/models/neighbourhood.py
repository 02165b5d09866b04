"""A part of the town that people identify with."""

from collections.abc import Iterator

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from .mixins import Dated, Identified, Imported, Touched


class Neighbourhood(Identified, Dated, Imported, Base):
    """A neighbourhood; `outline` is a GeoJSON geometry in WGS 84, `look` picks colour and pattern.

    `look` counts from 0; themes repeat after eight. `shape` is the outline as phones draw it
    (`shape.py`), simplified together with its neighbours'; empty where there is no outline.
    """

    __tablename__ = "neighbourhood"
    __table_args__ = (UniqueConstraint("source", "source_round", "source_id"),)

    name: Mapped[str] = mapped_column(String(120), unique=True)
    text: Mapped[str] = mapped_column(Text, default="")
    look: Mapped[int] = mapped_column(default=0)
    outline: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    shape: Mapped[str] = mapped_column(Text, default="", server_default="")

    @property
    def scope(self) -> str:
        """The scope that holds everything of this neighbourhood."""
        return f"neighbourhood:{self.id}"

    def documents(self) -> Iterator[Touched]:
        yield f"neighbourhood:{self.id}", None
        yield f"outline:{self.id}", None
        yield "map", None
