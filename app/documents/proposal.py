"""A proposal: its card in `public` and in its project's scope, the whole in `proposal:<id>`.

A hidden one has no cards; the whole says why.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from ..db import db, iso
from ..models import Comment, Project, Proposal, Support
from .hidden import emptied, hidden_projects, shown, standing
from .kind import PUBLIC, Body, Placed, key, kind
from .project import TOWN
from .query import count, count_and_last, ids_of, per, uuids
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
    gone = hidden_projects(proposals) | {None}
    for proposal in proposals:
        body = _common(proposal, sums[proposal.id])
        name = key("proposal", proposal.id)
        card = body | _card(proposal)
        whole = body | _detail(proposal)
        if not proposal.hidden:
            yield PUBLIC, name, card
        if not proposal.hidden and proposal.project_id not in gone:
            yield key("project", proposal.project_id), name, card
        yield name, name, emptied(whole) if proposal.hidden else whole


def _sums(proposals: list[Proposal]) -> dict[UUID, Sums]:
    ids = [proposal.id for proposal in proposals]
    on = Comment.proposal_id
    comments = count_and_last(on, ids, Comment.deleted.is_(None), shown(Comment))
    supports = per(Support.proposal_id, count(), ids)
    became = dict(
        db.session.execute(
            select(Project.grew_from_id, Project.id).where(Project.grew_from_id.in_(ids))
        ).all()
    )
    sums = {}
    for proposal in proposals:
        said, last = comments.get(proposal.id, (0, proposal.created))
        activity = max(proposal.created, last)
        supported = supports.get(proposal.id, 0)
        sums[proposal.id] = Sums(said, activity, became.get(proposal.id), supported)
    return sums


def _common(proposal: Proposal, sums: Sums) -> Body:
    return {
        "id": str(proposal.id),
        "title": proposal.title,
        "line": line(proposal.text),
        "state": proposal.state,
        "project": str(proposal.project_id or ""),
        "neighbourhood": str(proposal.neighbourhood_id or TOWN),
        "topic": proposal.topic,
        "point": proposal.point,
        "language": proposal.language,
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
    } | standing(proposal)
