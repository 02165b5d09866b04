"""Everything works without JavaScript while there is network."""

import pytest
from giver import supports
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from town import GARDEN, GARDEN_TITLE, MILL_TITLE
from waiting import eventually

from app.seeds import seed_id

LONGEST = 5000
WATER = f"/proposals/{seed_id('proposal', 'trinkbrunnen')}"


@pytest.fixture
def plain_phone(make_phone: MakePhone) -> Handset:
    """A browser that runs no script."""
    return make_phone(java_script_enabled=False)


def test_reading_filtering_and_searching(plain_phone: Handset) -> None:
    plain_phone.opens("/").sees("Schön, dass du da bist")
    plain_phone.opens("/projects").filters("Phase", "Idee").searches("Mühl")
    assert plain_phone.titles == [MILL_TITLE]
    plain_phone.opens("/projects").follows(GARDEN_TITLE).sees_title(GARDEN_TITLE)
    plain_phone.is_rendered_by("flask")


def test_a_comment_is_written_edited_and_deleted(plain_phone: Handset, server: Server) -> None:
    plain_phone.opens(GARDEN).comments("Ganz ohne Skript").sees_confirmed("Ganz ohne Skript")
    assert plain_phone.page.url.partition("#")[2].startswith("comment-")
    plain_phone.edits("Ganz ohne Skript", "Immer noch ohne").sees_confirmed("Immer noch ohne")
    assert server.comments("Immer noch ohne") == 1
    plain_phone.deletes("Immer noch ohne").sees_no_comment("Immer noch ohne")
    assert server.comments("Immer noch ohne") == 0


def test_a_double_click_sends_once(plain_phone: Handset, server: Server) -> None:
    plain_phone.opens(GARDEN).writes("Klick klick").comment_button.dblclick()
    plain_phone.sees_confirmed("Klick klick")
    assert server.comments("Klick klick") == 1


def test_two_first_visitors_behind_one_address_both_count(
    make_phone: MakePhone, server: Server
) -> None:
    """Phones of one kind in a town hall's network look alike from outside."""
    before = server.value("SELECT count(*) FROM support")
    for _ in range(2):
        phone = make_phone(java_script_enabled=False).opens(WATER)
        supports(phone)
        phone.sees("Du unterstützt das")
    assert server.value("SELECT count(*) FROM support") == before + 2


def test_a_double_click_of_a_first_visitor_supports_once(
    plain_phone: Handset, server: Server
) -> None:
    before = server.value("SELECT count(*) FROM support")
    plain_phone.opens(WATER).page.get_by_role("button", name="Unterstützen").dblclick()
    eventually(lambda: server.value("SELECT count(*) FROM support") > before, "it counts")
    plain_phone.opens("/proposals").sees("Trinkbrunnen")
    assert server.value("SELECT count(*) FROM support") == before + 1


def test_an_error_keeps_the_text_and_gets_the_focus(plain_phone: Handset, server: Server) -> None:
    plain_phone.expects_trouble()
    plain_phone.opens(GARDEN).lifts_the_limit().comments("x" * (LONGEST + 1))
    plain_phone.sees("Das ist zu lang. Bitte kürze den Text.")
    field = plain_phone.page.locator("[name=body]")
    expect(field).to_be_focused()
    expect(field).to_have_value("x" * (LONGEST + 1))
    expect(field).to_have_attribute("aria-invalid", "true")
    plain_phone.comments("kurz").sees_confirmed("kurz").sees_title(GARDEN_TITLE)
    assert server.comments("kurz") == 1
