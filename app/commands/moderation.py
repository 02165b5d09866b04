"""What is done about contributions that were reported: hide, restore, dismiss."""

from typing import Any
from uuid import UUID

from ..models import Resident
from ..refusal import Refusal
from ..rights import require
from .fields import IdField, LineField, MomentField
from .find import find_any
from .registry import CommandForm, command
from .reports import REPORTABLE

LONGEST_REASON = 500
REPORTS = "/admin/reports#waiting-title"


class JudgeForm(CommandForm):
    on = IdField()


class HideForm(JudgeForm):
    reason = LineField(LONGEST_REASON)


class SeenForm(JudgeForm):
    """`seen` is when the latest report came that stood on the page; an older page says nothing."""

    seen = MomentField()


@command("admin", HideForm, sets_state=True, online=True)
def hide(resident: Resident, form: HideForm, id: UUID) -> str:
    """Take a contribution off everyone's pages, saying why."""
    _standing(resident, "hide", form).hide(form.reason.data)
    return REPORTS


@command("admin", SeenForm, sets_state=True, online=True)
def restore(resident: Resident, form: SeenForm, id: UUID) -> str:
    """Show it again."""
    _standing(resident, "restore", form).restore(form.seen.data)
    return REPORTS


@command("admin", SeenForm, sets_state=True, online=True)
def dismiss(resident: Resident, form: SeenForm, id: UUID) -> str:
    """Leave it as it is; its reports are closed. Also where its author has deleted it."""
    _judged(resident, "dismiss", form).close_reports(form.seen.data)
    return REPORTS


def _standing(resident: Resident, verb: str, form: JudgeForm) -> Any:
    thing = _judged(resident, verb, form)
    if getattr(thing, "deleted", None):
        raise Refusal("gone")
    return thing


def _judged(resident: Resident, verb: str, form: JudgeForm) -> Any:
    thing = find_any(REPORTABLE, form.on.data, "on", takes_back=True, lock=True)
    require(resident, verb, thing)
    return thing
