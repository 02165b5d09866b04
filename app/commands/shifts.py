"""Shifts: offer, change, cancel."""

from typing import Any
from uuid import UUID

from ..models import Project, Resident, Shift
from ..refusal import Refusal
from .fields import CountField, IdField, LineField, LocalTimeField
from .find import find, unused
from .registry import CommandForm, command


class ShiftForm(CommandForm):
    """What help, where, when, how many."""

    title = LineField(120)
    place = LineField(120, optional=True)
    starts = LocalTimeField()
    ends = LocalTimeField()
    capacity = CountField()


class OfferShiftForm(ShiftForm):
    project = IdField()


class ChangeShiftForm(ShiftForm):
    shift = IdField()
    revision = CountField()


class CancelShiftForm(CommandForm):
    shift = IdField()
    reason = LineField(500)


@command("shift", OfferShiftForm)
def offer_shift(resident: Resident, form: OfferShiftForm, id: UUID) -> str:
    """Say what help a project needs. Whoever carries the project may."""
    unused(id)
    project = find(Project, form.project.data, "project")
    project.offer_shift(resident, id, **_what(form))
    return f"/projects/{project.id}#shift-{id}"


@command("shift", ChangeShiftForm)
def change_shift(resident: Resident, form: ChangeShiftForm, id: UUID) -> str:
    """Change a shift, naming the revision that one has read."""
    shift = _led(resident, form.shift.data)
    shift.change(revision=form.revision.data, **_what(form))
    return f"/projects/{shift.project_id}#shift-{shift.id}"


@command("shift", CancelShiftForm)
def cancel_shift(resident: Resident, form: CancelShiftForm, id: UUID) -> str:
    """Call a shift off, saying why."""
    shift = _led(resident, form.shift.data)
    shift.cancel(form.reason.data)
    return f"/projects/{shift.project_id}#shift-{shift.id}"


def _what(form: ShiftForm) -> dict[str, Any]:
    return {name: form[name].data for name in ("title", "place", "starts", "ends", "capacity")}


def _led(resident: Resident, id: UUID) -> Shift:
    shift = Shift.locked(id)
    if not find(Project, shift.project_id, "shift").is_led_by(resident):
        raise Refusal("not_yours")
    return shift
