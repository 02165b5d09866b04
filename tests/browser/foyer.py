"""A tablet that the town has put up in the foyer, and strangers who touch it."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from handset import Handset
from network import Network
from playwright.sync_api import Browser, Locator, expect
from server import Server
from tab import READY
from waiting import eventually

TOKEN = "T" * 43
LANDSCAPE = {"width": 1280, "height": 800}
PORTRAIT = {"width": 800, "height": 1280}
INSERT = (
    "INSERT INTO kiosk (id, created, name, place, shows, token_hash, enrolled)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)

LINDENS = "Die drei Linden und der Radweg am Gänsemarkt"
SEALED = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("kokommune-kiosk");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const count = request.result.transaction("sealed").objectStore("sealed").count();
    count.onsuccess = () => {
      request.result.close();
      resolve(count.result);
    };
  };
})"""
"""How many envelopes wait."""


def puts_up(server: Server, token: str = TOKEN, shows: tuple[str, ...] = ()) -> str:
    """Enrol a tablet without its hands: a row, and the token to carry. Returns the kiosk's id."""
    id, at = uuid4(), datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    hashed = hashlib.sha256(token.encode()).digest()
    row = (id.hex, at, "Tablet im Foyer", "Rathaus, Erdgeschoss", json.dumps(shows), hashed, at)
    connection = sqlite3.connect(server.instance / "kokommune.db", timeout=20)
    with connection:
        connection.execute(INSERT, row)
    connection.close()
    return str(id)


class Foyer(Handset):
    """The tablet. Whoever `arrives` finds the attract screen and begins a visit."""

    def __init__(self, browser: Browser, network: Network, **options: Any) -> None:
        usual = {"viewport": LANDSCAPE, "is_mobile": False}
        super().__init__(browser, network, **usual | options)
        self.carries()

    def carries(self, token: str = TOKEN) -> "Foyer":
        """The token by which it is a kiosk."""
        cookie = {"name": "kokommune-kiosk", "value": token, "httpOnly": True}
        where = {"domain": "localhost", "path": "/", "sameSite": "Strict"}
        self.context.add_cookies([cookie | where])
        return self

    def stands_there(self) -> "Foyer":
        """Switched on, with everything on it that it keeps; nobody is there."""
        self.opens("/kiosk")
        self.page.evaluate(READY)
        return self.is_at_rest()

    def is_at_rest(self) -> "Foyer":
        """The attract screen, and it can be touched."""
        expect(self.page.locator(":root[data-ready]")).to_have_count(1)
        expect(self.page.locator("#attract")).to_be_visible()
        return self

    def somebody_comes(self) -> "Foyer":
        """A visit begins."""
        self.page.get_by_role("button", name="Antippen und mitmachen").click()
        return self.sees_title("Schön, dass du da bist")

    def goes_to(self, place: str) -> "Foyer":
        """One of the places at the foot of the screen."""
        self.page.locator(".frame__places").get_by_role("link", name=place).click()
        return self

    def taps(self, name: str) -> "Foyer":
        """A link or a button in the page's content."""
        main = self.page.locator("main")
        main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()
        return self

    def presses(self, name: str) -> "Foyer":
        """A button at the foot of the screen, or of a dialog."""
        self.page.get_by_role("button", name=name, exact=True).filter(visible=True).click()
        return self

    def leaves(self) -> "Foyer":
        """Fertig, with or without a ticket."""
        self.presses("Fertig")
        done = self.page.get_by_role("button", name="Fertig, alles löschen")
        expect(done.or_(self.page.locator("#attract")).filter(visible=True).first).to_be_visible()
        if done.is_visible():
            done.click()
        return self.is_at_rest()

    @property
    def ticket(self) -> str:
        """The code on the claim ticket, which is on the screen."""
        code = self.page.locator("#ticket [data-ticket]")
        expect(code).to_be_visible()
        return code.inner_text()

    def dialog(self, id: str) -> Locator:
        """One that is open."""
        return self.page.locator(f"dialog#{id}[open]")

    def comments(self, text: str) -> "Foyer":
        """Write on the page that is open, and send."""
        super().comments(text)
        return self

    def has_nothing_waiting(self) -> "Foyer":
        """All that was sealed has gone out."""
        eventually(lambda: self.page.evaluate(SEALED) == 0, "every envelope has arrived")
        return self

    def opens_the_lindens(self) -> "Foyer":
        """A project of the seed town."""
        self.goes_to("Vorhaben")
        self.taps(LINDENS)
        return self.sees_title(LINDENS)


MakeTablet = Callable[..., Foyer]
"""Makes a tablet that was never switched on, with options of a browser context."""
