"""What a resident has reported: `report:<key>` in `me:<id>`; what they wrote is for moderation."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db
from ..models import Report
from .kind import Placed, key, kind
from .mine import owned


@kind("report", ids=lambda: db.session.scalars(select(Report.about).distinct()))
def build(ids: Collection[str]) -> Iterator[Placed]:
    for report in owned(Report, Report.about, ids):
        body = {"id": report.about, "reason": report.reason}
        yield key("me", report.resident_id), key("report", report.about), body
