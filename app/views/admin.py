"""What people with a role see: what waits, the town's settings, roles, reports."""

from typing import Any

from flask import Blueprint, request

from ..documents.text import article
from ..documents.town import TEXTS
from ..models import COLOURS, Heartbeat, Resident
from ..moderation.desk import hidden, waiting
from ..rights import may
from ..roles.desk import accounts_named, holders, neighbourhoods
from ..templating import page_html
from ..town.desk import LONG, settings, topics
from .origin import require_same_origin
from .staff import staff_page

admin = Blueprint("admin", __name__)

PLACES = ("see_reports", "start_recovery", "set_town", "grant_role", "keep_kiosks")
"""What stands on the overview, for those who may."""


@admin.get("/admin")
@staff_page("see_staff_pages")
def overview(reader: Resident) -> str:
    """What this person can do here, and what waits for them."""
    places = {verb: may(reader, verb) for verb in PLACES}
    reports = len(waiting(reader)) if places["see_reports"] else 0
    tablets = Heartbeat.needing() if places["keep_kiosks"] else 0
    return page_html("admin/show.html", {"places": places, "reports": reports, "tablets": tablets})


@admin.get("/admin/reports")
@staff_page("see_reports")
def reports(reader: Resident) -> str:
    """What was reported, and what is hidden, as far as this person decides about it."""
    return page_html("admin/reports.html", {"waiting": waiting(reader), "hidden": hidden(reader)})


@admin.get("/admin/roles")
@staff_page("grant_role")
def roles(_reader: Resident) -> str:
    """Who has which role; accounts by name, to give them one."""
    words = request.args.get("q", "").strip()[:100]
    reads: dict[str, Any] = {
        "q": words,
        "found": accounts_named(words) if words else [],
        "holders": holders(),
        "neighbourhoods": neighbourhoods(),
    }
    return page_html("admin/roles.html", reads)


@admin.get("/admin/town")
@staff_page("set_town")
def town(_reader: Resident) -> str:
    """All that can be set, as it is."""
    reads = {"values": settings(), "topics": topics(), "colours": COLOURS, "long": LONG}
    return page_html("admin/town.html", reads)


@admin.post("/admin/preview")
@staff_page("set_town")
def preview(_reader: Resident) -> str:
    """One of the town's texts as everybody would read it; nothing is kept."""
    require_same_origin()
    part = request.form.get("part", "")
    text = request.form.get(part, "")[:LONG] if part in TEXTS else ""
    reads = {"values": {"part": part, part: text}, "preview": {"text_html": article(text)}}
    return page_html("admin/preview.html", reads)
