"""Networks that answer in the server's place, or not at all."""

import pytest
from handset import Handset
from network import Network
from server import Server
from town import GARDEN, GARDEN_TITLE, NOWHERE
from waiting import eventually

TEXT = "Gibt es hier WLAN?"
BADNESS = {
    "captive portal": Network.becomes_a_captive_portal,
    "bad gateway": Network.becomes_a_bad_gateway,
    "refusing": Network.refuses,
    "silent": Network.goes_silent,
}
ALL_CACHED = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      texts.push(await (await cache.match(request)).text());
    }
  }
  return texts;
}"""


@pytest.mark.parametrize("name", BADNESS)
def test_nothing_counts_as_sent_and_nothing_is_lost(
    phone: Handset, server: Server, name: str
) -> None:
    phone.opens(GARDEN).is_ready().expects_trouble()
    BADNESS[name](phone.network)
    phone.comments(TEXT).sees_waiting(TEXT).sees_outbox_count(1)
    tried = phone.network.requests["/sync/push"]
    phone.opens(GARDEN).is_rendered_by("worker").sees_title(GARDEN_TITLE).sees_waiting(TEXT)
    eventually(lambda: phone.network.requests["/sync/push"] > tried, "it is tried again")
    assert server.comments(TEXT) == 0

    phone.comes_back()
    phone.opens(GARDEN).sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1


@pytest.mark.parametrize("name", ["captive portal", "bad gateway"])
def test_a_stranger_s_page_is_neither_shown_nor_kept(phone: Handset, name: str) -> None:
    phone.opens("/").is_ready().expects_trouble()
    BADNESS[name](phone.network)
    phone.opens(NOWHERE).is_rendered_by("worker")
    phone.sees_title("Diese Seite ist noch nicht auf deinem Gerät")
    phone.comes_back()
    phone.opens(NOWHERE).sees_title("Hier ist nichts")
    cached = phone.page.evaluate(ALL_CACHED)
    assert cached
    assert not [text for text in cached if "Hotel-WLAN" in text or "nginx" in text]


def test_a_portal_during_the_installation_leaves_nothing_behind(phone: Handset) -> None:
    phone.expects_trouble()
    phone.network.holds_answers("/sw.js")
    phone.opens(GARDEN)
    eventually(lambda: phone.network.requests["/sw.js"], "the worker is asked for")
    style = phone.page.locator("link[rel=stylesheet]").get_attribute("href")
    phone.network.becomes_a_captive_portal("/static/dist/")
    # The page has just loaded the same files: the installation is to ask for them again.
    phone.context.new_cdp_session(phone.page).send("Network.clearBrowserCache")
    before = assets_asked_for(phone)
    phone.network.lets_go()
    eventually(lambda: assets_asked_for(phone) > before, "the portal answers the installation")
    eventually(lambda: phone.page.evaluate(INSTALL_FAILED), "the installation fails")
    phone.comes_back()
    phone.opens(GARDEN).is_ready()
    phone.goes_offline()
    phone.opens("/projects").is_rendered_by("worker")
    assert "Hotel-WLAN" not in phone.page.evaluate(TEXT_OF, style)


def assets_asked_for(phone: Handset) -> int:
    """How many files of the build went through the network."""
    requests = phone.network.requests.items()
    return sum(times for path, times in requests if path.startswith("/static/dist/"))


INSTALL_FAILED = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  return !registration || !(registration.installing || registration.waiting || registration.active);
}"""
TEXT_OF = "async (url) => (await fetch(url)).text()"
