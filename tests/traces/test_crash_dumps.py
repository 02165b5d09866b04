"""A page that crashes on the tablet of docs/kiosk.md leaves no dump of what was in its memory."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium import FLAGS, launch_options
from mortal import alive_in, end_group
from playwright.sync_api import Page, Playwright
from server import ROOT
from waiting import eventually

SESSION = ROOT / "docs/deploy/kiosk/kokommune-kiosk-session"
AROUND = ("matchbox-window-manager", "onboard", "gsettings")
"""What the session starts beside the browser; there is no screen here."""
# Without a screen Chromium writes no dumps by itself.
HEADLESS = ("--headless=new", "--remote-debugging-port=0", "--enable-crash-reporter", *FLAGS)
FIELD = "data:text/html,<textarea></textarea>"
AGAINST_DUMPS = ("export BREAKPAD_DUMP_LOCATION", "ulimit -c 0")


@contextmanager
def session(playwright: Playwright, folder: Path, script: str) -> Iterator[tuple[Page, Path, int]]:
    """The session of a tablet, as its own user: its page, its home, its group of processes."""
    home, tools = folder / "home", folder / "tools"
    home.mkdir()
    tools.mkdir()
    browser = launch_options()["executable_path"] or playwright.chromium.executable_path
    is_a_tool(tools / "chromium", f'exec "{browser}" {" ".join(HEADLESS)} "$@"')
    for name in AROUND:
        is_a_tool(tools / name, ":")
    is_a_tool(tools / "session", script)
    environment = {
        "HOME": str(home),
        "PATH": f"{tools}:{os.environ['PATH']}",
        "KIOSK_ADDRESS": FIELD,
    }
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(
            (tools / "session",),
            env=environment,
            cwd=home,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        port = home / "profile" / "DevToolsActivePort"
        eventually(lambda: port.exists() and port.read_text().count("\n"), "it can be asked")
        address = f"http://localhost:{port.read_text().splitlines()[0]}"
        connected = playwright.chromium.connect_over_cdp(address)
        yield connected.contexts[0].pages[0], home, running.pid
        connected.close()
    finally:
        end_group(running.pid)
        running.wait()


def is_a_tool(path: Path, script: str) -> None:
    path.write_text(script if script.startswith("#!") else f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def crashes(page: Page, group: int) -> None:
    """As by a fault in its own code. Its process is held until its dump is written."""
    with page.expect_event("crash"):
        for process in alive_in(group):
            if b"--type=renderer" in (Path("/proc") / str(process) / "cmdline").read_bytes():
                os.kill(process, signal.SIGSEGV)


def dumps(home: Path) -> list[str]:
    return [str(path.relative_to(home)) for path in home.rglob("*") if path.suffix == ".dmp"]


def test_a_crash_is_not_written_down(playwright: Playwright, tmp_path: Path) -> None:
    with session(playwright, tmp_path, SESSION.read_text()) as (page, home, group):
        page.locator("textarea").fill("Was gerade jemand schreibt.")
        crashes(page, group)
    assert dumps(home) == []


def test_without_these_lines_it_would_be(playwright: Playwright, tmp_path: Path) -> None:
    lines = SESSION.read_text().splitlines()
    kept = [line for line in lines if not line.startswith(AGAINST_DUMPS)]
    assert len(kept) == len(lines) - len(AGAINST_DUMPS)
    with session(playwright, tmp_path, "\n".join(kept)) as (page, home, group):
        crashes(page, group)
    assert dumps(home) != []
