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


def without_windows() -> dict[str, object]:
    """The same engine without the browser's own windows around it, where HEADLESS_SHELL names it.

    A page costs little more than half of the computing there. It is what Playwright's own Chromium
    is, too, and not for what a whole browser writes to the disk.
    """
    executable = os.environ.get("HEADLESS_SHELL") or launch_options()["executable_path"]
    return {"executable_path": executable, "args": [*FLAGS, "--font-render-hinting=none"]}
