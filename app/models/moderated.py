"""What can be reported, and hidden by moderation."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm.attributes import InstrumentedAttribute

from ..db import db, now
from ..refusal import Refusal
from .mixins import Hideable, Touched
from .report import Report

if TYPE_CHECKING:
    from .resident import Resident


class Moderated(Hideable):
    """Takes reports, and can be hidden with a reason and restored.

    All verbs set a state: carried out twice they have happened once.
    """

    id: InstrumentedAttribute[UUID] | UUID
    author_id: InstrumentedAttribute[UUID | None] | UUID | None

    @property
    def key(self) -> str:
        """The key of its document: `comment:0192…`."""
        return f"{self.__tablename__}:{self.id}"

    @property
    def path(self) -> str:
        """The page that it stands on, at its place."""
        return f"/{self.__tablename__}s/{self.id}"

    @property
    def is_hidden(self) -> bool:
        """Whether it, or what it stands on, is hidden."""
        return bool(self.hidden)

    def report(self, resident: "Resident", reason: str, text: str) -> None:
        """Say that it does not belong here; said again, it replaces what was said before.

        Raises Refusal("own_thing") for its author.
        """
        if self.author_id == resident.id:
            raise Refusal("own_thing")
        report = Report.of(resident.id, self.key)
        if report is None:
            report = Report(resident_id=resident.id, about=self.key)
            db.session.add(report)
        elif report.closed or (report.reason, report.text) != (reason, text):
            report.created = now()
        report.reason, report.text, report.closed = reason, text, None

    def hide(self, reason: str) -> None:
        """Take it off everyone's pages, saying why; closes its reports."""
        self.hidden = reason
        self.hidden_at = self.hidden_at or now()
        self.close_reports()

    def restore(self, seen: datetime | None = None) -> None:
        """Show it again; closes its reports, as `close_reports`."""
        self.hidden, self.hidden_at = "", None
        self.close_reports(seen)

    def close_reports(self, seen: datetime | None = None) -> None:
        """Moderation has dealt with them; what came after the latest that it has `seen` waits."""
        for report in Report.to_close(self.key, seen):
            report.closed = now()

    def documents_within(self) -> Iterator[Touched]:
        """What goes and comes back with it; asked for when `hidden` changes."""
        yield from ()
