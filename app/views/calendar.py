"""Calendar files of shifts."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, url_for
from icalendar import Calendar, Event

from ..db import db
from ..documents.reading import town
from ..models import Project, Shift

calendar = Blueprint("calendar", __name__)


@calendar.get("/shifts/<uuid:id>.ics")
def shift(id: UUID) -> Response:
    """A shift as iCalendar (RFC 5545), on the town's clock."""
    found = db.session.get(Shift, id) or abort(404)
    if found.is_hidden:
        abort(404)
    response = Response(_calendar(found).to_ical(), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{id}.ics"'
    return response


def _calendar(shift: Shift) -> Calendar:
    zone = ZoneInfo(town()["time_zone"])
    project = db.session.get_one(Project, shift.project_id)
    event = Event()
    event.add("uid", f"{shift.id}@kokommune")
    event.add("dtstamp", shift.created)
    event.add("dtstart", datetime.fromisoformat(shift.starts).replace(tzinfo=zone))
    event.add("dtend", datetime.fromisoformat(shift.ends).replace(tzinfo=zone))
    event.add("summary", f"{shift.title} ({project.title})")
    event.add("location", shift.place)
    event.add("url", url_for("pages./projects/<uuid:id>", id=project.id, _external=True))
    # Calling it off is the last change, and no revision of its text.
    event.add("sequence", shift.revision + bool(shift.cancelled))
    event.add("status", "CANCELLED" if shift.cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Kokommune//DE")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar
