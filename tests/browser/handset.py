"""A phone in somebody's hand: a browser of its own behind a network of its own."""

from collections.abc import Callable
from typing import Any

from network import Network
from playwright.sync_api import Browser
from tab import Tab
from waiting import eventually
from witness import Witness

UNREGISTER = """async () => {
  await kokommune.ready;
  await (await navigator.serviceWorker.getRegistration()).unregister();
}"""
IS_WHOLE = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("kokommune");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const record = request.result.transaction("cursors").objectStore("cursors").get("public");
    record.onsuccess = () => {
      request.result.close();
      resolve(Boolean(record.result?.held && !record.result.partial));
    };
  };
})"""
SCREEN = {"width": 360, "height": 740}


class Handset(Tab):
    """Its first tab is the phone itself; `network` is between it and the server."""

    def __init__(self, browser: Browser, network: Network, **options: Any) -> None:
        origin = f"http://localhost:{network.port}"
        # What a test does not say itself is an ordinary phone of here.
        options = {
            "viewport": SCREEN,
            "is_mobile": True,
            "has_touch": True,
            "locale": "de-DE",
            "timezone_id": "Europe/Berlin",
            "reduced_motion": "reduce",
        } | options
        self.network = network
        self.context = browser.new_context(base_url=origin, **options)
        self.witness = Witness(self.context, origin)
        super().__init__(self.context.new_page())

    def opens(self, path: str) -> "Handset":
        """Go to a page, in a new tab where none is open."""
        if self.page.is_closed():
            self.page = self.context.new_page()
        super().opens(path)
        return self

    def posts(self, path: str, **fields: str) -> "Handset":
        """Send a form that no page shows, with this browser's cookies."""
        origin = {"Origin": f"http://localhost:{self.network.port}"}
        answer = self.context.request.post(path, form=fields, headers=origin, max_redirects=0)
        assert answer.status == 303, answer.text()
        return self

    def opens_tab(self, path: str) -> Tab:
        """One more tab."""
        return Tab(self.context.new_page()).opens(path)

    def closes_tab(self) -> "Handset":
        """Close the first tab."""
        self.page.close()
        return self

    def goes_offline(self) -> "Handset":
        """No network, and the browser knows."""
        self.expects_trouble()
        self.context.set_offline(True)
        return self

    def gets_a_signal(self) -> "Handset":
        """The browser believes that there is network; what it is worth shows itself."""
        self.context.set_offline(False)
        return self

    def comes_back(self) -> "Handset":
        """The network is there again, and good."""
        self.network.comes_back()
        return self.gets_a_signal()

    def has_everything(self) -> "Handset":
        """Wait until all cards are on the phone, not the liveliest alone."""
        eventually(lambda: self.page.evaluate(IS_WHOLE), "the whole town is on the phone")
        return self

    def forgets_the_worker(self) -> "Handset":
        """The next navigation is the server's, as on a first visit."""
        self.page.evaluate(UNREGISTER)
        return self

    def expects_trouble(self) -> "Handset":
        """Failed requests are what this test is about."""
        self.witness.trouble_expected = True
        return self

    def forgets_cookies(self) -> "Handset":
        """As browsers do that clean up after a week."""
        self.context.clear_cookies()
        return self

    def is_put_away(self) -> None:
        """End it, and let the witness speak."""
        # What is cut off by that has not failed.
        self.witness.is_leaving()
        self.context.close()
        self.network.closes()
        self.witness.is_content()


MakePhone = Callable[..., Handset]
"""Makes a phone that was never here, with options of a browser context."""
