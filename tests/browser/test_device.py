"""Taking everything away from a device again."""

import pytest
from axe import findings_day_and_night, overflow
from handset import Handset, MakePhone
from playwright.sync_api import Locator, expect
from server import Server
from tab import Tab
from town import GARDEN
from waiting import eventually

NOTHING_LEFT = "Auf diesem Gerät liegt nichts mehr."
LEFT = """async () => ({
  databases: (await indexedDB.databases()).map(({name}) => name),
  caches: await caches.keys(),
  registrations: (await navigator.serviceWorker.getRegistrations()).length,
  local: localStorage.length,
  session: sessionStorage.length,
})"""
NOTHING = {"databases": [], "caches": [], "registrations": 0, "local": 0, "session": 0}
STUCK = "setTimeout(() => { for (const end = Date.now() + 15_000; Date.now() < end; ); })"
TEXT = "Das bleibt in der Stadt."


def dialog(tab: Tab) -> Locator:
    """The question."""
    return tab.page.get_by_role("dialog")


def tap(tab: Tab, name: str) -> None:
    """Tap a button of the page or of the question."""
    tab.page.get_by_role("button", name=name).click()


def asks_for_removal(tab: Tab) -> None:
    """Open the page and tap its button."""
    tab.opens("/device")
    tap(tab, "Daten von diesem Gerät entfernen")


def sees_that_nothing_is_left(phone: Handset, tab: Tab) -> None:
    """The page says so, and it is so."""
    tab.sees_title(NOTHING_LEFT)
    assert tab.page.evaluate(LEFT) == NOTHING
    assert phone.context.cookies() == []


def sessions(server: Server) -> int:
    return int(server.value("SELECT count(*) FROM session"))


def test_everything_goes_and_what_was_sent_stays_in_the_town(
    phone: Handset, server: Server
) -> None:
    phone.opens(GARDEN).is_ready()
    with phone.page.expect_navigation():
        phone.page.locator("#languages").get_by_role("button", name="Deutsch", exact=True).click()
    phone.comments(TEXT).sees_confirmed(TEXT)
    phone.page.evaluate("localStorage.setItem('draft', 'x'); sessionStorage.setItem('y', 'z')")
    before = sessions(server)
    asks_for_removal(phone)
    phone.sees("Du schreibst hier als Gast.")
    expect(dialog(phone)).to_contain_text("nicht mehr ändern oder zurückziehen")
    tap(phone, "Ja, alles entfernen")
    sees_that_nothing_is_left(phone, phone)
    phone.hears(NOTHING_LEFT)
    assert sessions(server) == before - 1
    assert server.comments(TEXT) == 1


def test_it_begins_anew_when_people_come_back(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments(TEXT).sees_confirmed(TEXT)
    asks_for_removal(phone)
    tap(phone, "Ja, alles entfernen")
    phone.sees_title(NOTHING_LEFT)
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Von vorn anfangen").click()
    phone.is_rendered_by("flask").is_ready()
    phone.opens(GARDEN).is_rendered_by("worker").sees_confirmed(TEXT)
    expect(phone.comment(TEXT).get_by_text("Bearbeiten")).to_have_count(0)
    phone.goes_offline().opens(GARDEN).comments("Neu hier").sees_waiting("Neu hier")
    assert phone.page.evaluate("caches.keys()")


def test_nothing_happens_where_people_think_better_of_it(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready()
    asks_for_removal(phone)
    tap(phone, "Nichts entfernen")
    expect(dialog(phone)).to_have_count(0)
    tap(phone, "Daten von diesem Gerät entfernen")
    expect(dialog(phone)).to_have_count(1)
    phone.page.keyboard.press("Escape")
    expect(dialog(phone)).to_have_count(0)
    left = phone.page.evaluate(LEFT)
    assert left["databases"] == ["kokommune"]
    assert left["registrations"] == 1


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_unsent_is_counted_and_asked_for_twice(
    phone: Handset, server: Server, number: int
) -> None:
    phone.opens(GARDEN).is_ready()
    phone.network.becomes_a_captive_portal("/sync/")
    phone.expects_trouble()
    for text in ("Erstens", "Zweitens")[:number]:
        phone.comments(text).sees_waiting(text)
    asks_for_removal(phone)
    words = ("Ein Beitrag von dir ist", "2 Beiträge von dir sind")[number - 1]
    expect(dialog(phone)).to_contain_text(f"{words} noch nicht gesendet.")
    expect(dialog(phone).get_by_role("button", name="Ja, alles entfernen")).to_have_count(0)
    tap(phone, "Trotzdem entfernen")
    expect(dialog(phone)).to_contain_text("dabei verloren")
    tap(phone, "Ja, alles entfernen")
    sees_that_nothing_is_left(phone, phone)
    assert server.comments("Erstens") == 0


def test_the_outbox_can_be_looked_at_first(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().goes_offline()
    phone.comments(TEXT).sees_waiting(TEXT)
    asks_for_removal(phone)
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Postausgang ansehen").click()
    expect(phone.letter(TEXT)).to_be_visible()


def test_without_a_network_all_stays_and_it_is_said(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments(TEXT).sees_confirmed(TEXT)
    phone.goes_offline()
    asks_for_removal(phone)
    tap(phone, "Ja, alles entfernen")
    expect(dialog(phone)).to_contain_text("Noch ist alles da.")
    assert phone.page.evaluate(LEFT)["databases"] == ["kokommune"]
    assert phone.context.cookies()
    phone.comes_back()
    tap(phone, "Ja, alles entfernen")
    sees_that_nothing_is_left(phone, phone)


def test_other_tabs_show_nothing_any_more_and_bring_nothing_back(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments(TEXT).sees_confirmed(TEXT)
    other = phone.opens_tab("/mine").is_ready()
    asks_for_removal(phone)
    tap(phone, "Ja, alles entfernen")
    other.sees_title(NOTHING_LEFT)
    other.is_looked_at_again()
    phone.is_looked_at_again()
    other.page.evaluate("dispatchEvent(new Event('online'))")
    other.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    sees_that_nothing_is_left(phone, other)
    sees_that_nothing_is_left(phone, phone)
    third = phone.opens_tab("/projects").is_ready()
    third.opens(GARDEN).is_rendered_by("worker").sees_confirmed(TEXT)
    assert third.page.evaluate("caches.keys()")


def test_a_browser_without_workers_can_be_emptied(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(service_workers="block")
    phone.opens(GARDEN).comments(TEXT).sees_confirmed(TEXT)
    before = sessions(server)
    asks_for_removal(phone)
    tap(phone, "Ja, alles entfernen")
    sees_that_nothing_is_left(phone, phone)
    assert sessions(server) == before - 1


def test_without_script_it_is_said(make_phone: MakePhone) -> None:
    phone = make_phone(java_script_enabled=False)
    phone.opens("/device")
    # A browser that is told so from outside shows no <noscript>; people's browsers do.
    assert "<noscript><p>Zum Entfernen braucht diese Seite JavaScript." in phone.page.content()
    expect(phone.page.locator("#removing, #home-screen")).to_have_count(2)
    for part in phone.page.locator("#removing, #home-screen").all():
        expect(part).to_be_hidden()


def test_the_question_fits_with_letters_twice_as_large(phone: Handset) -> None:
    # What 320 pixels are when letters are twice as large.
    phone.page.set_viewport_size({"width": 160, "height": 320})
    phone.opens(GARDEN).is_ready().goes_offline()
    phone.comments(TEXT).sees_waiting(TEXT)
    asks_for_removal(phone)
    assert sticks_out(phone) == 0
    tap(phone, "Trotzdem entfernen")
    tap(phone, "Ja, alles entfernen")
    expect(dialog(phone).get_by_text("Noch ist alles da.")).to_be_in_viewport()
    assert sticks_out(phone) == 0


def sticks_out(tab: Tab) -> int:
    """By how many pixels the question is wider than its frame."""
    return int(dialog(tab).evaluate("(box) => box.scrollWidth - box.clientWidth"))


def test_every_question_is_accessible(make_phone: MakePhone) -> None:
    phone = make_phone(viewport={"width": 320, "height": 640})
    phone.context.add_init_script("Object.defineProperty(navigator, 'standalone', {value: false})")
    phone.opens(GARDEN).is_ready().goes_offline()
    phone.comments(TEXT).sees_waiting(TEXT)
    asks_for_removal(phone)
    expect(dialog(phone)).to_have_accessible_name("Noch nicht alles gesendet")
    is_accessible(phone)
    tap(phone, "Trotzdem entfernen")
    expect(dialog(phone)).to_have_accessible_name("Alles von diesem Gerät entfernen?")
    is_accessible(phone)
    tap(phone, "Ja, alles entfernen")
    expect(dialog(phone)).to_contain_text("Noch ist alles da.")
    is_accessible(phone)
    phone.comes_back()
    tap(phone, "Ja, alles entfernen")
    phone.sees_title(NOTHING_LEFT)
    is_accessible(phone)


def is_accessible(tab: Tab) -> None:
    assert findings_day_and_night(tab.page) == []
    assert overflow(tab.page) == 0


def test_a_sync_that_is_under_way_is_waited_for(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready()
    asks_for_removal(phone)
    phone.network.holds_answers("/sync/pull")
    before = phone.network.requests["/sync/pull"]
    phone.is_looked_at_again()
    eventually(lambda: phone.network.requests["/sync/pull"] > before, "it asks for news")
    tap(phone, "Ja, alles entfernen")
    phone.sees("Wird entfernt")
    assert phone.network.requests["/session/end"] == 0
    phone.network.lets_go()
    sees_that_nothing_is_left(phone, phone)


def test_a_tab_that_is_stuck_keeps_nothing_back(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments(TEXT).sees_confirmed(TEXT)
    other = phone.opens_tab("/mine").is_ready()
    asks_for_removal(phone)
    # As while a page prints, or where a browser has put it to sleep: it hears nothing.
    other.page.evaluate(STUCK)
    tap(phone, "Ja, alles entfernen")
    heading = phone.page.get_by_role("heading", level=1)
    expect(heading).to_have_text(NOTHING_LEFT, timeout=10_000)
    assert phone.context.cookies() == []
    expect(other.page.get_by_role("heading", level=1)).to_have_text(NOTHING_LEFT, timeout=20_000)
    sees_that_nothing_is_left(phone, other)
    sees_that_nothing_is_left(phone, phone)
