"""Writes suggestions as proposals, and makes projects of the selected ones."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from uuid6 import uuid7

from ..db import db, now
from ..models import Neighbourhood, Project, Proposal
from ..models.shape import Polygons, contains, decode
from .errors import BadRow, shown
from .suggestion import Suggestion, same_name
from .tally import Tally

Key = tuple[str, str]
FOLLOWED = ("title", "text", "neighbourhood_id", "point", "language")


class ProposalImport:
    """Brings the suggestions of one source in, inside `writing()`; known by (round, id).

    A selected one gets a project, once. That project follows its proposal field by field until
    somebody gives the field another value. With `strict` each district has to be known;
    else what names no known one stands where its point lies.
    """

    def __init__(self, source: str, tally: Tally, *, strict: bool = True) -> None:
        self._source = source
        self._strict = strict
        self._tally = tally
        self._time = now()
        self._districts = _districts()
        self._shapes = [] if strict else _shapes()
        self._proposals = self._known(Proposal)
        self._projects = self._known(Project)
        self._waiting: list[Project] = []

    def bring(self, entry: Suggestion) -> None:
        """Make or update one proposal. Raises BadRow where its district is unknown."""
        values = self._values(entry)
        proposal = self._proposals.get(entry.key)
        is_new = proposal is None
        changed = False
        if proposal is None:
            created = entry.created or self._time
            proposal = self._make(Proposal, entry, created=created, **values)
            db.session.add(proposal)
        else:
            changed = self._update(proposal, self._projects.get(entry.key), values)
        if entry.selected and entry.key not in self._projects:
            followed = {name: values[name] for name in FOLLOWED if name in values}
            project = self._make(
                Project,
                entry,
                created=self._time,
                phase="planning",
                grew_from_id=proposal.id,
                **followed,
            )
            self._waiting.append(project)
            changed = True
        self._tally.note(is_new, changed)

    def finish(self) -> None:
        """Add the new projects: they name proposals by id, so those have to be there first."""
        db.session.flush()
        db.session.add_all(self._waiting)
        self._tally.projects += len(self._waiting)

    def _values(self, entry: Suggestion) -> dict[str, Any]:
        return {
            "title": entry.title,
            "text": entry.text,
            "state": entry.state,
            "neighbourhood_id": self._place(entry),
            "point": entry.point,
        } | ({"language": entry.language} if entry.language else {})

    def _place(self, entry: Suggestion) -> UUID | None:
        district = same_name(entry.district)
        if district in self._districts:
            return self._districts[district]
        if district and self._strict:
            raise BadRow(f"there is no neighbourhood {shown(entry.district)}")
        if district:
            self._tally.elsewhere[entry.district] += 1
        if not (self._shapes and entry.point):
            return None
        latitude, longitude = map(float, entry.point.split(","))
        around = (id for id, shape in self._shapes if contains(shape, latitude, longitude))
        return next(around, None)

    def _make(self, noun: Any, entry: Suggestion, **values: Any) -> Any:
        return noun(
            id=uuid7(),
            source=self._source,
            source_round=entry.round,
            source_id=entry.id,
            **values,
        )

    @staticmethod
    def _update(proposal: Proposal, project: Project | None, values: dict[str, Any]) -> bool:
        old = {name: getattr(proposal, name) for name in values}
        changes = {name: value for name, value in values.items() if value != old[name]}
        for name, value in changes.items():
            setattr(proposal, name, value)
            if project and name in FOLLOWED and getattr(project, name) == old[name]:
                setattr(project, name, value)
        return bool(changes)

    def _known(self, noun: Any) -> dict[Key, Any]:
        rows = db.session.scalars(select(noun).where(noun.source == self._source))
        return {(row.source_round, row.source_id): row for row in rows}


def _districts() -> dict[str, UUID]:
    places = db.session.execute(select(Neighbourhood.name, Neighbourhood.id))
    return {same_name(name): id for name, id in places}


def _shapes() -> list[tuple[UUID, Polygons]]:
    places = db.session.execute(
        select(Neighbourhood.id, Neighbourhood.shape).order_by(Neighbourhood.id)
    )
    return [(id, decode(shape)) for id, shape in places]
