"""Answers of a server that pairs a tablet with a phone, so that each state can be looked at."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, Route

HEADERS = {"Kokommune-Sync": "1"}
BEGUN = {"secret": "s", "code": "7KQM-2X9D-0AB1", "expires_in": 600, "interval": 0.1}


@dataclass
class Pairing:
    """What the phone has said so far; no digits are ever the right ones."""

    state: str = "waiting"


def answers_pairing(page: Page) -> Pairing:
    """From now on all that the tablet asks about pairing is answered here."""
    pairing = Pairing()

    def answers(path: str, body: Any, status: int = 200) -> None:
        def fulfil(route: Route) -> None:
            told = {"protocol": 1} | (body() if callable(body) else body)
            route.fulfill(status=status, json=told, headers=HEADERS)

        page.route(f"**/kiosk/pairing{path}", fulfil)

    answers("", BEGUN)
    answers("/state", lambda: {"state": pairing.state})
    answers("/redeem", {"code": "wrong_digits", "fields": {"left": "2"}}, 422)
    return pairing
