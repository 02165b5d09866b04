"""What proposals and projects are about."""

import re
import unicodedata
from collections.abc import Iterator

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, db
from ..town import checks
from ..town.unfit import Unfit
from .mixins import Touched

COLOURS = ("red", "orange", "yellow", "green", "teal", "blue", "violet", "pink", "brown", "grey")
ID = re.compile("[a-z][a-z0-9-]{0,39}")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Topic(Base):
    """A topic of the town, in its order; `id` is a short word for addresses: `verkehr`.

    What names a topic that the town has given up stands without one.
    """

    __tablename__ = "topic"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    colour: Mapped[str] = mapped_column(String(20), default="grey")
    position: Mapped[int] = mapped_column(default=0)

    @classmethod
    def add(cls, id: str, name: str, colour: str) -> "Topic":
        """One more topic, behind the others.

        Raises Unfit: "not_an_id", "taken", and as `change`.
        """
        if not ID.fullmatch(id):
            raise Unfit("not_an_id", value=id)
        if db.session.get(cls, id):
            raise Unfit("taken", value=id)
        last = db.session.scalar(select(func.max(cls.position)))
        topic = cls(id=id, position=0 if last is None else last + 1)
        topic.change(name=name, colour=colour)
        db.session.add(topic)
        return topic

    @classmethod
    def found(cls, name: str, colour: str) -> "Topic":
        """One more topic, whose id is made from its name.

        Raises Unfit: "taken" where there is one of that name, and as `change`.
        """
        known = cls.in_order()
        if name.casefold() in {topic.name.casefold() for topic in known}:
            raise Unfit("taken", "name", value=name)
        taken = {topic.id for topic in known}
        word = _word(name)
        numbered = (f"{word[:36]}-{number}" for number in range(2, len(known) + 3))
        return cls.add(next(id for id in (word, *numbered) if id not in taken), name, colour)

    @classmethod
    def named(cls, id: str, field: str = "") -> "Topic":
        """The topic with this id, to be changed; locked with all others, whose order is one thing.

        Raises Unfit("not_found").
        """
        query = select(cls).order_by(cls.id).with_for_update()
        topics = db.session.scalars(query, execution_options={"populate_existing": True}).all()
        found = next((topic for topic in topics if topic.id == id), None)
        if found is None:
            raise Unfit("not_found", field, value=id)
        return found

    @classmethod
    def in_order(cls) -> list["Topic"]:
        """All topics as lists show them."""
        return list(db.session.scalars(select(cls).order_by(cls.position, cls.id)))

    def change(self, name: str | None = None, colour: str | None = None) -> None:
        """Another name or colour. Raises Unfit: "unknown" colour, and for names as a line."""
        if colour is not None and colour not in COLOURS:
            raise Unfit("unknown", "colour", value=colour, known=", ".join(COLOURS))
        if name is not None:
            self.name = _name(name)
        self.colour = colour or self.colour

    def move(self, position: int) -> None:
        """To this place in the order, counted from 1; beyond the end is the end."""
        others = [topic for topic in self.in_order() if topic is not self]
        place = max(0, position - 1)
        for number, topic in enumerate([*others[:place], self, *others[place:]]):
            topic.position = number

    def remove(self) -> None:
        """Give it up."""
        db.session.delete(self)

    def documents(self) -> Iterator[Touched]:
        yield f"topic:{self.id}", None


def _name(name: str) -> str:
    try:
        return str(checks.line(80, required=True)(name))
    except Unfit as unfit:
        raise Unfit(unfit.code, "name", **unfit.values) from None


def _word(name: str) -> str:
    """The name as an id: `Grün & Bäume` is `gruen-baeume`."""
    spelled = name.casefold().translate(UMLAUTS)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    word = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return word if ID.fullmatch(word) else f"thema-{word}".strip("-")[:40].strip("-")
