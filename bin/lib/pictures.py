"""Take the manifest's pictures: static/screenshots/ and the icons of its shortcuts.

A server with the seed town and a browser, as in the tests; static/ is all that changes.
"""

import base64
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from chromium import launch_options  # noqa: E402
from flask import render_template_string  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright  # noqa: E402
from server import Server, seed_town  # noqa: E402
from tab import Tab  # noqa: E402
from town import GARDEN  # noqa: E402

from app import create_app  # noqa: E402

PHONE = {"viewport": {"width": 360, "height": 640}, "device_scale_factor": 2, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
SHORTCUTS = {"proposal": "proposal", "shifts": "calendar", "outbox": "outbox"}
QUALITY = 0.6
TO_WEBP = """async ([url, quality]) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality });
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
}"""
ICON = """{% from "icons.html" import icon %}<style>
body { margin: 0 }
svg { display: block; box-sizing: border-box; width: 192px; height: 192px; padding: 48px;
      border-radius: 96px; background: #14513c; fill: none; stroke: #fff; stroke-width: 1.75;
      stroke-linecap: round; stroke-linejoin: round }
</style>{{ icon(name) }}"""


def take_all() -> None:
    """Start server and browser, take the pictures, end both."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        town = Path(folder) / "town"
        seed_town(town)
        server = Server(town, Path(folder)).starts()
        browser = playwright.chromium.launch(**launch_options())
        try:
            _narrow(_context(browser, server, PHONE))
            _wide(_context(browser, server, DESK))
            _icons(browser)
        finally:
            browser.close()
            server.stops()


def _narrow(context: BrowserContext) -> None:
    tab = Tab(context.new_page())
    tab.opens("/").is_ready()
    _take(tab.page, "narrow-town")
    _take(tab.opens(GARDEN).page, "narrow-project")
    context.set_offline(True)
    tab.comments("Ich bringe am Samstag zwei Schubkarren mit.")
    tab.sees_waiting("Ich bringe am Samstag zwei Schubkarren mit.")
    _take(tab.page, "narrow-offline")


def _wide(context: BrowserContext) -> None:
    tab = Tab(context.new_page())
    tab.opens("/").is_ready()
    _take(tab.page, "wide-town")
    _take(tab.opens("/projects").page, "wide-projects")


def _icons(browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 192, "height": 192}).new_page()
    app = create_app()
    for name, icon in SHORTCUTS.items():
        with app.test_request_context():
            page.set_content(render_template_string(ICON, name=icon))
        path = ROOT / "static" / "icons" / f"shortcut-{name}.png"
        page.screenshot(path=path, omit_background=True)
        _say(path)


def _context(browser: Browser, server: Server, screen: dict) -> BrowserContext:
    return browser.new_context(
        base_url=f"http://localhost:{server.port}",
        locale="de-DE",
        timezone_id="Europe/Berlin",
        color_scheme="light",
        reduced_motion="reduce",
        **screen,
    )


def _take(page: Page, name: str) -> None:
    """Playwright itself makes no WebP; a page of the browser does."""
    page.evaluate("document.fonts.ready.then(() => {})")
    shot = base64.b64encode(page.screenshot()).decode()
    blank = page.context.browser.new_page()
    picture = blank.evaluate(TO_WEBP, [f"data:image/png;base64,{shot}", QUALITY])
    blank.close()
    path = ROOT / "static" / "screenshots" / f"{name}.webp"
    path.write_bytes(base64.b64decode(picture.partition(",")[2]))
    _say(path)


def _say(path: Path) -> None:
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    take_all()
