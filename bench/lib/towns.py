"""Towns of any size: the seed town, and as many projects and proposals more as are asked for.

What they say is made of sentences of the seed town's threads, by a random generator with a fixed
seed: the same town each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app import create_app
from app.db import db
from app.models import Comment, Neighbourhood, Project, Proposal, Resident, Topic
from app.models.project import PHASES
from app.seeds.planting import plant
from app.seeds.story import threads
from app.upgrading import bring_up_to_date
from app.writing import writing

BATCH = 500
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 500
TALKED_ABOUT = 40
COMMENTS = 12


@contextmanager
def application(data: Path, url: str = "") -> Iterator[Flask]:
    """An application on the database at `url`, else on the one that a server of `data` has."""
    own = {"SQLALCHEMY_DATABASE_URI": url} if url else {}
    app = create_app(
        {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{data / 'kokommune.db'}", "INSTANCE": data} | own
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def found_town(data: Path, projects: int, proposals: int = 0, url: str = "") -> None:
    """Migrate the database and make the town in it."""
    with application(data, url):
        bring_up_to_date()
        db.session.rollback()
        plant()
        author = Author()
        for start in range(0, projects, BATCH):
            with writing():
                author.adds(Project, range(start, min(start + BATCH, projects)))
        for start in range(0, proposals, BATCH):
            with writing():
                author.adds(Proposal, range(start, min(start + BATCH, proposals)))


class Author:
    """Writes projects and proposals about the seed town."""

    def __init__(self) -> None:
        self.chance = Random(20_261_122)
        said = " ".join(entry["text"] for thread in threads().values() for entry in thread)
        self.sentences = [part.strip() for part in said.replace("\n", " ").split(".") if part]
        # Letters like ş bring a font of their own, and not every list of a town has one.
        plain = (word.strip(",:;!?–„“()") for word in said.split())
        self.words = sorted({word for word in plain if word.isalpha() and max(word) <= "ÿ"})
        self.people, self.places, self.topics = (
            list(db.session.scalars(select(column).order_by(column)))
            for column in (Resident.id, Neighbourhood.id, Topic.id)
        )

    def adds(self, noun: type[Any], numbers: range) -> None:
        """Add rows inside `writing()`; the first of all have a thread."""
        rows = [self._row(noun) for _ in numbers]
        db.session.add_all(rows)
        db.session.flush()
        for number, row in zip(numbers, rows, strict=True):
            if number < TALKED_ABOUT:
                db.session.add_all(self._comment(row) for _ in range(COMMENTS))

    def _row(self, noun: type[Any]) -> Any:
        own = {"summary": self._title(9, 14), "phase": self.chance.choice(PHASES)}
        return noun(
            id=self._id(),
            title=self._title(3, 7),
            text="\n\n".join(self._paragraph() for _ in range(3)),
            neighbourhood_id=self.chance.choice(self.places),
            author_id=self.chance.choice(self.people),
            topic=self.chance.choice(self.topics),
            point=f"{self.chance.uniform(51.4, 51.5):.5f},{self.chance.uniform(9.6, 9.8):.5f}",
            created=self._time(),
            **(own if noun is Project else {}),
        )

    def _comment(self, thing: Any) -> Comment:
        on = {f"{thing.__tablename__}_id": thing.id}
        author = self.chance.choice(self.people)
        return Comment(
            id=self._id(), text=self._paragraph(), author_id=author, created=self._time(), **on
        )

    def _title(self, fewest: int, most: int) -> str:
        chosen = self.chance.choices(self.words, k=self.chance.randint(fewest, most))
        return " ".join(chosen)[:200].capitalize()

    def _paragraph(self) -> str:
        return ". ".join(self.chance.choices(self.sentences, k=4)) + "."

    def _time(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.chance.randrange(DAYS * 24 * 3600))

    def _id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)
