"""A topic: in `public`; cards name it by its id."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db
from ..models import Topic
from .kind import PUBLIC, Placed, key, kind


@kind("topic", ids=lambda: db.session.scalars(select(Topic.id)))
def build(ids: Collection[str]) -> Iterator[Placed]:
    for topic in db.session.scalars(select(Topic).where(Topic.id.in_(ids))):
        body = {
            "id": topic.id,
            "name": topic.name,
            "colour": topic.colour,
            "order": f"{topic.position:04d}",
        }
        yield PUBLIC, key("topic", topic.id), body
