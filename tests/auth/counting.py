"""What there is of sessions and passkeys."""

from sqlalchemy import func, select

from app.db import db
from app.models import Credential, Session


def standing() -> tuple[int, int]:
    """How many sessions of accounts and how many passkeys."""
    db.session.rollback()
    db.session.expire_all()
    sessions = select(func.count()).where(Session.account)
    passkeys = select(func.count()).select_from(Credential)
    return db.session.scalar(sessions) or 0, db.session.scalar(passkeys) or 0
