"""Who may do what: one table, asked before every command and on every staff page.

A row names a command or an act of a staff page. `flask rights` prints them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .models import Comment, Resident, Role, Shift
from .refusal import Refusal


@dataclass(frozen=True)
class Right:
    """`who` may, by any of these; nobody who is one of `never`, whatever else they are."""

    who: tuple[str, ...]
    why: str
    never: tuple[str, ...] = ()


EVERYONE = ("anyone",)
AUTHOR = ("author",)
CARRIER = ("carrier",)
SELF = ("self",)
STAFF = ("facilitator", "administration", "administrator")
MODERATION = ("facilitator", "administrator")
DESK = ("administration", "administrator")
ADMINISTRATOR = ("administrator",)

RIGHTS: dict[str, Right] = {
    "start_project": Right(EVERYONE, "Whoever starts something needs nobody's leave."),
    "propose": Right(EVERYONE, "A good idea may come from anybody, guests too."),
    "edit_proposal": Right(AUTHOR, "Words belong to who wrote them."),
    "withdraw_proposal": Right(AUTHOR, "What one has proposed, one can take back."),
    "comment": Right(EVERYONE, "Everybody has a say, guests too."),
    "edit_comment": Right(AUTHOR, "Words belong to who wrote them."),
    "delete_comment": Right(AUTHOR, "What one has said, one can take back."),
    "support": Right(EVERYONE, "One voice each, and none counts for more."),
    "withdraw_support": Right(EVERYONE, "It is about one's own voice."),
    "follow": Right(EVERYONE, "It is about one's own phone."),
    "unfollow": Right(EVERYONE, "It is about one's own phone."),
    "offer_shift": Right(CARRIER, "Who carries a project knows what help it needs."),
    "change_shift": Right(CARRIER, "Who carries a project knows what help it needs."),
    "cancel_shift": Right(CARRIER, "Who carries a project answers to those who come."),
    "sign_up": Right(EVERYONE, "Two hands are welcome, whoever's they are."),
    "withdraw_sign_up": Right(EVERYONE, "It is about one's own place."),
    "report": Right(EVERYONE, "Whoever sees something wrong may say so.", never=AUTHOR),
    "rename_passkey": Right(SELF, "An account belongs to its owner."),
    "remove_passkey": Right(SELF, "An account belongs to its owner."),
    "sign_out_device": Right(SELF, "An account belongs to its owner."),
    "take_along": Right(SELF, "The guest was the owner, on the same device."),
    "leave_behind": Right(SELF, "The guest was the owner, on the same device."),
    "close_account": Right(SELF, "Whoever came may go."),
    "redeem_invitation": Right(("account",), "The link proves it; a role needs an account."),
    "see_staff_pages": Right(STAFF, "They show what waits for these roles."),
    "see_reports": Right(MODERATION, "Reports are for those who decide about them."),
    "hide": Right(MODERATION, "Nobody judges what they wrote themselves.", never=AUTHOR),
    "restore": Right(MODERATION, "Nobody judges what they wrote themselves.", never=AUTHOR),
    "dismiss": Right(MODERATION, "Nobody judges what they wrote themselves.", never=AUTHOR),
    "start_recovery": Right(DESK, "They see at the desk who is in front of them.", never=SELF),
    "confirm_recovery": Right(DESK, "Two pairs of eyes for accounts with a role.", never=SELF),
    "grant_role": Right(ADMINISTRATOR, "In the open: everybody reads who gave it."),
    "withdraw_role": Right(ADMINISTRATOR, "In the open; the last administrator stays."),
    "set_town": Right(ADMINISTRATOR, "The town's face is everybody's: few hold the brush."),
    "set_arms": Right(ADMINISTRATOR, "As all of the town's face."),
    "take_down_arms": Right(ADMINISTRATOR, "As all of the town's face."),
    "keep_kiosks": Right(ADMINISTRATOR, "A tablet in the foyer speaks for the town."),
    "add_topic": Right(ADMINISTRATOR, "Topics put everybody's contributions in order."),
    "change_topic": Right(ADMINISTRATOR, "Topics put everybody's contributions in order."),
    "move_topic": Right(ADMINISTRATOR, "Topics put everybody's contributions in order."),
    "remove_topic": Right(ADMINISTRATOR, "Topics put everybody's contributions in order."),
}

ACTS = frozenset(
    {
        "confirm_recovery",
        "keep_kiosks",
        "redeem_invitation",
        "see_reports",
        "see_staff_pages",
        "start_recovery",
    }
)
"""Rows that are no commands."""


def may(resident: Resident | None, verb: str, thing: Any = None) -> bool:
    """Whether somebody may do this to a thing; without a thing, whether there can be one.

    None stands for who has no session: a guest to be.
    """
    right = RIGHTS[verb]
    if resident is None:
        return right.who == EVERYONE
    if resident.closed:
        return False
    if thing is not None and any(WHO[who](resident, thing) for who in right.never):
        return False
    return any(WHO[who](resident, thing) for who in right.who)


def require(resident: Resident, verb: str, thing: Any = None) -> None:
    """Raises Refusal("not_allowed") where they may not."""
    if not may(resident, verb, thing):
        raise Refusal("not_allowed")


def _anyone(_resident: Resident, _thing: Any) -> bool:
    return True


def _account(resident: Resident, _thing: Any) -> bool:
    return not resident.guest


def _author(resident: Resident, thing: Any) -> bool:
    return thing is None or thing.author_id == resident.id


def _carrier(resident: Resident, thing: Any) -> bool:
    if isinstance(thing, Shift):
        thing = thing.project
    return thing is None or bool(thing.is_led_by(resident))


def _self(resident: Resident, thing: Any) -> bool:
    """An account, and what belongs to it."""
    if resident.guest:
        return False
    owner = thing and (thing.id if isinstance(thing, Resident) else thing.resident_id)
    return thing is None or owner == resident.id


def _facilitator(resident: Resident, thing: Any) -> bool:
    """Of the neighbourhood in which the thing stands."""
    places = [role.neighbourhood_id for role in _roles(resident, "facilitator")]
    return bool(places) if thing is None else _place(thing) in places


def _holder(role: str) -> Callable[[Resident, Any], bool]:
    return lambda resident, _thing: bool(_roles(resident, role))


def _roles(resident: Resident, name: str) -> list[Role]:
    return [role for role in Role.of(resident.id) if role.role == name]


def _place(thing: Any) -> UUID | None:
    place: UUID | None = (thing.thing if isinstance(thing, Comment) else thing).neighbourhood_id
    return place


WHO: dict[str, Callable[[Resident, Any], bool]] = {
    "anyone": _anyone,
    "account": _account,
    "author": _author,
    "carrier": _carrier,
    "self": _self,
    "facilitator": _facilitator,
    "administration": _holder("administration"),
    "politics": _holder("politics"),
    "administrator": _holder("administrator"),
}
"""The words of the column `who`."""
