"""WCAG 2.2 AA on every page and state, in light and in dark, at the width of a phone."""

import pytest
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
    "/mine",
    "/outbox",
    "/device",
)
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 20


@pytest.fixture(params=["light", "dark"])
def seen(request: pytest.FixtureRequest, make_phone: MakePhone) -> Handset:
    """A phone in a theme."""
    return make_phone(color_scheme=request.param)


def is_accessible(tab: Tab, where: str) -> None:
    """Nothing found, and nothing sticks out."""
    assert findings(tab.page) == [], where
    assert overflow(tab.page) == 0, where


def test_every_page_is_accessible(seen: Handset) -> None:
    for path in PAGES:
        seen.opens(path)
        is_accessible(seen, path)


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
