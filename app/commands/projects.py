"""Projects: start one."""

from uuid import UUID

from ..db import db
from ..models import Neighbourhood, Project, Resident
from .fields import LanguageField, LineField, PlaceField, PointField, TextField, TopicField
from .find import find, situated, unused
from .registry import CommandForm, command

LONGEST_TITLE = 120
LONGEST_SUMMARY = 140
LONGEST_TEXT = 10_000


class StartProjectForm(CommandForm):
    neighbourhood = PlaceField()
    title = LineField(LONGEST_TITLE)
    summary = LineField(LONGEST_SUMMARY, optional=True)
    body = TextField(LONGEST_TEXT)
    topic = TopicField()
    point = PointField()
    language = LanguageField()


@command("project", StartProjectForm)
def start_project(resident: Resident, form: StartProjectForm, id: UUID) -> str:
    """Start a project in a neighbourhood or for the whole town; who starts it carries it."""
    unused(id)
    place = form.neighbourhood.data
    db.session.add(
        Project(
            id=id,
            title=form.title.data,
            summary=form.summary.data,
            text=form.body.data,
            author_id=resident.id,
            neighbourhood_id=find(Neighbourhood, place, "neighbourhood").id if place else None,
            **situated(form),
        )
    )
    return f"/projects/{id}"
