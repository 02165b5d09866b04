"""A walk through all that a tablet shows in one visit."""

from typing import Any

from faked_pairing import answers_pairing
from foyer import LANDSCAPE, PORTRAIT, Foyer
from playwright.sync_api import expect

SENTENCE = "Die Linden bleiben stehen."
BOTH = (LANDSCAPE, PORTRAIT)


def every_screen(foyer: Foyer) -> Any:
    """One after the other, by name: pages, a form with errors, and what is asked above them."""
    page = foyer.page
    yield "start"
    foyer.goes_to("Mithelfen").sees_title("Mithelfen: offene Einsätze")
    yield "list"
    foyer.goes_to("Vorschläge").opens_part("Vorschlag schreiben").presses("Vorschlag senden")
    expect(page.get_by_label("Worum geht es?")).to_be_focused()
    yield "errors"
    foyer.opens_the_lindens()
    yield "project"
    yield from every_dialog(foyer)


def every_dialog(foyer: Foyer) -> Any:
    """What is asked or shown above a page that can be commented."""
    page = foyer.page
    # Wrong digits are an answer that browsers complain about.
    foyer.expects_trouble()
    foyer.presses("Mitnehmen")
    yield "page code"
    closes(foyer).writes(SENTENCE).presses("Fertig")
    yield "unsent"
    foyer.presses("Weiter schreiben").sends()
    foyer.has_nothing_waiting().presses("Abholzettel")
    yield "ticket"
    foyer.presses("Zurück, ich mache weiter")
    pairing = answers_pairing(page)
    foyer.presses("Anmelden").sees("7KQM-2X9D-0AB1")
    yield "pairing"
    pairing.state = "allowed"
    foyer.sees("Tippe die zwei Ziffern")
    page.keyboard.type("12")
    foyer.sees("Noch 2 Versuche")
    yield "digits"
    pairing.state = "refused"
    closes(foyer).presses("Anmelden").sees("Auf dem Telefon wurde abgelehnt.")
    yield "refused"
    closes(foyer)
    for id in ("idle", "closed", "giving"):
        page.evaluate("(id) => document.getElementById(id).showModal()", id)
        yield id
        page.evaluate("(id) => document.getElementById(id).close()", id)


def closes(foyer: Foyer) -> Foyer:
    """The dialog that is open, by its own button."""
    foyer.page.locator("dialog[open]").get_by_role("button", name="Zurück").click()
    return foyer


def presses_often(foyer: Foyer, name: str, times: int) -> None:
    """The same button, as one does with A+."""
    for _ in range(times):
        foyer.presses(name)


def turned(foyer: Foyer, all_of_it: Any) -> Any:
    """Each screen as it is on a tablet that hangs there either way."""
    for where in all_of_it:
        for screen in BOTH:
            foyer.page.set_viewport_size(screen)
            yield f"{where} at {screen}"
