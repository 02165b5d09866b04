"""Which Chromium the tests drive, and how it is started."""

import os
import shutil

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch_options() -> dict[str, object]:
    """The one that CHROMIUM names, else one that is installed, else Playwright's own."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return {"executable_path": executable, "args": FLAGS}
