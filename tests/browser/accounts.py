"""What people do with an account: in a tab, as they do and see it."""

import sqlite3
from datetime import UTC, datetime
from uuid import uuid4

from authenticator import Authenticator
from playwright.sync_api import Locator, expect
from server import Server
from tab import Tab


def begins_an_account(tab: Tab, name: str) -> Authenticator:
    """Make an account on a phone that had no passkey; gives what keeps it."""
    authenticator = Authenticator(tab.page)
    tab.opens("/account")
    asks_for_an_account(tab, name)
    sees_account(tab, name)
    return authenticator


def asks_for_an_account(tab: Tab, name: str) -> None:
    """Fill the form in and send it."""
    form = tab.page.locator("form[data-ceremony=create]")
    form.locator("[name=name]").fill(name)
    form.get_by_role("button", name="Konto anlegen").click()


def signs_in(tab: Tab) -> None:
    """Tap the button."""
    tab.page.get_by_role("button", name="Mit Passkey anmelden").click()


def signs_out(tab: Tab) -> None:
    """Tap the button on the account's page, where nothing waits."""
    tab.page.get_by_role("button", name="Auf diesem Gerät abmelden").click()
    tab.sees_title("Dein Konto")


def sees_account(tab: Tab, name: str) -> None:
    """The account's page, and the name in the band of every page."""
    tab.sees_title(name)
    expect(tab.page.locator("#who")).to_have_accessible_name(f"Dein Konto: {name}")


def adds_a_passkey(tab: Tab) -> None:
    """Tap the button."""
    tab.page.get_by_role("button", name="Weiteren Passkey anlegen").click()


def passkeys(tab: Tab) -> Locator:
    """The passkeys in the list."""
    return tab.page.locator("#passkeys .account__item")


def unfolds(item: Locator, word: str) -> None:
    """Open what stands under this word."""
    item.locator("summary").filter(has_text=word).click()


def is_told(tab: Tab, words: str) -> None:
    """Beside a button, or at the head of the page."""
    expect(tab.page.locator(".account__told").filter(has_text=words)).to_be_visible()


def forgets_the_proof(server: Server, name: str) -> None:
    """A quarter of an hour has passed."""
    connection = sqlite3.connect(server.instance / "kokommune.db", timeout=20)
    with connection:
        connection.execute(
            "UPDATE session SET verified = '2026-01-01 00:00:00' WHERE resident_id IN"
            " (SELECT id FROM resident WHERE name = ?)",
            (name,),
        )
    connection.close()


def gives_role(server: Server, name: str, role: str) -> None:
    """As an administrator does; the account's own documents may lag behind."""
    connection = sqlite3.connect(server.instance / "kokommune.db", timeout=20)
    with connection:
        connection.execute(
            "INSERT INTO role (id, resident_id, role, created) "
            "SELECT ?, id, ?, ? FROM resident WHERE name = ?",
            (uuid4().hex, role, datetime.now(UTC).replace(tzinfo=None).isoformat(" "), name),
        )
    connection.close()
