"""What a resident follows: `follow:<scope>` in `me:<id>`."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db
from ..models import Follow
from .kind import Placed, key, kind, kind_and_id
from .mine import owned


@kind("follow", ids=lambda: db.session.scalars(select(Follow.scope).distinct()))
def build(ids: Collection[str]) -> Iterator[Placed]:
    for follow in owned(Follow, Follow.scope, ids):
        noun, id = kind_and_id(follow.scope)
        body = {"id": follow.scope, "project": "", "proposal": "", "neighbourhood": "", noun: id}
        yield key("me", follow.resident_id), key("follow", follow.scope), body
