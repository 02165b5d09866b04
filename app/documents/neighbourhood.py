"""A neighbourhood: its card in `public`, the whole in `neighbourhood:<id>`."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db
from ..models import Neighbourhood, Project, Proposal
from .hidden import shown
from .kind import PUBLIC, Placed, key, kind
from .query import count, ids_of, per, uuids
from .text import folded, html, line, sort_key


@kind("neighbourhood", ids=ids_of(Neighbourhood))
def build(ids: Collection[str]) -> Iterator[Placed]:
    wanted = uuids(ids)
    projects = per(Project.neighbourhood_id, count(), wanted, shown(Project))
    proposals = per(Proposal.neighbourhood_id, count(), wanted, shown(Proposal))
    for place in db.session.scalars(select(Neighbourhood).where(Neighbourhood.id.in_(wanted))):
        name = key("neighbourhood", place.id)
        body = {
            "id": str(place.id),
            "name": place.name,
            "line": line(place.text),
            "look": place.look % 8,
            "projects": projects.get(place.id, 0),
            "proposals": proposals.get(place.id, 0),
        }
        card = {"search": folded(place.name), "sort_title": sort_key(place.name)}
        yield PUBLIC, name, body | card
        yield name, name, body | {"html": html(place.text)}
