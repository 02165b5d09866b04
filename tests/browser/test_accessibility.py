"""WCAG 2.2 AA on every page and state, in light and in dark, at the width of a phone."""

import pytest
from accounts import asks_for_an_account, is_told, passkeys, sees_account, unfolds
from authenticator import Authenticator
from axe import findings, overflow
from handset import Handset, MakePhone
from tab import Tab
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
LOOKS = {
    "a phone": {},
    "a phone in the dark": {"color_scheme": "dark"},
    "a small phone in English": {"viewport": {"width": 320, "height": 640}, "locale": "en-GB"},
    # Browsers zoom by making the page's pixels larger: this is 320 px at 200 %.
    "a small phone at 200 %": {"viewport": {"width": 160, "height": 320}, "device_scale_factor": 2},
}
"""How people look at the pages: options of a browser context."""
PLAIN = {"name": "language", "value": "de-simple", "path": "/", "domain": "localhost"}
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 20


@pytest.fixture(params=LOOKS)
def seen(request: pytest.FixtureRequest, make_phone: MakePhone) -> Handset:
    """A phone whose user reads German."""
    return make_phone(**LOOKS[request.param] | {"locale": "de-DE"})


@pytest.fixture(params=LOOKS)
def looked_at(request: pytest.FixtureRequest, make_phone: MakePhone) -> Handset:
    """A phone in somebody's hand."""
    phone = make_phone(**LOOKS[request.param])
    if "200 %" in request.param:
        phone.context.add_cookies([PLAIN])
    return phone


def is_accessible(tab: Tab, where: str) -> None:
    """Nothing found, and nothing sticks out."""
    assert findings(tab.page) == [], where
    assert overflow(tab.page) == 0, where


def test_every_page_is_accessible(looked_at: Handset) -> None:
    for path in PAGES:
        looked_at.opens(path)
        is_accessible(looked_at, path)


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
