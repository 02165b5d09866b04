"""A resident's own supports: `support:<proposal>` in `me:<id>`; the sums stand on the cards."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db
from ..models import Support
from .kind import Placed, key, kind
from .mine import owned


@kind("support", ids=lambda: map(str, db.session.scalars(select(Support.proposal_id).distinct())))
def build(ids: Collection[str]) -> Iterator[Placed]:
    for support in owned(Support, Support.proposal_id, ids):
        body = {"id": str(support.proposal_id), "proposal": str(support.proposal_id)}
        yield key("me", support.resident_id), key("support", support.proposal_id), body
