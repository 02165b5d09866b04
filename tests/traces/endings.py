"""How a visit ends."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import expect
from stand import Stand
from visitors import Visitor
from waiting import eventually

AWAY = (75_000, 25_000)
"""Milliseconds in which nobody touches anything: until it is asked, and until it ends."""
AT_MOST = 4.0
NEXT = "#attract, dialog#unsent[open], dialog#ticket[open]"


def done(visitor: Visitor) -> None:
    """Fertig; what was typed is let go of; the ticket, where there is one."""
    stand = visitor.stand.does("finish")
    for deed in ("end-anyway", "end"):
        expect(stand.page.locator(NEXT).filter(visible=True).first).to_be_visible()
        button = stand.page.locator(f"[data-do='{deed}']").filter(visible=True)
        if button.count():
            button.click()
    stand.is_at_rest()


def done_in_mid_form(visitor: Visitor) -> None:
    """Löschen und fertig."""
    visitor.types_and_leaves_it()
    done(visitor)


def walks_away(visitor: Visitor) -> None:
    """Nobody says that they are done."""
    visitor.types_and_leaves_it()
    for milliseconds in AWAY:
        visitor.page.clock.fast_forward(milliseconds)
    visitor.stand.is_at_rest()


def reloads(visitor: Visitor) -> None:
    """In mid-form."""
    visitor.types_and_leaves_it()
    visitor.page.reload()
    visitor.stand.is_at_rest()


def presses_the_browsers_back(visitor: Visitor) -> None:
    """A gesture, or a key of the device."""
    visitor.types_and_leaves_it()
    # Playwright would wait for a page that comes out of the browser's memory to be loaded.
    visitor.page.evaluate("history.back()")
    visitor.stand.is_at_rest()


def crashes(visitor: Visitor) -> None:
    """The page's process ends in mid-form."""
    visitor.types_and_leaves_it()
    visitor.stand.crashes()


def is_killed(visitor: Visitor) -> None:
    """The whole browser ends in mid-form; what it has on the disk stays."""
    visitor.types_and_leaves_it()
    _waits_for_the_disk(visitor.stand)
    visitor.stand.is_killed()


def is_switched_off(visitor: Visitor) -> None:
    """In mid-form the browser ends in good order, as it does each night."""
    visitor.types_and_leaves_it()
    visitor.stand.is_switched_off()


def is_killed_while_sending(visitor: Visitor) -> None:
    """At the moment of the tap."""
    visitor.is_sending()
    visitor.stand.is_killed()


def _waits_for_the_disk(stand: Stand) -> None:
    """Until Chromium has written down what it would restore, as it does after 2.5 seconds.

    On a profile that it was killed on before it sometimes writes nothing for long.
    """
    before = _written(stand.profile)
    stand.page.evaluate("history.replaceState(null, '', location.href)")
    with suppress(AssertionError):
        eventually(lambda: _written(stand.profile) > before, "it is written down", AT_MOST)


def _written(profile: Path) -> int:
    sessions = (profile / "Default" / "Sessions").glob("Session_*")
    return max((path.stat().st_mtime_ns for path in sessions), default=0)


Ending = Callable[[Visitor], None]
ENDINGS: tuple[Ending, ...] = (
    done,
    done_in_mid_form,
    walks_away,
    reloads,
    presses_the_browsers_back,
    crashes,
    is_switched_off,
    is_killed,
    is_killed_while_sending,
)
NEEDS_A_PAGE_BEFORE = (presses_the_browsers_back,)
OFF = (is_switched_off, is_killed, is_killed_while_sending)
"""After these no browser runs."""
