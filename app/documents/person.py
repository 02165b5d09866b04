"""Who wrote something: `person` in each scope where they did, `me` in their own.

Who has a role, or gave one, stands in `town`, too.

Builders get `<id>` for every place or `<id>@<scope>` for one.
"""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import select

from ..db import db, iso
from ..models import Comment, Project, Proposal, RecoveryCode, Resident, Role
from .hidden import on_stage, shown
from .kind import Body, Placed, key, kind
from .query import count, ids_of, per, uuids

TOWN = "town"
"""The scope where roles stand."""


@kind("me", ids=ids_of(Resident))
def build_me(ids: Collection[str]) -> Iterator[Placed]:
    wanted = uuids(ids)
    unused = RecoveryCode.used.is_(None)
    codes = per(RecoveryCode.resident_id, count(), wanted, unused)
    for resident in _residents(wanted):
        name = key("me", resident.id)
        yield (
            name,
            name,
            _body(resident)
            | {
                "guest": resident.guest,
                "roles": [
                    {"role": role.role, "neighbourhood": str(role.neighbourhood_id or "")}
                    for role in Role.of(resident.id)
                ],
                "codes": codes.get(resident.id, 0),
                "recovered": iso(resident.recovered),
            },
        )


@kind("person", ids=ids_of(Resident))
def build_person(ids: Collection[str]) -> Iterator[Placed]:
    wanted = [id.partition("@")[::2] for id in ids]
    authors = {UUID(id) for id, _ in wanted}
    bodies = {
        resident.id: _body(resident) | {"closed": resident.closed is not None}
        for resident in _residents(list(authors))
    }
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
    said = (Comment.deleted.is_(None), shown(Comment), *on_stage(Comment))
    for noun, author, on, *where in (
        ("project", Project.author_id, Project.id, shown(Project)),
        ("proposal", Proposal.author_id, Proposal.id, shown(Proposal)),
        ("project", Comment.author_id, Comment.project_id, *said),
        ("proposal", Comment.author_id, Comment.proposal_id, *said),
    ):
        query = select(author, on).where(author.in_(authors), on.is_not(None), *where).distinct()
        if not everywhere:
            places = [UUID(s[len(noun) + 1 :]) for s in scopes if s.startswith(f"{noun}:")]
            if not places:
                continue
            query = query.where(on.in_(places))
        found |= {(who, key(noun, id)) for who, id in db.session.execute(query)}
    if everywhere or TOWN in scopes:
        found |= {(who, TOWN) for who in _with_roles(authors)}
    return found


def _with_roles(people: set[UUID]) -> set[UUID]:
    """Those who have a role, or gave somebody one."""
    return {
        who
        for column in (Role.resident_id, Role.granted_by_id)
        for who in db.session.scalars(select(column).where(column.in_(people)))
    }
