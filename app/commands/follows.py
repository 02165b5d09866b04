"""Following projects, proposals and neighbourhoods."""

from uuid import UUID

from ..models import Follow, Neighbourhood, Project, Proposal, Resident
from .fields import IdField
from .find import find_any
from .registry import CommandForm, command

FOLLOWABLE = (Project, Proposal, Neighbourhood)


class FollowForm(CommandForm):
    on = IdField()


@command("follow", FollowForm, sets_state=True)
def follow(resident: Resident, form: FollowForm, id: UUID) -> str:
    """Hear more of a thing, and keep it on the phone."""
    thing = find_any(FOLLOWABLE, form.on.data, "on")
    Follow.begin(resident.id, thing.scope)
    return f"/{thing.__tablename__}s/{thing.id}#{thing.__tablename__}-{thing.id}"


@command("follow", FollowForm, sets_state=True)
def unfollow(resident: Resident, form: FollowForm, id: UUID) -> str:
    """Follow a thing no longer."""
    thing = find_any(FOLLOWABLE, form.on.data, "on", takes_back=True)
    Follow.end(resident.id, thing.scope)
    return f"/{thing.__tablename__}s/{thing.id}#{thing.__tablename__}-{thing.id}"
