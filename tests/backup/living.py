"""What happens in a town before it is copied."""

from cast import Cast

from app.db import db
from app.models import Project
from app.writing import writing

PHRASES = ("Schöne Bank 🌳", "Zeile 1\nZeile 2 „Zitat“", "x" * 3000)


def live(cast: Cast) -> None:
    """Things happen in the town."""
    for phrase in PHRASES:
        cast.bernd.does("comment", on=str(cast.project), body=phrase)
    cast.dilan.does("support", proposal=str(cast.proposal))
    cast.dilan.does("report", on=str(cast.proposal), reason="other", text="Schaut mal")
    cast.dilan.does("follow", on=str(cast.project))
    with writing():
        db.session.get_one(Project, cast.project).grew_from_id = cast.proposal
