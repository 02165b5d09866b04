"""The web app manifest: what Kokommune is on a home screen."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from ..documents.reading import town
from ..words import words
from .language import spoken

manifest = Blueprint("manifest", __name__)

BAND = "#14513c"
PAPER = "#faf7f1"
Say = Callable[..., str]
NARROW, WIDE = "720x1280", "1280x800"
"""Sizes of the pictures that bin/pictures makes."""


@manifest.get("/manifest.webmanifest")
def show() -> Response:
    """The manifest, in the town's name and the language of the page that asks for it.

    Browsers ask without cookies, so the page names its language in the address.
    """
    ours = town()
    offered = ours["languages"]
    asked = request.args.get("language", "")
    language = asked if asked in offered else spoken(offered)
    _ = words(language).gettext
    body = {
        "id": "/",
        "name": f"{ours['name']} – Kokommune",
        "short_name": "Kokommune",
        "description": _(
            "Was wir in %(town)s gemeinsam anpacken: Vorhaben, Vorschläge und Einsätze, "
            "auch ohne Netz.",
            town=ours["name"],
        ),
        "categories": ["government", "social"],
        "lang": language,
        "dir": "ltr",
        "start_url": url_for("pages./"),
        "scope": "/",
        "display": "standalone",
        "display_override": ["standalone", "minimal-ui"],
        "background_color": PAPER,
        "theme_color": ours["colour"] or BAND,
        "icons": _icons(),
        "shortcuts": _shortcuts(_),
        "screenshots": _screenshots(_),
    }
    response = jsonify(body)
    response.content_type = "application/manifest+json"
    return response


def _icons() -> list[dict[str, str]]:
    return [
        *_picture("icon-192.png", "192x192", purpose="any"),
        *_picture("icon-512.png", "512x512", purpose="any"),
        *_picture("icon-maskable-512.png", "512x512", purpose="maskable"),
    ]


def _shortcuts(_: Say) -> list[dict[str, Any]]:
    """What a long press on the icon offers."""
    places = (
        (_("Vorschlag schreiben"), _("Vorschlag"), "/proposals#propose", "shortcut-proposal.png"),
        (_("Meine Einsätze"), _("Einsätze"), "/mine#shifts-title", "shortcut-shifts.png"),
        (_("Postausgang"), _("Postausgang"), "/outbox", "shortcut-outbox.png"),
    )
    return [
        {"name": name, "short_name": short, "url": url, "icons": _picture(icon, "192x192")}
        for name, short, url, icon in places
    ]


def _screenshots(_: Say) -> list[dict[str, str]]:
    """What the browser shows before people install it; pictures of the seed town."""
    pictures = (
        ("narrow-town.webp", "narrow", _("Was in der Stadt gerade entsteht")),
        ("narrow-project.webp", "narrow", _("Ein Vorhaben, bei dem viele mithelfen")),
        ("narrow-offline.webp", "narrow", _("Ohne Netz geschrieben, geht von selbst los")),
        ("wide-town.webp", "wide", _("Was in der Stadt gerade entsteht")),
        ("wide-projects.webp", "wide", _("Vorhaben aus allen Stadtteilen")),
    )
    return [
        entry
        for name, form, label in pictures
        for entry in _picture(
            name, NARROW if form == "narrow" else WIDE, form_factor=form, label=label
        )
    ]


def _picture(name: str, sizes: str, **more: str) -> list[dict[str, str]]:
    """The entry of a picture; none before the first front-end build."""
    url = current_app.extensions["assets"].urls.get(name)
    kind = f"image/{name.rpartition('.')[2]}"
    return [{"src": url, "sizes": sizes, "type": kind, **more}] if url else []
