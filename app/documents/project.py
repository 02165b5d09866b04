"""A project: its card in `public`, the whole in `project:<id>`, where a hidden one says why."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from ..db import db, iso
from ..models import Comment, Project, Proposal, Shift
from .hidden import emptied, shown, standing
from .kind import PUBLIC, Body, Placed, key, kind
from .query import Counted, count, count_and_last, ids_of, per, uuids
from .text import folded, html, line, sort_key

TOWN = "town"
"""Stands for the neighbourhood where something belongs to the whole town."""


class Sums(NamedTuple):
    comments: int
    proposals: int
    shifts: int
    activity: datetime


@kind("project", ids=ids_of(Project))
def build(ids: Collection[str]) -> Iterator[Placed]:
    projects = list(db.session.scalars(select(Project).where(Project.id.in_(uuids(ids)))))
    sums = _sums(projects)
    for project in projects:
        body = _common(project, sums[project.id])
        name = key("project", project.id)
        whole = body | _detail(project)
        if not project.hidden:
            yield PUBLIC, name, body | _card(project)
        yield name, name, emptied(whole) if project.hidden else whole


def _sums(projects: list[Project]) -> dict[UUID, Sums]:
    ids = [project.id for project in projects]
    on = Comment.project_id
    comments = count_and_last(on, ids, Comment.deleted.is_(None), shown(Comment))
    proposals = count_and_last(Proposal.project_id, ids, shown(Proposal))
    shifts = per(Shift.project_id, count(), ids, Shift.cancelled == "")
    return {
        project.id: _sum(project, comments, proposals, shifts.get(project.id, 0))
        for project in projects
    }


def _sum(project: Project, comments: Counted, proposals: Counted, shifts: int) -> Sums:
    none = 0, project.created
    said, commented = comments.get(project.id, none)
    made, proposed = proposals.get(project.id, none)
    return Sums(said, made, shifts, max(project.created, commented, proposed))


def _common(project: Project, sums: Sums) -> Body:
    return {
        "id": str(project.id),
        "title": project.title,
        "line": project.summary or line(project.text),
        "phase": project.phase,
        "neighbourhood": str(project.neighbourhood_id or TOWN),
        "topic": project.topic,
        "point": project.point,
        "language": project.language,
        "activity": iso(sums.activity),
        "comments": sums.comments,
        "proposals": sums.proposals,
        "shifts": sums.shifts,
    }


def _card(project: Project) -> Body:
    return {
        "search": folded(f"{project.title} {project.summary or line(project.text)}"),
        "sort_title": sort_key(project.title),
    }


def _detail(project: Project) -> Body:
    return {
        "html": html(project.text),
        "created": iso(project.created),
        "author": str(project.author_id or ""),
        "grew_from": str(project.grew_from_id or ""),
    } | standing(project)
