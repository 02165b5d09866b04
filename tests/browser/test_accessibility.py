"""WCAG 2.2 AA on every page and state, in light and in dark, at the width of a phone."""

import pytest
from accounts import (
    asks_for_an_account,
    begins_an_account,
    gives_role,
    is_told,
    passkeys,
    sees_account,
    unfolds,
)
from authenticator import Authenticator
from axe import findings, findings_day_and_night, overflow
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from town import BARRELS, GARDEN, HILL, NOWHERE

PAGES = (
    "/",
    "/projects",
    "/projects?q=gibt-es-nicht",
    GARDEN,
    "/proposals",
    BARRELS,
    "/neighbourhoods",
    HILL,
    "/shifts",
    "/search",
    "/search?q=e",
    "/search?q=gibt-es-nicht",
    "/projects/map",
    "/proposals/map",
    "/mine",
    "/account",
    "/outbox",
    "/device",
    "/recovery",
    "/town",
    "/roles",
    "/imprint",
    "/privacy",
    "/accessibility",
)
STAFF_PAGES = ("/admin", "/admin/reports", "/admin/recovery", "/admin/roles", "/admin/town")
UNFOLD = "for (const part of document.querySelectorAll('main details')) part.open = true;"
PHONE = {"width": 360, "height": 740}
SMALL = {"width": 320, "height": 640}
# Browsers zoom by making the page's pixels larger: this is 320 px at 200 %.
ZOOMED = {"width": 160, "height": 320}
AT_200 = {"viewport": ZOOMED, "device_scale_factor": 2}
LOOKS = {
    "a phone": {"viewport": PHONE},
    "a small phone in English": {"viewport": SMALL, "locale": "en-GB"},
    "a small phone at 200 %": AT_200,
}
"""How people look at the pages: options of a browser context."""
PLAIN = {"name": "language", "value": "de-simple", "path": "/", "domain": "localhost"}
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 20


@pytest.fixture
def seen(make_phone: MakePhone) -> Handset:
    """Someone goes all ways at 200 %; what is seen there is looked at in all sizes."""
    return make_phone(**AT_200)


@pytest.fixture(params=LOOKS)
def looked_at(request: pytest.FixtureRequest, make_phone: MakePhone) -> Handset:
    """A phone in somebody's hand."""
    phone = make_phone(**LOOKS[request.param])
    if "200 %" in request.param:
        phone.context.add_cookies([PLAIN])
    return phone


def fits(phone: Handset, where: str) -> None:
    """Nothing is found, and nothing sticks out; at night, too, on one size for all."""
    by_night = phone.page.viewport_size == PHONE
    found = (findings_day_and_night if by_night else findings)(phone.page)
    assert found == [], where
    assert overflow(phone.page) == 0, where


def is_accessible(seen: Handset, where: str) -> None:
    """The page as it stands there now, in all sizes."""
    for screen in (PHONE, SMALL, ZOOMED):
        seen.page.set_viewport_size(screen)
        fits(seen, f"{where} at {screen}")


def test_every_page_is_accessible(looked_at: Handset) -> None:
    for path in PAGES:
        looked_at.opens(path)
        fits(looked_at, path)


def test_every_state_offline_is_accessible(seen: Handset) -> None:
    seen.opens(GARDEN).is_ready()
    seen.comments(LONG_WORD).sees_confirmed(LONG_WORD)
    seen.comment(LONG_WORD).get_by_text("Bearbeiten").click()
    is_accessible(seen, "an own comment")
    seen.sends()
    is_accessible(seen, "an empty comment")
    seen.opens(GARDEN).goes_offline()
    seen.comments("Unterwegs").sees_waiting("Unterwegs")
    is_accessible(seen, "a waiting comment")
    for path in ("/outbox", "/device", NOWHERE):
        seen.opens(path).is_rendered_by("worker")
        is_accessible(seen, path)


def test_every_state_of_an_account_is_accessible(seen: Handset) -> None:
    authenticator = Authenticator(seen.page).recognises(False)
    seen.opens("/account")
    asks_for_an_account(seen, "Ayşe vom Hang")
    is_told(seen, "Abgebrochen")
    is_accessible(seen, "a cancelled prompt")
    authenticator.recognises(True)
    asks_for_an_account(seen, "Ayşe vom Hang")
    sees_account(seen, "Ayşe vom Hang")
    for part in ("Umbenennen", "Entfernen"):
        unfolds(passkeys(seen).first, part)
    seen.opens_part("Was dabei geschieht")
    is_accessible(seen, "an account")


@pytest.fixture
def clerk(seen: Handset, server: Server) -> Handset:
    """The phone of somebody who has just been given all there is to do."""
    begins_an_account(seen, "Beate Brunner")
    gives_role(server, "Beate Brunner", "administrator")
    return seen


def test_the_pages_of_staff_are_accessible_for_who_may_not_open_them(seen: Handset) -> None:
    seen.expects_trouble()
    for path in STAFF_PAGES:
        seen.opens(path).sees_title("Nur für Leute mit dieser Aufgabe")
        is_accessible(seen, path)


def test_the_pages_of_staff_are_accessible_where_nothing_waits(clerk: Handset) -> None:
    for path in (*STAFF_PAGES, "/admin/roles?q=niemand", "/admin/recovery?q=niemand"):
        clerk.opens(path)
        is_accessible(clerk, path)


def test_reports_are_accessible(clerk: Handset) -> None:
    clerk.posts("/commands/report", on=BARRELS.rpartition("/")[2], reason="other", text=LONG_WORD)
    for path in ("/admin", "/admin/reports"):
        clerk.opens(path)
        is_accessible(clerk, f"{path}: something is reported")
    reason = clerk.page.locator("[name=reason]")
    clerk.page.get_by_role("button", name="Ausblenden").click()
    expect(reason).to_be_focused()
    is_accessible(clerk, "no reason is given")
    reason.fill(LONG_WORD[:500])
    clerk.page.get_by_role("button", name="Ausblenden").click()
    clerk.sees("Gerade ist nichts gemeldet.").sees("Wieder zeigen")
    is_accessible(clerk, "something is hidden")


def test_giving_roles_and_codes_is_accessible(clerk: Handset) -> None:
    clerk.opens("/admin/roles?q=a")
    clerk.page.evaluate(UNFOLD)
    is_accessible(clerk, "a role is given")
    for name in ("Carla Menke", "CarIa Menke", "C"):
        clerk.opens(f"/admin/recovery?q={name}").sees("Carla Menke")
        is_accessible(clerk, f"somebody looks for {name}")
    clerk.page.get_by_role("button", name="Code ausgeben: Carla Menke").click()
    clerk.sees_title("Code für Carla Menke")
    is_accessible(clerk, "a code that waits for a second person")
    clerk.opens("/admin/recovery").sees("Hier muss jemand anderes zustimmen")
    is_accessible(clerk, "somebody waits for a second person")


def test_the_towns_settings_are_accessible(clerk: Handset) -> None:
    clerk.opens("/admin/town")
    clerk.page.evaluate(UNFOLD)
    is_accessible(clerk, "all settings")
    clerk.page.locator("#imprint [name=imprint]").fill(f"## {LONG_WORD}\n\n- Rathaus\n- Markt")
    clerk.page.locator("#imprint").get_by_role("button", name="Vorschau").click()
    clerk.sees_title("Vorschau")
    is_accessible(clerk, "a preview")
    clerk.expects_trouble()
    clerk.opens("/admin/town")
    clerk.opens_part("Farbe")
    clerk.page.locator("#colour-town").fill("#ffee88")
    clerk.page.get_by_role("button", name="Farbe nehmen").first.click()
    clerk.sees("Diese Farbe ist zu hell")
    is_accessible(clerk, "a colour that is too light")


def test_what_needs_its_author_is_accessible(seen: Handset) -> None:
    seen.opens(GARDEN).is_ready()
    seen.page.locator("#write [name=on]").evaluate(
        "(field) => { field.value = crypto.randomUUID(); }"
    )
    seen.comments("Ins Leere").hears("Ein Kommentar braucht dich")
    seen.opens("/outbox").sees("braucht dich")
    is_accessible(seen, "/outbox")


def test_errors_without_script_are_accessible(make_phone: MakePhone) -> None:
    for scheme in ("light", "dark"):
        phone = make_phone(color_scheme=scheme, java_script_enabled=False)
        phone.expects_trouble()
        phone.opens(GARDEN).lifts_the_limit().comments("x" * 5001)
        phone.sees("Das ist zu lang.")
        assert overflow(phone.page) == 0
        phone.opens(NOWHERE).sees("Hier ist nichts")
