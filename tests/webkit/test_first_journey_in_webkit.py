"""The first journey in WebKit, with the server killed instead of the network."""

from dataclasses import dataclass

from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from server import Server

from app.seeds import seed_id

GARDEN = f"/projects/{seed_id('project', 'garten')}"
TEXT = "Geschrieben auf dem Straßenfest, ohne Netz."
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
