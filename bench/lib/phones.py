"""Phones in a real browser, as the browser tests have them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from chromium import launch_options
from handset import Handset
from network import Network
from playwright.sync_api import Browser, CDPSession, sync_playwright

NOTE_CLICKS = """addEventListener("click", () =>
  sessionStorage.setItem("clicked", performance.timeOrigin + performance.now()), true)"""
NOTE_READY = """(async () => {
  while (!globalThis.kokommune) await new Promise((resolve) => setTimeout(resolve, 5));
  await kokommune.ready;
  sessionStorage.setItem("ready", performance.timeOrigin + performance.now());
})()"""
PAINTED = """(type) => new Promise((resolve) => {
  new PerformanceObserver((list, observer) => {
    observer.disconnect();
    resolve(list.getEntries().at(-1).startTime);
  }).observe({ type, buffered: true });
})"""
SINCE_CLICK = "(painted) => performance.timeOrigin + painted - sessionStorage.getItem('clicked')"
LARGEST = "largest-contentful-paint"
PULL = "/sync/pull"
REST = b'"public":"0 "'
"""What the pull says that goes on behind the beginning of a large town, after `kokommune.ready`."""
CPU = 4
# 400 ms there and back, 400 kbit/s both ways.
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}


CARDS_HELD = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("kokommune");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const store = request.result.transaction("documents").objectStore("documents");
    store.get("public").onsuccess = ({ target }) => {
      request.result.close();
      const keys = Object.keys(target.result.docs);
      resolve(keys.filter((key) => /^(project|proposal):/.test(key)).length);
    };
  };
})"""


@dataclass
class Wire:
    """No network in between: a phone that asks the server itself."""

    port: int

    def closes(self) -> None:
        """Nothing is open."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that the tests drive."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


@contextmanager
def phone(browser: Browser, network: Network | Wire, **options: Any) -> Iterator[Handset]:
    """A phone that was never here; it notes when something was clicked."""
    phone = Handset(browser, network, **options)
    phone.context.add_init_script(NOTE_CLICKS)
    try:
        yield phone
    finally:
        phone.is_put_away()


def chromium_path() -> str:
    """Where that browser is."""
    with sync_playwright() as playwright:
        return str(launch_options()["executable_path"] or playwright.chromium.executable_path)


def devtools(phone: Handset) -> CDPSession:
    """What the page's developer tools can do."""
    return phone.context.new_cdp_session(phone.page)


def is_slow(tools: CDPSession) -> None:
    """A bad network and a small phone, for the page; the worker's own requests are not slowed."""
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": CPU})


def ready_at(phone: Handset, path: str) -> float:
    """Open a page; gives when `kokommune.ready` settled on it, in seconds since 1970."""
    phone.context.add_init_script(NOTE_READY)
    phone.opens(path).is_ready()
    return float(phone.page.evaluate("sessionStorage.getItem('ready')")) / 1000


def cards_held(phone: Handset) -> int:
    """How many cards of what moves, projects and proposals, are on the phone."""
    return int(phone.page.evaluate(CARDS_HELD))


def visible_ms(phone: Handset) -> float:
    """From the beginning of the navigation until the largest part of the page was painted."""
    return float(phone.page.evaluate(PAINTED, LARGEST))


def clicked_ms(phone: Handset, selector: str) -> float:
    """From a click on the link until the largest part of the next page was painted."""
    with phone.page.expect_navigation():
        phone.page.locator(selector).first.click()
    return float(phone.page.evaluate(SINCE_CLICK, visible_ms(phone)))
