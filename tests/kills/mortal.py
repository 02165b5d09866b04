"""A phone whose browser is killed, and started again on what it has left behind."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chromium import launch_options
from handset import SCREEN
from network import Network
from playwright.sync_api import BrowserContext, Error, Playwright, Worker
from tab import Tab
from waiting import eventually

TYPE = b"--type="
"""In the command line of all processes of Chromium but the first."""


class Mortal(Tab):
    """`wakes()` starts its browser; `network` is between it and the server, and stays."""

    def __init__(self, playwright: Playwright, network: Network, profile: Path) -> None:
        self.network = network
        self._playwright, self._profile = playwright, profile
        self._context: BrowserContext | None = None

    def wakes(self) -> "Mortal":
        """Start the browser with the kept profile."""
        self._context = self._playwright.chromium.launch_persistent_context(
            self._profile,
            base_url=f"http://localhost:{self.network.port}",
            viewport=SCREEN,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            **launch_options(),
        )
        super().__init__(self._context.pages[0])
        return self

    @property
    def worker(self) -> Worker:
        """The service worker that runs."""
        assert self._context
        return self._context.service_workers[0]

    def is_killed(self) -> None:
        """kill -9 for all processes of the browser."""
        assert self._context
        kill_browser(self._profile)
        with suppress(Error):
            self._context.close()
        self._context = None

    def is_put_away(self) -> None:
        """End it in good order, if it runs."""
        if self._context:
            self._context.close()


def kill_browser(profile: Path) -> None:
    """kill -9 for all processes of the browser that runs on a profile."""
    group = os.getpgid(_leader(profile))
    assert group != os.getpgrp(), "the browser has no process group of its own"
    end_group(group)


def end_group(group: int) -> None:
    """kill -9 for all processes of a group."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    eventually(lambda: not any(alive_in(group)), "all of them are gone")


def _leader(profile: Path) -> int:
    wanted = f"--user-data-dir={profile}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        words = _read(process / "cmdline").split(b"\0")
        if wanted in words and not any(word.startswith(TYPE) for word in words):
            return int(process.name)
    raise AssertionError("no browser runs on this profile")


def alive_in(group: int) -> Iterator[int]:
    """The processes of a group."""
    for process in Path("/proc").glob("[0-9]*"):
        # Behind the name in brackets: state, parent, group.
        facts = _read(process / "stat").rpartition(b")")[2].split()
        if facts and facts[0] != b"Z" and int(facts[2]) == group:
            yield int(process.name)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
