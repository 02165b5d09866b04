"""axe-core in a page: what it finds against WCAG 2.2 AA."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from tab import Tab

SOURCE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
ALL = {"type": "tag", "values": TAGS}
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What there is in TAGS about colours."""
IS_THERE = "Boolean(globalThis.axe)"
RUN = """async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`));
}"""


def findings(page: Page, rules: dict[str, Any] = ALL) -> list[str]:
    """Run rules over the whole page, in the colours that it has.

    The screen is made as high as the page, since axe takes what stands under the bar at the
    bottom, and can be scrolled away from there, for hidden by it.
    """
    screen = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": screen["width"], "height": max(height, screen["height"])})
    if not page.evaluate(IS_THERE):
        page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN, rules)
    page.set_viewport_size(screen)
    return found


def findings_day_and_night(page: Page) -> list[str]:
    """In light all rules; then, on the same page in the dark, those about colours.

    Nothing else differs there: `test_in_the_dark_nothing_but_colours_differs`.
    """
    found = findings(page)
    page.emulate_media(color_scheme="dark")
    found += [f"in the dark: {each}" for each in findings(page, OF_COLOURS)]
    page.emulate_media(color_scheme="light")
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(
        page.evaluate(
            "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )
    )


def is_accessible(tab: Tab, where: str) -> None:
    """Nothing found, and nothing sticks out."""
    assert findings(tab.page) == [], where
    assert overflow(tab.page) == 0, where
