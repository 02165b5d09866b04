"""The addresses of pages as QR codes."""

from io import BytesIO

import segno
from flask import Blueprint, Response, abort, current_app, request, url_for
from werkzeug.exceptions import HTTPException

qr = Blueprint("qr", __name__)

SCALE = 8
QUIET_ZONE = 4
"""In modules, as the standard (ISO/IEC 18004) asks for."""
DAY = 24 * 3600


@qr.get("/qr.svg")
def code() -> Response:
    """The code of one of our own pages, dark on light whatever the reader's theme is."""
    address = address_of(request.args.get("path", "")) or abort(404)
    image = BytesIO()
    segno.make(address, error="m", micro=False).save(
        image,
        kind="svg",
        scale=SCALE,
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        title=address,
        xmldecl=False,
    )
    response = Response(image.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


def address_of(path: str) -> str:
    """The whole address of a row of the page table; empty for any other path."""
    adapter = current_app.create_url_adapter(request)
    # The router overlooks missing and doubled slashes, which browsers read as another host.
    if adapter is None or not path.startswith("/") or "//" in path:
        return ""
    try:
        endpoint, values = adapter.match(path, method="GET")
    except HTTPException:
        return ""
    return url_for(endpoint, **values, _external=True) if endpoint.startswith("pages.") else ""
