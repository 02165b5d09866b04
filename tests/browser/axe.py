"""axe-core in a page: what it finds against WCAG 2.2 AA."""

from pathlib import Path

from playwright.sync_api import Page
from tab import Tab

SOURCE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
RUN = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`));
}"""


def findings(page: Page) -> list[str]:
    """Run all rules over the whole page.

    The screen is made as high as the page, since axe takes what stands under the bar at the
    bottom, and can be scrolled away from there, for hidden by it.
    """
    screen = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": screen["width"], "height": max(height, screen["height"])})
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN, TAGS)
    page.set_viewport_size(screen)
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
