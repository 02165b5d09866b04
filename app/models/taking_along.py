"""A guest's contributions become those of an account."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..db import db
from ..refusal import Refusal
from .comment import Comment
from .event import Event
from .follow import Follow
from .project import Project
from .proposal import Proposal
from .report import Report
from .resident import Resident
from .session import Session
from .sign_up import SignUp
from .support import Support

WRITTEN = (Project, Proposal, Comment)
SET = (Support, Follow, SignUp, Report)


def has_something(guest_id: UUID) -> bool:
    """Whether a guest has anything that could be taken along: what they took back is nothing."""
    queries = [select(model.id).where(model.resident_id == guest_id) for model in SET]
    queries += [
        select(model.id).where(model.author_id == guest_id) for model in (Project, Proposal)
    ]
    queries.append(
        select(Comment.id).where(Comment.author_id == guest_id, Comment.deleted.is_(None))
    )
    return any(db.session.scalar(query.limit(1)) for query in queries)


def take_along(account: Resident, guest_id: UUID) -> None:
    """All that the guest made or set is the account's from now on; the guest writes no more.

    Raises Refusal("not_found") unless one of the account's sessions began on the guest's browser.
    """
    if Resident.is_merged(guest_id, account.id):
        return
    if not any(_asks_about(session, guest_id) for session in Session.all_of(account.id)):
        raise Refusal("not_found", "guest")
    bring(account, guest_id)


def bring(account: Resident, guest_id: UUID) -> None:
    """As `take_along`, for who has proved otherwise that the guest was they.

    Raises Refusal("not_found") where there is no such guest, or no more.
    """
    guest = _locked(guest_id)
    if guest is None:
        raise Refusal("not_found", "guest")
    _contributions(guest_id, account.id)
    _keep_one(Support, Support.proposal_id, guest_id, account.id)
    _keep_one(Follow, Follow.scope, guest_id, account.id)
    _keep_one(SignUp, SignUp.shift_id, guest_id, account.id)
    _keep_one(Report, Report.about, guest_id, account.id)
    _forget_reports_of_own(account.id)
    guest.merged_into_id = account.id
    Session.end_all(guest_id)
    for session in Session.locked(Session.guest_id == guest_id):
        session.guest_id = None
    Event.log(account.id, "taken_along")


def leave_behind(account: Resident, guest_id: UUID) -> None:
    """What the guest made stays the guest's; the account is not asked again."""
    for session in Session.all_of(account.id):
        if session.guest_id == guest_id:
            session.guest_id = None


def _asks_about(session: Session, guest_id: UUID) -> bool:
    return session.guest_id == guest_id and not session.ended


def _locked(guest_id: UUID) -> Resident | None:
    """The guest, locked so that nothing is written in their name meanwhile."""
    guest = db.session.get(Resident, guest_id, with_for_update=True, populate_existing=True)
    return guest if guest and guest.guest and not guest.merged_into_id else None


def _contributions(guest_id: UUID, account_id: UUID) -> None:
    for model in WRITTEN:
        for row in db.session.scalars(select(model).where(model.author_id == guest_id)):
            row.author_id = account_id


def _keep_one(model: Any, about: Any, guest_id: UUID, account_id: UUID) -> None:
    """Move what the guest has set; of two about the same thing the one stays that is first."""
    rows = list(db.session.scalars(select(model).where(model.resident_id == guest_id)))
    theirs = {getattr(row, about.key): row for row in rows}
    own = select(model).where(model.resident_id == account_id, about.in_(theirs))
    for mine in list(db.session.scalars(own)):
        his = theirs[getattr(mine, about.key)]
        db.session.delete(his if _order(mine) < _order(his) else mine)
    # Both have one key when the rows move, unless one of them is gone before.
    db.session.flush()
    for row in rows:
        if row in db.session:
            row.resident_id = account_id


def _order(row: Any) -> tuple[Any, ...]:
    """By arrival: the place in a shift's order, else the time; of reports, open ones before."""
    if isinstance(row, SignUp):
        return (row.number,)
    if isinstance(row, Report):
        return (row.closed is not None, row.created, row.id)
    return (row.created, row.id)


def _forget_reports_of_own(account_id: UUID) -> None:
    """Nobody reports what they have written themselves."""
    for report in db.session.scalars(select(Report).where(Report.resident_id == account_id)):
        noun, _, id = report.about.partition(":")
        model = next(model for model in WRITTEN if model.__tablename__ == noun)
        if db.session.get_one(model, UUID(id)).author_id == account_id:
            db.session.delete(report)
