"""Only pages of this site may write."""

from flask import abort, request


def require_same_origin() -> None:
    """Accept `Sec-Fetch-Site: same-origin`, else an exact `Origin`; 403 otherwise."""
    site = request.headers.get("Sec-Fetch-Site")
    if site == "same-origin":
        return
    if site is None and request.headers.get("Origin") == request.host_url.rstrip("/"):
        return
    abort(403, "foreign_origin")
