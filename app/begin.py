"""The one script that stands in pages themselves (static/js/begin.js), and what allows it."""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from .config import ROOT

_TEXT = (ROOT / "static/js/begin.js").read_text(encoding="utf-8")
BEGIN = Markup(_TEXT)  # noqa: S704
ALLOWED = f"'sha256-{b64encode(sha256(_TEXT.encode()).digest()).decode()}'"
"""What a content security policy says so that exactly this script runs."""
