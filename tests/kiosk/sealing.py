"""What strangers leave on a tablet, for several tests."""

from cast import Cast
from tablet import Json, Tablet, Visit, rows

from app.models import Comment, Receipt, Ticket


def nothing_happened() -> bool:
    """No trace of any."""
    return not rows(Receipt) and not rows(Ticket) and not rows(Comment)


def comment(cast: Cast, visit: Visit, body: str = "Vom Tablet.") -> Json:
    """A comment on a project."""
    return visit.command("comment", on=cast.project, body=body)


def sealed(cast: Cast, tablet: Tablet, visit: Visit) -> Json:
    """The same in its envelope."""
    return tablet.seals(visit.letter(comment(cast, visit)))
