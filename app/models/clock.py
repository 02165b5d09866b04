"""The one counter that orders everything that phones read."""

from uuid import uuid4

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class Clock(Base):
    """One row. `version` is the last committed tick; `epoch` changes when a backup is restored.

    `schema` is the shape in which the documents were last built as a whole.
    """

    __tablename__ = "clock"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    version: Mapped[int] = mapped_column(BigInteger, default=0)
    epoch: Mapped[str] = mapped_column(String(36), default=lambda: str(uuid4()))
    schema: Mapped[int] = mapped_column(default=0, server_default="0")
