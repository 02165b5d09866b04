"""The first journey in WebKit, with the server killed instead of the network."""

from dataclasses import dataclass
from hashlib import sha256

from network import Network
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from server import Server
from waiting import eventually

from app.seeds import seed_id

GARDEN = f"/projects/{seed_id('project', 'garten')}"
TEXT = "Geschrieben auf dem Straßenfest, ohne Netz."
WATER = f"/proposals/{seed_id('proposal', 'trinkbrunnen')}"
SUPPORTS = "SELECT count(*) FROM support"
PATIENCE = 30
READY = """const done = arguments[arguments.length - 1];
(async () => {
  while (!globalThis.kokommune) await new Promise((resolve) => setTimeout(resolve, 20));
  await kokommune.ready;
})().then(() => done("ready"), (error) => done(String(error)));"""
STATES = """return [...document.querySelectorAll(".comment")]
  .filter((comment) => comment.textContent.includes(arguments[0]))
  .map((comment) => comment.dataset.state);"""


@dataclass
class Safari:
    """A phone with WebKit."""

    driver: WebKitGTK
    server: Server

    def opens(self, path: str) -> "Safari":
        self.driver.get(f"http://localhost:{self.server.port}{path}")
        return self

    def is_ready(self) -> None:
        assert self.driver.execute_async_script(READY) == "ready"

    def is_rendered_by(self, who: str) -> None:
        body = self.driver.find_element(By.TAG_NAME, "body")
        assert body.get_attribute("data-rendered-by") == who

    def comments(self, text: str) -> None:
        form = self.driver.find_element(By.CSS_SELECTOR, 'form[action="/commands/comment"]')
        form.find_element(By.NAME, "body").send_keys(text)
        form.find_element(By.CSS_SELECTOR, "[type=submit]").submit()

    def sees(self, text: str, state: str) -> None:
        """The comment stands there once, in this state."""
        WebDriverWait(self.driver, PATIENCE).until(
            lambda driver: driver.execute_script(STATES, text) == [state],
            f"{text!r} is {state}",
        )

    def titles(self) -> list[str]:
        return [title.text for title in self.driver.find_elements(By.CSS_SELECTOR, ".card__title")]


def test_a_comment_written_while_the_server_is_dead_arrives_once(
    driver: WebKitGTK, server: Server
) -> None:
    phone = Safari(driver, server)
    phone.opens("/projects").is_rendered_by("flask")
    online = phone.titles()
    phone.is_ready()

    server.is_killed()
    phone.opens("/projects").is_rendered_by("worker")
    assert phone.titles() == online
    phone.opens("/projects?q=muhlrad")
    assert phone.titles() == ["Das letzte Mühlrad macht Strom"]
    phone.opens(GARDEN).is_rendered_by("worker")
    phone.comments(TEXT)
    phone.sees(TEXT, "pending")
    phone.opens(GARDEN).sees(TEXT, "pending")
    assert server.comments(TEXT) == 0

    server.starts()
    phone.opens(GARDEN).sees(TEXT, "confirmed")
    phone.opens(GARDEN).sees(TEXT, "confirmed")
    assert server.comments(TEXT) == 1


def test_the_cookie_comes_with_the_form_that_is_sent_again(
    driver: WebKitGTK, server: Server
) -> None:
    """On a first visit, before there is a worker."""
    before = server.value(SUPPORTS)
    network = Network(server.port)
    network.becomes_a_captive_portal("/sw.js")
    driver.get(f"http://localhost:{network.port}{WATER}")
    # No script hears of this.
    form = driver.find_element(By.CSS_SELECTOR, 'form[action="/commands/support"]')
    driver.execute_script("HTMLFormElement.prototype.submit.call(arguments[0])", form)
    eventually(lambda: server.value(SUPPORTS) == before + 1, "the support counts")
    cookie = eventually(lambda: driver.get_cookie("kokommune-browser"), "there is a cookie")
    # Whoever becomes a guest is counted by it.
    guests = server.rows("SELECT browser FROM guess WHERE kind = 'guest'")
    assert guests == [(sha256(cookie["value"].encode()).digest(),)]
    network.closes()
