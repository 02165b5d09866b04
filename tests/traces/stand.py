"""A tablet with a profile on the disk: it can crash, be killed, and be started again on it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from chromium import launch_options
from foyer import LANDSCAPE, Foyer
from mortal import kill_browser
from network import Network
from playwright.sync_api import CDPSession, Error, Playwright, expect
from server import Server
from waiting import eventually
from witness import NETWORK, Witness

MANIFEST = ("Manifest: Line", "Manifest fetch from ")
AS_OUT_THERE = ["--disable-back-forward-cache"]
"""What Playwright adds for its own ease, and no tablet has."""
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DRAWN = """() => {
  globalThis.print = () => {};
  const draw = crypto.getRandomValues.bind(crypto);
  let secret = null;
  let isTold = false;
  crypto.getRandomValues = (array) => {
    draw(array);
    if (isTold) return array;
    if (array.length === 16) secret = array;
    if (array.length === 12 && secret) {
      isTold = true;
      globalThis.drawn([...secret], [...array]);
      secret = null;
    }
    return array;
  };
}"""
"""A visit draws its secret and right after it its ticket. Nothing is printed here."""

HAS_KEY = """() => new Promise((resolve) => {
  const request = indexedDB.open("kokommune-kiosk");
  request.onsuccess = () => {
    const key = request.result.transaction("facts").objectStore("facts").get("key");
    key.onsuccess = () => {
      request.result.close();
      resolve(Boolean(key.result));
    };
  };
})"""
HAS_TEMPLATES = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    kept.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
  }
  const all = ["/templates-", "/catalogue-en-", "/catalogue-de-simple-"];
  return all.every((name) => kept.some((url) => url.includes(name)));
}"""
STATE = """async () => {
  const registration = await navigator.serviceWorker?.getRegistration();
  return JSON.stringify({
    url: location.href,
    state: document.documentElement.outerHTML.slice(0, 200),
    controlled: Boolean(navigator.serviceWorker?.controller),
    worker: ["installing", "waiting", "active"].map((name) => registration?.[name]?.state),
    caches: await caches.keys(),
    databases: await indexedDB.databases(),
  });
}"""


class Stand(Foyer):
    """`wakes()` starts its browser; `who` is secret and ticket of the visit, if it has any."""

    def __init__(
        self, playwright: Playwright, network: Network, profile: Path, *flags: str
    ) -> None:
        self.network, self.profile = network, profile
        self.who: tuple[bytes, str] | None = None
        self.heard: list[str] = []
        self._playwright, self._flags = playwright, flags
        self._witnesses: list[Witness] = []
        self._running = False

    def wakes(self) -> "Stand":
        """Switch it on; nobody is there."""
        options = launch_options()
        options["args"] = [*options["args"], *self._flags]  # type: ignore[misc]
        origin = f"http://localhost:{self.network.port}"
        self.context = self._playwright.chromium.launch_persistent_context(
            self.profile,
            base_url=origin,
            viewport=LANDSCAPE,
            has_touch=True,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            ignore_default_args=AS_OUT_THERE,
            **options,
        )
        self._running = True
        # The browser fetches the manifest itself, and a bad network answers for it, too.
        self.witness = Witness(self.context, origin, (*NETWORK, *MANIFEST))
        self.witness.trouble_expected = True
        self._witnesses.append(self.witness)
        self.context.on("console", lambda message: self.heard.append(message.text))
        self.context.expose_binding("drawn", lambda _source, *drawn: self._draws(*drawn))
        self.context.add_init_script(f"({DRAWN})()")
        self.context.clock.install()
        self.carries()
        self.page = self.context.pages[0]
        self.stands_there()
        return self

    def has_all_it_needs(self) -> "Stand":
        """Key, cards and templates: from here on it can do without a network."""
        eventually(lambda: self.page.evaluate(HAS_KEY), "the key is here")
        self.has_everything()
        eventually(lambda: self.page.evaluate(HAS_TEMPLATES), "all templates are here")
        return self

    def crashes(self) -> "Stand":
        """The renderer ends; what watches over the tablet opens the address again."""
        crashed = self.page
        with suppress(Error):
            crashed.goto("chrome://crash")
        self.page = self.context.new_page()
        crashed.close()
        self.stands_there()
        return self

    def is_killed(self) -> "Stand":
        """kill -9 for all processes of the browser; the profile stays."""
        kill_browser(self.profile)
        self._running = False
        with suppress(Error):
            self.context.close()
        return self

    def is_switched_off(self) -> "Stand":
        """In good order, if it runs."""
        if self._running:
            self.context.close()
        self._running = False
        return self

    def is_put_away(self) -> None:
        self.is_switched_off()
        for witness in self._witnesses:
            witness.is_content()

    def tells(self) -> str:
        """How its page and its stores stand, for whoever wonders about a failure."""
        with suppress(Error):
            return f"{self.page.evaluate(STATE)} {self.heard[-10:]}"
        return f"no answer from {self.page.url} {self.heard[-10:]}"

    def speaks(self) -> CDPSession:
        """The browser's own protocol."""
        return self.context.new_cdp_session(self.page)

    def does(self, deed: str) -> "Stand":
        """Press what does this, in whatever language."""
        self.page.locator(f"[data-do='{deed}']").filter(visible=True).first.click()
        return self

    def begins(self) -> "Stand":
        """Somebody comes."""
        self.who = None
        self.does("start")
        expect(self.page.locator("#frame")).to_be_visible()
        expect(self.page.locator("main h1")).to_be_visible()
        return self

    def _draws(self, secret: list[int], drawn: list[int]) -> None:
        self.who = bytes(secret), "".join(LETTERS[byte % len(LETTERS)] for byte in drawn)


Start = Callable[..., Server]
"""Starts the server of the seed town, with the front end of a folder."""
Put = Callable[..., Stand]
"""Puts the tablet up in front of a server, its browser with some flags; it is not switched on."""
