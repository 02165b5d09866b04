"""`/admin/kiosks`: the town's tablets in public. A code is in one answer and nowhere else."""

from typing import Any
from uuid import UUID

import segno
from flask import Blueprint, Response, abort, make_response, redirect, request, url_for

from ..kiosk import enrolment
from ..kiosk import fleet as kiosks
from ..models import Heartbeat, Resident
from ..refusal import Refusal
from ..roles.desk import neighbourhoods
from ..templating import page_html
from ..writing import writing
from .desk import QUIET_ZONE, SCALE
from .staff import staff_act, staff_page

fleet = Blueprint("fleet", __name__)

PAGE = "/admin/kiosks"


@fleet.get(PAGE)
@staff_page("keep_kiosks")
def show(_reader: Resident) -> str:
    """All of them, and how they are."""
    return _page()


@fleet.post(f"{PAGE}/create")
@staff_act("keep_kiosks", fresh=True)
def create() -> Response:
    """One more, with the code for its tablet."""
    try:
        with writing():
            id, code = enrolment.create(_what())
    except Refusal as refusal:
        return _refused(refusal)
    return _sheet(id, code)


@fleet.post(f"{PAGE}/change")
@staff_act("keep_kiosks", fresh=True)
def change() -> Response:
    """Another name or place."""
    try:
        with writing():
            enrolment.change(_id(), _what())
    except Refusal as refusal:
        return _refused(refusal)
    return redirect(PAGE, 303)


@fleet.post(f"{PAGE}/code")
@staff_act("keep_kiosks", fresh=True)
def renew() -> Response:
    """A code for the next tablet; when it is used, the one before is out."""
    try:
        with writing():
            code = enrolment.renew(_id())
    except Refusal as refusal:
        return _refused(refusal)
    return _sheet(_id(), code)


@fleet.post(f"{PAGE}/revoke")
@staff_act("keep_kiosks", fresh=True)
def revoke() -> Response:
    """Out, at once."""
    try:
        with writing():
            enrolment.revoke(_id())
    except Refusal as refusal:
        return _refused(refusal)
    return redirect(PAGE, 303)


def _page(values: dict[str, Any] | None = None, errors: dict[str, str] | None = None) -> str:
    context = {
        "kiosks": kiosks.fleet(),
        "needing": Heartbeat.needing(),
        "neighbourhoods": neighbourhoods(),
        "values": values or {},
        "errors": errors or {},
        "nothing": {},
    }
    return page_html("admin/kiosks.html", context)


def _refused(refusal: Refusal) -> Response:
    values = {name: request.form.get(name, "") for name in ("name", "place")}
    status = 404 if refusal.code == "not_found" else 422
    return make_response(_page(values, refusal.fields), status)


def _sheet(id: UUID, code: str) -> Response:
    address = url_for("kiosk.show", _external=True)
    image = segno.make(f"{address}#code={code}", error="m", micro=False)
    sheet = {
        "code": code,
        "address": address.partition("://")[2],
        # The code stands in the fragment, which browsers never send.
        "qr": image.svg_data_uri(scale=SCALE, border=QUIET_ZONE, dark="#000", light="#fff"),
    }
    row = kiosks.kiosk_row(id)
    return make_response(page_html("admin/kiosk_code.html", {"tablet": row, "sheet": sheet}))


def _what() -> enrolment.What:
    form = request.form
    return enrolment.What(
        form.get("name", "").strip(), form.get("place", "").strip(), tuple(form.getlist("shows"))
    )


def _id() -> UUID:
    try:
        return UUID(request.form.get("kiosk", ""))
    except ValueError:
        abort(400)
