"""A proposal: its card in `public` and in its project's scope, the whole in `proposal:<id>`."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from ..db import db, iso
from ..models import Comment, Project, Proposal, Support
from .kind import PUBLIC, Body, Placed, key, kind
from .project import TOWN
from .query import count, ids_of, per, uuids
from .text import folded, html, line, sort_key


class Sums(NamedTuple):
    comments: int
    activity: datetime
    became: UUID | None
    supports: int


@kind("proposal", ids=ids_of(Proposal))
def build(ids: Collection[str]) -> Iterator[Placed]:
    proposals = list(db.session.scalars(select(Proposal).where(Proposal.id.in_(uuids(ids)))))
    sums = _sums(proposals)
    for proposal in proposals:
        body = _common(proposal, sums[proposal.id])
        name = key("proposal", proposal.id)
        card = body | _card(proposal)
        yield PUBLIC, name, card
        if proposal.project_id:
            yield key("project", proposal.project_id), name, card
        yield name, name, body | _detail(proposal)


def _sums(proposals: list[Proposal]) -> dict[UUID, Sums]:
    ids = [proposal.id for proposal in proposals]
    comments = per(Comment.proposal_id, count(), ids, Comment.deleted.is_(None))
    commented = per(Comment.proposal_id, func.max(Comment.created), ids)
    supports = per(Support.proposal_id, count(), ids)
    became = dict(
        db.session.execute(
            select(Project.grew_from_id, Project.id).where(Project.grew_from_id.in_(ids))
        ).all()
    )
    return {
        proposal.id: Sums(
            comments.get(proposal.id, 0),
            max(proposal.created, commented.get(proposal.id, proposal.created)),
            became.get(proposal.id),
            supports.get(proposal.id, 0),
        )
        for proposal in proposals
    }


def _common(proposal: Proposal, sums: Sums) -> Body:
    return {
        "id": str(proposal.id),
        "title": proposal.title,
        "line": line(proposal.text),
        "state": proposal.state,
        "project": str(proposal.project_id or ""),
        "neighbourhood": str(proposal.neighbourhood_id or TOWN),
        "became": str(sums.became or ""),
        "activity": iso(sums.activity),
        "comments": sums.comments,
        "supports": sums.supports,
    }


def _card(proposal: Proposal) -> Body:
    return {
        "search": folded(f"{proposal.title} {line(proposal.text)}"),
        "sort_title": sort_key(proposal.title),
    }


def _detail(proposal: Proposal) -> Body:
    return {
        "text": proposal.text,
        "html": html(proposal.text),
        "edited": iso(proposal.edited),
        "revision": proposal.revision,
        "created": iso(proposal.created),
        "author": str(proposal.author_id or ""),
    }
