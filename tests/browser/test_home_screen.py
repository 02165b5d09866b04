"""Kokommune among the apps of a phone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import launch_options
from handset import Handset, MakePhone
from playwright.sync_api import Browser, BrowserContext, Locator, expect
from server import Server
from tab import Tab
from town import GARDEN
from waiting import eventually
from witness import Witness

STANDALONE = "Object.defineProperty(navigator, 'standalone', {{value: {}}})"
COUNT_ASKING = """
navigator.storage.persist = async () => {
  localStorage.setItem("asked", Number(localStorage.getItem("asked") ?? 0) + 1);
  return true;
};
"""
# The browser's own question cannot be answered here.
ANSWER = """
addEventListener("beforeinstallprompt", (event) => {
  event.prompt = async () => {};
  Object.defineProperty(event, "userChoice", {value: Promise.resolve({outcome: "%s"})});
}, {capture: true});
"""
IDEA = "Eine Schaukel für alle"


@pytest.fixture
def profile(browser: Browser, server: Server, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser that keeps things: in a private window nothing can be installed."""
    origin = f"http://localhost:{server.port}"
    context = browser.browser_type.launch_persistent_context(
        str(tmp_path / "profile"), **launch_options(), base_url=origin, locale="de-DE"
    )
    witness = Witness(context, origin)
    yield context
    context.close()
    witness.is_content()


def home_screen(tab: Tab) -> Locator:
    """The part of the page that speaks of it."""
    return tab.page.locator("#home-screen")


def test_chromium_finds_nothing_against_installing(profile: BrowserContext) -> None:
    tab = Tab(profile.new_page()).opens("/").is_ready()
    chromium = profile.new_cdp_session(tab.page)
    assert chromium.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    found = chromium.send("Page.getAppManifest")
    assert found["errors"] == []
    assert len(json.loads(found["data"])["shortcuts"]) == len(found["manifest"]["shortcuts"]) == 3
    assert len(found["manifest"]["screenshots"]) == 5


@pytest.mark.parametrize(
    ("outcome", "words"), [("accepted", "Geschafft"), ("dismissed", "dann nicht")]
)
def test_the_browsers_offer_is_made_on_the_device_page(
    profile: BrowserContext, outcome: str, words: str
) -> None:
    profile.add_init_script(ANSWER % outcome)
    tab = Tab(profile.new_page()).opens("/device").is_ready()
    tab.page.get_by_role("button", name="Als App installieren").click()
    expect(home_screen(tab)).to_contain_text(words)
    expect(home_screen(tab).locator("[data-said]")).to_be_focused()
    expect(home_screen(tab).get_by_role("button")).to_have_count(0)


def test_where_nothing_can_be_offered_nothing_is_said(phone: Handset) -> None:
    phone.opens("/device").is_ready()
    expect(home_screen(phone)).to_be_hidden()


def test_an_iphone_is_told_the_way(phone: Handset) -> None:
    phone.context.add_init_script(STANDALONE.format("false"))
    phone.opens("/device").is_ready().sees("„Zum Home-Bildschirm“")
    expect(home_screen(phone).get_by_role("button")).to_have_count(0)
    phone.goes_offline().opens("/device").is_rendered_by("worker")
    phone.sees("„Zum Home-Bildschirm“")


def test_an_iphones_app_is_told_nothing(phone: Handset) -> None:
    phone.context.add_init_script(STANDALONE.format("true"))
    phone.opens("/device").is_ready()
    expect(home_screen(phone)).to_be_hidden()


def test_the_shortcut_opens_the_form(phone: Handset) -> None:
    phone.opens("/proposals#propose")
    expect(phone.page.locator("#propose [name=on]")).to_be_focused()
    phone.is_ready().goes_offline()
    phone.opens("/").opens("/proposals#propose").is_rendered_by("worker")
    expect(phone.page.locator("#propose [name=on]")).to_be_focused()
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.type(IDEA)
    expect(phone.page.locator("#propose [name=title]")).to_have_value(IDEA)


def test_the_shortcut_to_the_shifts_names_their_place(phone: Handset) -> None:
    phone.opens("/mine#shifts-title")
    expect(phone.page.locator(":target")).to_have_text("Meine Einsätze")


def test_it_asks_to_be_kept_once_after_the_first_contribution(make_phone: MakePhone) -> None:
    phone = make_phone()
    phone.context.add_init_script(COUNT_ASKING)
    phone.opens("/").is_ready()
    phone.opens(GARDEN).is_ready()
    assert asked(phone) == 0
    phone.goes_offline().comments("Erstens").sees_waiting("Erstens")
    eventually(lambda: asked(phone) == 1, "it asks")
    phone.comments("Zweitens").sees_waiting("Zweitens")
    phone.comes_back()
    phone.opens(GARDEN).comments("Drittens").sees_confirmed("Drittens")
    assert asked(phone) == 1


def asked(tab: Tab) -> int:
    """How often the browser was asked to keep the data."""
    return int(tab.page.evaluate("Number(localStorage.getItem('asked') ?? 0)"))
