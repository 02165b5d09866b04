"""A tablet reads its code with the camera; without one, or without leave, somebody types it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accounts import begins_an_account, gives_role
from authenticator import offers_nothing
from axe import is_accessible
from camera import HESITATE, REMEMBER_SENDING, REMEMBER_TRACKS, RUNNING, browser_that_sees, film
from handset import Handset, MakePhone
from network import Network
from playwright.sync_api import Browser, Playwright, expect
from server import Server
from test_kiosk import puts_a_tablet_up
from town import GARDEN
from waiting import eventually

MakeTablet = Callable[..., Handset]
BEGIN = "Mit der Kamera lesen"


@pytest.fixture
def make_tablet(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[MakeTablet]:
    """Makes a tablet before whose camera a QR code is held: `make_tablet(text)`.

    In `text`, {origin} is where it finds the town.
    """
    put_up: list[tuple[Handset, Browser]] = []

    def make(text: str, *, allowed: bool = True) -> Handset:
        network = Network(server.port)
        seen = text.format(origin=f"http://localhost:{network.port}")
        browser = browser_that_sees(playwright, film(tmp_path / "seen.y4m", seen), allowed=allowed)
        tablet = Handset(browser, network, viewport={"width": 820, "height": 1180})
        put_up.append((tablet, browser))
        tablet.context.add_init_script(REMEMBER_TRACKS)
        return tablet

    yield make
    for tablet, browser in put_up:
        tablet.is_put_away()
        browser.close()


def begins(tablet: Handset) -> Handset:
    tablet.opens("/kiosk").page.get_by_role("button", name=BEGIN).click()
    return tablet


def runs(tablet: Handset) -> bool:
    return bool(tablet.page.evaluate(RUNNING))


def test_a_tablet_is_put_up_without_typing(
    make_phone: MakePhone, make_tablet: MakeTablet, server: Server
) -> None:
    office = make_phone()
    offers_nothing(office.page)
    office.opens("/").is_ready()
    begins_an_account(office, "Dora Amt")
    gives_role(server, "Dora Amt", "administrator")
    code = puts_a_tablet_up(office)

    tablet = make_tablet(f"{{origin}}/kiosk#code={code}")
    # Its browser was here before, and has the worker.
    tablet.opens("/").is_ready()
    begins(tablet).sees_title("Mach mit in deiner Stadt")
    assert not tablet.page.evaluate("document.featurePolicy.allowsFeature('camera')")


def test_another_qr_code_is_none_of_ours(make_tablet: MakeTablet) -> None:
    tablet = begins(make_tablet("https://example.org/kiosk#code=7KQM-2X9D-0AB1"))
    tablet.sees("Das ist ein anderer QR-Code.")
    assert runs(tablet)
    is_accessible(tablet, "what the camera sees")
    tablet.page.get_by_role("button", name="Abbrechen").click()
    expect(tablet.page.get_by_role("button", name=BEGIN)).to_be_focused()
    assert not runs(tablet)
    expect(tablet.page.locator("video")).to_be_hidden()
    expect(tablet.page.get_by_label("Code", exact=True)).to_have_value("")


def test_the_camera_is_off_before_the_code_is_sent(make_tablet: MakeTablet) -> None:
    tablet = make_tablet("7KQM-2X9D-0AB1").expects_trouble()
    tablet.context.add_init_script(REMEMBER_SENDING)
    begins(tablet).sees("Dieser Code geht nicht.")
    assert tablet.page.evaluate("sessionStorage.getItem('sending')") == "0"
    expect(tablet.page.get_by_role("button", name=BEGIN)).to_be_visible()


def test_the_camera_is_off_when_nobody_looks(make_tablet: MakeTablet) -> None:
    tablet = begins(make_tablet("hallo"))
    tablet.sees("Das ist ein anderer QR-Code.")
    tablet.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert not runs(tablet)
    expect(tablet.page.get_by_role("button", name=BEGIN)).to_be_visible()


def test_leave_that_comes_too_late_is_given_back(make_tablet: MakeTablet) -> None:
    tablet = make_tablet("hallo")
    tablet.context.add_init_script(HESITATE)
    begins(tablet).page.get_by_role("button", name="Abbrechen").click()
    tablet.page.evaluate("allow()")
    eventually(lambda: tablet.page.evaluate("tracks.length"), "the browser has a picture")
    eventually(lambda: not runs(tablet), "it is given back")
    expect(tablet.page.get_by_role("button", name=BEGIN)).to_be_visible()


def test_a_page_that_is_brought_up_to_date_keeps_the_camera(make_tablet: MakeTablet) -> None:
    """In another tab somebody becomes a guest: all pages hear who reads now."""
    tablet = make_tablet("hallo")
    tablet.opens("/").is_ready()
    begins(tablet).sees("Das ist ein anderer QR-Code.")
    with tablet.page.expect_response("**/kiosk"):
        tablet.opens_tab(GARDEN).comments("Neues").sees_confirmed("Neues")
    tablet.page.wait_for_load_state("networkidle")
    expect(tablet.page.locator("video")).to_be_visible()
    assert runs(tablet)


def test_who_refuses_the_camera_types(make_tablet: MakeTablet) -> None:
    tablet = make_tablet("7KQM-2X9D-0AB1", allowed=False).expects_trouble()
    begins(tablet).sees("Der Browser gibt die Kamera nicht frei.")
    is_accessible(tablet, "a refused camera")
    expect(tablet.page.locator("video")).to_be_hidden()
    expect(tablet.page.get_by_role("button", name=BEGIN)).to_be_focused()
    tablet.page.get_by_label("Code", exact=True).fill("7KQM-2X9D-0AB1")
    tablet.page.get_by_role("button", name="Einrichten").click()
    tablet.sees("Dieser Code geht nicht.")


def test_a_camera_that_is_in_use_says_so(make_tablet: MakeTablet) -> None:
    tablet = make_tablet("hallo")
    tablet.context.add_init_script(
        "navigator.mediaDevices.getUserMedia ="
        " async () => { throw new DOMException('', 'NotReadableError'); };"
    )
    begins(tablet).sees("Die Kamera ist gerade belegt.")
    expect(tablet.page.get_by_label("Code", exact=True)).to_be_editable()


def test_where_there_is_no_camera_there_is_no_button(make_tablet: MakeTablet) -> None:
    tablet = make_tablet("hallo")
    tablet.context.add_init_script("navigator.mediaDevices.enumerateDevices = async () => [];")
    with tablet.page.expect_response("**/camera-*.js"):
        tablet.opens("/kiosk")
    tablet.page.wait_for_load_state("networkidle")
    expect(tablet.page.get_by_role("button", name=BEGIN)).to_be_hidden()
    expect(tablet.page.get_by_label("Code", exact=True)).to_be_editable()
