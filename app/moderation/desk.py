"""Reported and hidden contributions, as those see them who decide about them."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..commands.reports import REPORTABLE
from ..db import db, iso
from ..models import REASONS, Report, Resident
from ..rights import may

Row = dict[str, Any]
MODELS = {model.__tablename__: model for model in REPORTABLE}
MOST_HIDDEN = 50


def waiting(reader: Resident) -> list[Row]:
    """What was reported and waits for this person, the longest waiting first."""
    things = [(key, thing_of(key)) for key in Report.reported()]
    return [_row(thing) | _reports(key) for key, thing in things if may(reader, "dismiss", thing)]


def hidden(reader: Resident) -> list[Row]:
    """What is hidden and this person could restore, the latest first."""
    things = [
        thing
        for model in REPORTABLE
        for thing in db.session.scalars(select(model).where(model.hidden != ""))
        if may(reader, "restore", thing)
    ]
    rows = [_row(thing) for thing in things]
    return sorted(rows, key=lambda row: (row["hidden_at"], row["id"]), reverse=True)[:MOST_HIDDEN]


def thing_of(key: str) -> Any:
    """The contribution that a report is about, by the key of its document."""
    noun, _, id = key.partition(":")
    return db.session.get_one(MODELS[noun], UUID(id))


def _row(thing: Any) -> Row:
    author = db.session.get(Resident, thing.author_id) if thing.author_id else None
    on = thing.thing if hasattr(thing, "thing") else thing
    return {
        "id": str(thing.id),
        "kind": thing.__tablename__,
        "path": thing.path,
        "title": on.title,
        "text": thing.text,
        "language": thing.language,
        "author": {"name": author.name, "affiliation": author.affiliation} if author else False,
        "created": iso(thing.created),
        "hidden": thing.hidden,
        "hidden_at": iso(thing.hidden_at),
        # No report is older than what it is about.
        "seen": iso(thing.created),
    }


def _reports(key: str) -> Row:
    """What people say is wrong with it; not who they are."""
    reports = Report.open_about(key)
    reasons = Counter(report.reason for report in reports)
    return {
        "count": len(reports),
        "since": iso(reports[0].created),
        "seen": iso(reports[-1].created),
        "reasons": [{"code": code, "count": reasons[code]} for code in REASONS if reasons[code]],
        "said": [report.text for report in reports if report.text],
    }
