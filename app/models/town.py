"""The town whose residents meet here."""

from collections.abc import Iterator

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from .mixins import Touched


class Town(Base):
    """One row: name, motto and time zone of the town."""

    __tablename__ = "town"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str] = mapped_column(String(120))
    motto: Mapped[str] = mapped_column(String(200), default="")
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Berlin")

    def documents(self) -> Iterator[Touched]:
        yield "town", None
