"""What the town does: moderation, moves, roles, a backup."""

from uuid import UUID

from backups import Backup
from drive import Drive
from sqlalchemy import select

from app.db import db
from app.models import Comment, Project, Proposal, Receipt, Role
from app.writing import writing

HIDEABLE = {"project": Project, "proposal": Proposal, "comment": Comment}
REASON = "Gehört nicht hierher"
ROLE = "administration"


def hides(drive: Drive, kind: str, id: str, reason: str) -> None:
    """Moderation hides something, or with no reason shows it again; also what is not there."""
    with writing():
        thing = db.session.get(HIDEABLE[kind], UUID(id))
        if thing is not None and reason:
            thing.hide(reason)
        elif thing is not None:
            thing.restore()


def hides_or_shows(drive: Drive) -> None:
    """The project's standing is turned round."""
    shown = not db.session.get_one(Project, drive.cast.project, populate_existing=True).hidden
    hides(drive, "project", str(drive.cast.project), REASON if shown else "")


def moves(drive: Drive) -> None:
    """The proposal leaves its project for the whole town, or comes back; the project likewise."""
    cast = drive.cast
    with writing():
        proposal = db.session.get_one(Proposal, cast.proposal)
        project = db.session.get_one(Project, cast.project)
        is_there = proposal.project_id is not None
        proposal.project_id = None if is_there else cast.project
        place = None if is_there else cast.neighbourhood
        proposal.neighbourhood_id = project.neighbourhood_id = place


def changes_role(drive: Drive) -> None:
    """Bernd is given a role, or it is taken from him."""
    resident = drive.cast.bernd.id
    with writing():
        if Role.of(resident):
            Role.withdraw(resident, ROLE)
        elif drive.is_open(resident):
            Role.grant(resident, ROLE)


def backs_up(drive: Drive) -> None:
    drive.backup = Backup()


def restores(drive: Drive) -> None:
    """The last backup, or that of the beginning, is the database; phones offer what it forgot."""
    before = _receipts()
    drive.backup.put_back()
    drive.forgotten |= before - _receipts()
    drive.loses_sessions()
    drive.counted["restored"] += 1


def _receipts() -> set[str]:
    db.session.rollback()
    return {str(id) for id in db.session.scalars(select(Receipt.id))}
