"""`/admin/recovery`: those at the desk get somebody back into their account.

No commands: their outcome stays in a receipt, and a code must be kept nowhere and shown once.
"""

from typing import Any
from uuid import UUID

import segno
from flask import Blueprint, Response, abort, make_response, redirect, request, url_for

from ..auth import desk as at_desk
from ..db import db, iso
from ..filters import clock
from ..models import DeskRecovery, Resident, Role
from ..refusal import Refusal
from ..templating import current_town, page_html
from ..wall_clock import wall_clock
from ..writing import writing
from .actor import current_actor
from .staff import staff_act, staff_page

desk = Blueprint("desk", __name__)

SCALE = 8
QUIET_ZONE = 4
"""In modules, as the standard (ISO/IEC 18004) asks for."""
STATUS = {"not_found": 404, "too_many_recoveries": 429}


@desk.get("/admin/recovery")
@staff_page("start_recovery")
def search(_reader: Resident) -> str:
    """Find an account; what waits for a second person."""
    return _page(request.args.get("q", "").replace("\0", ""))


@desk.post("/admin/recovery/start")
@staff_act("start_recovery", fresh=True)
def start() -> Response:
    """The code, in this answer and nowhere else."""
    try:
        with writing():
            recovery, code = at_desk.start(_id("resident"), _actor())
            id = recovery.id
    except Refusal as refusal:
        return _refused(refusal)
    return make_response(page_html("admin/recovery_code.html", {"recovery": _sheet(id, code)}))


@desk.post("/admin/recovery/confirm")
@staff_act("confirm_recovery", fresh=True)
def confirm() -> Response:
    """The second person agrees."""
    try:
        with writing():
            at_desk.confirm(_id("recovery"), _actor())
    except Refusal as refusal:
        return _refused(refusal)
    return redirect("/admin/recovery", 303)


def _page(query: str, code: str = "") -> str:
    found = at_desk.find(query)
    context = {
        "query": query.strip(),
        "code": code,
        "exact": [_person(each) for each in found.exact],
        "alike": [_person(each) for each in found.alike],
        "begins": [_person(each) for each in found.begins],
        "waiting": [_waiting(each) for each in DeskRecovery.waiting() if each.needs_confirmation],
    }
    return page_html("admin/recovery.html", context)


def _refused(refusal: Refusal) -> Response:
    return make_response(_page("", refusal.code), STATUS.get(refusal.code, 403))


def _person(resident: Resident) -> dict[str, Any]:
    return {
        "id": str(resident.id),
        "name": resident.name,
        "affiliation": resident.affiliation,
        "created": iso(resident.created),
        "own": resident.id == _actor(),
        "roles": bool(Role.of(resident.id)),
    }


def _waiting(recovery: DeskRecovery) -> dict[str, Any]:
    return {
        "id": str(recovery.id),
        "name": _name(recovery.resident_id),
        "by": _name(recovery.started_by_id),
        "until": _until(recovery),
        "mine": _actor() in (recovery.started_by_id, recovery.resident_id),
    }


def _sheet(id: UUID, code: str) -> dict[str, Any]:
    recovery = db.session.get_one(DeskRecovery, id)
    address = url_for("pages./recovery", _external=True)
    image = segno.make(f"{address}#code={code}", error="m", micro=False)
    return {
        "name": _name(recovery.resident_id),
        "code": code,
        "address": address.partition("://")[2],
        # The code stands in the fragment, which browsers never send.
        "qr": image.svg_data_uri(scale=SCALE, border=QUIET_ZONE, dark="#000", light="#fff"),
        "until": _until(recovery),
        "waits": recovery.needs_confirmation,
    }


def _until(recovery: DeskRecovery) -> str:
    """The time alone: it is only minutes away."""
    return clock(wall_clock(recovery.expires, current_town()["time_zone"]))


def _name(id: UUID) -> str:
    return db.session.get_one(Resident, id).name


def _actor() -> UUID:
    return current_actor().id or abort(404)


def _id(name: str) -> UUID:
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        abort(400)
