"""What people give beside comments: in a tab, as they do and see it."""

import re

from playwright.sync_api import Locator, expect
from tab import Tab


def proposes(tab: Tab, title: str, text: str) -> None:
    """Open the page's proposal form, fill it in and send it."""
    form = tab.page.locator("#propose")
    form.locator("> summary").click()
    form.locator("[name=title]").fill(title)
    form.locator("[name=body]").fill(text)
    form.get_by_role("button", name="Vorschlag senden").click()


def edits_proposal(tab: Tab, title: str) -> None:
    """Give the own proposal on this page another title."""
    tab.page.get_by_text("Bearbeiten", exact=True).click()
    form = tab.page.locator('form[action="/commands/edit_proposal"]')
    form.locator("[name=title]").fill(title)
    form.get_by_role("button", name="Änderung senden").click()


def starts_project(tab: Tab, title: str, text: str) -> None:
    """Open the form for a new project, fill it in and send it."""
    form = tab.page.locator("#start")
    form.locator("> summary").click()
    form.locator("[name=title]").fill(title)
    form.locator("[name=body]").fill(text)
    form.get_by_role("button", name="Vorhaben starten").click()


def offers_shift(tab: Tab, title: str, starts: str, ends: str, capacity: int) -> None:
    """Say on the own project's page what help is needed."""
    form = tab.page.locator("#offer")
    form.locator("summary").click()
    form.locator("[name=title]").fill(title)
    form.locator("[name=starts]").fill(starts)
    form.locator("[name=ends]").fill(ends)
    form.locator("[name=capacity]").fill(str(capacity))
    form.get_by_role("button", name="Helfende suchen").click()


def supports(tab: Tab) -> None:
    """Tap the button that stands behind the proposal on this page."""
    tab.page.get_by_role("button", name="Unterstützen").click()


def shift(tab: Tab, title: str) -> Locator:
    """The shift with this title."""
    return tab.page.locator(".shift").filter(has=tab.page.get_by_role("heading", name=title))


def signs_up(tab: Tab, title: str) -> None:
    """Promise to help at a shift, be it on its waiting list."""
    shift(tab, title).get_by_role(
        "button", name=re.compile("Ich helfe mit|Auf die Warteliste")
    ).click()


def withdraws(tab: Tab, title: str) -> None:
    """Give the place at a shift back."""
    shift(tab, title).get_by_text("Doch keine Zeit?").click()
    shift(tab, title).get_by_role("button", name="Abmelden").click()


def sees_place(tab: Tab, title: str, words: str) -> None:
    """How the own place at a shift is called, and nothing else."""
    expect(shift(tab, title).locator(".chip")).to_have_text(words)


def sees_own_page(tab: Tab, noun: str, title: str, state: str) -> None:
    """The page of what was just written stands there, once, in this state."""
    tab.sees_title(title)
    expect(tab.page.locator(f'article[id^="{noun}-"]')).to_have_attribute("data-state", state)
