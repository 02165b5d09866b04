"""Who wrote something: `person` in each scope where they did, `me` in their own.

Builders get `<id>` for every place or `<id>@<scope>` for one.
"""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import select

from ..db import db
from ..models import Comment, Project, Proposal, Resident
from .kind import Body, Placed, key, kind
from .query import ids_of, uuids


@kind("me", ids=ids_of(Resident))
def build_me(ids: Collection[str]) -> Iterator[Placed]:
    for resident in _residents(uuids(ids)):
        name = key("me", resident.id)
        yield name, name, _body(resident) | {"guest": resident.guest}


@kind("person", ids=ids_of(Resident))
def build_person(ids: Collection[str]) -> Iterator[Placed]:
    wanted = [id.partition("@")[::2] for id in ids]
    authors = {UUID(id) for id, _ in wanted}
    bodies = {resident.id: _body(resident) for resident in _residents(list(authors))}
    everywhere = {UUID(id) for id, scope in wanted if not scope}
    somewhere = {(UUID(id), scope) for id, scope in wanted if scope}
    for author, scope in _places(authors, {scope for _, scope in somewhere}, bool(everywhere)):
        if author in everywhere or (author, scope) in somewhere:
            yield scope, key("person", author), bodies[author]


def _residents(ids: list[UUID]) -> Iterator[Resident]:
    yield from db.session.scalars(select(Resident).where(Resident.id.in_(ids)))


def _body(resident: Resident) -> Body:
    return {"id": str(resident.id), "name": resident.name, "affiliation": resident.affiliation}


def _places(authors: set[UUID], scopes: set[str], everywhere: bool) -> set[tuple[UUID, str]]:
    """Who wrote where: (author, scope), in the given scopes or in all."""
    found = set()
    for noun, author, on, *where in (
        ("project", Project.author_id, Project.id),
        ("proposal", Proposal.author_id, Proposal.id),
        ("project", Comment.author_id, Comment.project_id, Comment.deleted.is_(None)),
        ("proposal", Comment.author_id, Comment.proposal_id, Comment.deleted.is_(None)),
    ):
        query = select(author, on).where(author.in_(authors), on.is_not(None), *where).distinct()
        if not everywhere:
            query = query.where(
                on.in_([UUID(s[len(noun) + 1 :]) for s in scopes if s.startswith(f"{noun}:")])
            )
        found |= {(who, key(noun, id)) for who, id in db.session.execute(query)}
    return found
