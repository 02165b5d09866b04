"""Only pages of this site may write; which of them it was."""

from urllib.parse import urlsplit

from flask import abort, request


def require_same_origin() -> None:
    """Accept `Sec-Fetch-Site: same-origin`, else an exact `Origin`; 403 otherwise."""
    site = request.headers.get("Sec-Fetch-Site")
    if site == "same-origin":
        return
    if site is None and request.headers.get("Origin") == request.host_url.rstrip("/"):
        return
    abort(403, "foreign_origin")


def referer() -> str:
    """Path and query of the page of this site that the form stood on, or nothing."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    own = f"{parts.scheme}://{parts.netloc}" == request.host_url.rstrip("/")
    if not own or not parts.path.startswith("/") or parts.path.startswith(("//", "/commands/")):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
