"""What people do with maps: on a list's, and in a form where a place is chosen."""

import re

from playwright.sync_api import Locator, expect
from tab import Tab
from waiting import eventually

KEPT = """async () => {
  const names = await caches.keys();
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return all.flat().filter(({ url }) => url.includes("/atlas-")).length === 2;
}"""
DRAWN = ".map__pin, .map__cluster"


def keeps_the_map(tab: Tab) -> None:
    """Wait until what draws maps is on the phone."""
    eventually(lambda: tab.page.evaluate(KEPT), "what draws maps is on the phone")


def opens_place(tab: Tab, form: str) -> Locator:
    """Open a form and in it the section for the place; gives the section, its map drawn."""
    tab.page.locator(f"{form} > summary").click()
    place = tab.page.locator(f"{form} [data-place]")
    place.locator("> summary").click()
    expect(place.locator(".map__area").first).to_be_visible()
    return place


def point(place: Locator) -> str:
    """The coordinates that stand in the form."""
    return place.locator("[name=point]").input_value()


def writes_point(place: Locator, text: str) -> None:
    """Type coordinates and leave the field."""
    place.locator("[name=point]").fill(text)
    place.locator("[name=point]").press("Tab")


def presses(place: Locator, name: str) -> None:
    """Press one of the section's buttons."""
    place.get_by_role("button", name=name, exact=True).click()


def hears(place: Locator, words: str) -> None:
    """What the section says of the place."""
    expect(place.get_by_role("status")).to_have_text(re.compile(re.escape(words)))


def is_asked(place: Locator, words: str) -> None:
    """A question stands there."""
    expect(place.get_by_text(words)).to_be_visible()


def sees_map(tab: Tab) -> Locator:
    """The page's own map, once something is drawn on it."""
    canvas = tab.page.locator("[data-map] [data-map-canvas]")
    canvas.scroll_into_view_if_needed()
    expect(canvas.locator(DRAWN).first).to_be_visible()
    return canvas


def counted(canvas: Locator) -> int:
    """How many places the map shows, those in clusters as well."""
    numbers = canvas.locator(".map__cluster").evaluate_all(
        "(all) => all.map((one) => Number(one.getAttribute('aria-label').replace(/\\D/g, '')))"
    )
    return sum(numbers) + canvas.locator(".map__pin").count()
