"""Somebody signs in at the tablet by their own phone, for ten minutes."""

import re
from datetime import UTC, datetime, timedelta

from accounts import begins_an_account
from authenticator import offers_nothing
from axe import findings
from foyer import Foyer, MakeTablet
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from test_kiosk_visit import LINE, sees_what_became
from waiting import eventually

TEXT = "Unter meinem Namen, am Tablet geschrieben."
COMES_BACK = """() =>
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))"""
"""The page is brought up to date, and then the phone asks for news."""
LATER = "Ohne Netz geschrieben, von Ela."


def has_an_account(make_phone: MakePhone, name: str = "Ela Stern") -> Handset:
    phone = make_phone()
    offers_nothing(phone.page)
    phone.opens("/").is_ready()
    begins_an_account(phone, name)
    return phone


def allows(foyer: Foyer, phone: Handset) -> str:
    """The code from the tablet's screen; the digits that the phone shows then."""
    foyer.presses("Anmelden")
    code = foyer.page.locator("[data-pairing-code]")
    expect(code).to_have_text(code_like())
    phone.opens("/pair")
    phone.page.get_by_label("Code am Tablet").fill(code.inner_text())
    phone.page.get_by_role("button", name="Weiter").click()
    phone.sees("Rathaus, Erdgeschoss")
    phone.page.get_by_role("button", name="Erlauben").click()
    return phone.page.locator(".paper__code").inner_text()


def signs_in(foyer: Foyer, phone: Handset) -> None:
    """The code from the tablet's screen, the digits from the phone's."""
    digits = allows(foyer, phone)
    expect(foyer.dialog("pairing").locator(".keys")).to_be_visible()
    assert not findings(foyer.page)
    for digit in digits.strip():
        foyer.dialog("pairing").get_by_role("button", name=digit, exact=True).click()
    foyer.sees("Angemeldet als Ela Stern")


def signed_in_by_a_clock(make_tablet: MakeTablet, make_phone: MakePhone) -> Foyer:
    """A tablet with a clock that tests can set, and Ela signed in at it."""
    phone = has_an_account(make_phone)
    foyer = make_tablet()
    foyer.page.clock.install()
    foyer.stands_there().expects_trouble().somebody_comes()
    signs_in(foyer, phone)
    return foyer


def code_like() -> object:

    return re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")


def test_in_ones_own_name(foyer: Foyer, make_phone: MakePhone) -> None:
    phone = has_an_account(make_phone)
    foyer.expects_trouble().somebody_comes()
    signs_in(foyer, phone)
    foyer.opens_the_lindens().comments(TEXT)
    expect(foyer.comment(TEXT)).to_contain_text("Ela Stern")
    foyer.goes_to("Vorschläge").taps("Untertitel bei jedem Film").presses("Unterstützen")
    foyer.sees("Du unterstützt das")
    foyer.goes_to("Meins").sees("Untertitel bei jedem Film")
    cookies = {cookie["name"] for cookie in foyer.context.cookies()}
    assert cookies == {"kokommune-kiosk"}
    foyer.leaves()
    foyer.somebody_comes().opens_the_lindens().sees_confirmed(TEXT)
    expect(foyer.comment(TEXT)).not_to_contain_text("(Du)")
    expect(foyer.page.locator(".frame__places").get_by_role("link", name="Meins")).to_be_hidden()
    phone.opens("/account").is_looked_at_again().sees("an einem Tablet angemeldet")


def test_the_digits_stay_while_the_phone_hears_news(foyer: Foyer, make_phone: MakePhone) -> None:
    """The answer to a form is at no address, and nobody asks for it there."""
    phone = has_an_account(make_phone)
    foyer.somebody_comes()
    digits = allows(foyer, phone)
    with phone.context.expect_event("request", lambda each: each.url.endswith("/sync/pull")):
        phone.page.evaluate(COMES_BACK)
    expect(phone.page.locator(".paper__code")).to_have_text(digits)


def test_the_network_goes_meanwhile(foyer: Foyer, make_phone: MakePhone) -> None:
    """What cannot be sent in one's own name is sealed, and the ticket brings it home."""
    phone = has_an_account(make_phone)
    foyer.expects_trouble().somebody_comes()
    signs_in(foyer, phone)
    foyer.opens_the_lindens().goes_offline()
    foyer.comments(LATER).hears("verschlossen")
    expect(foyer.comment(LATER)).to_have_count(1)
    foyer.presses("Fertig")
    ticket = foyer.ticket
    foyer.presses("Fertig, alles löschen")
    foyer.is_at_rest().comes_back().has_nothing_waiting()
    sees_what_became(phone, ticket)
    phone.sees(LATER)
    phone.page.get_by_role("button", name="In mein Konto mitnehmen").click()
    phone.sees("Das ist jetzt deins")


def test_what_builds_on_a_sealed_contribution_waits_with_it(
    foyer: Foyer, make_phone: MakePhone
) -> None:
    """The server does not know of the proposal yet, and says so: nothing is refused, or lost."""
    phone = has_an_account(make_phone)
    foyer.expects_trouble().somebody_comes()
    foyer.network.becomes_a_captive_portal("/kiosk/sealed")
    foyer.goes_to("Vorschläge").opens_part("Vorschlag schreiben")
    foyer.page.get_by_label("Worum geht es?").fill("Ein Trinkbrunnen")
    foyer.page.get_by_label("Dein Vorschlag").fill("Mitten auf dem Markt.")
    foyer.presses("Vorschlag senden")
    foyer.sees_title("Ein Trinkbrunnen")
    signs_in(foyer, phone)
    foyer.comments(LATER).hears("verschlossen")
    expect(foyer.comment(LATER)).to_have_count(1)
    foyer.comes_back().has_nothing_waiting()
    foyer.leaves()
    phone.opens("/proposals").follows("Ein Trinkbrunnen")
    phone.sees_confirmed(LATER)


def test_ten_minutes_are_over(make_tablet: MakeTablet, make_phone: MakePhone) -> None:
    foyer = signed_in_by_a_clock(make_tablet, make_phone)
    foyer.goes_to("Meins").sees_title("Meins").goes_offline()
    for _ in range(10):
        foyer.page.clock.run_for(60_500)
        foyer.page.mouse.move(300, 300)
        foyer.page.mouse.move(400, 400)
    foyer.hears("abgemeldet").sees_title("Schön, dass du da bist")


def test_refused_on_the_phone(foyer: Foyer, make_phone: MakePhone) -> None:
    phone = has_an_account(make_phone)
    foyer.somebody_comes().presses("Anmelden")
    code = foyer.page.locator("[data-pairing-code]")
    expect(code).to_have_text(code_like())
    phone.opens("/pair")
    phone.page.get_by_label("Code am Tablet").fill(code.inner_text())
    phone.page.get_by_role("button", name="Weiter").click()
    phone.page.get_by_role("button", name="Ablehnen").click()
    foyer.sees("Auf dem Telefon wurde abgelehnt")


def test_what_somebody_had_typed_goes_with_their_ten_minutes(
    make_tablet: MakeTablet, make_phone: MakePhone
) -> None:
    foyer = signed_in_by_a_clock(make_tablet, make_phone)
    foyer.opens_the_lindens().writes(TEXT)
    for _ in range(10):
        foyer.page.clock.run_for(60_500)
        foyer.page.mouse.move(300, 300)
        foyer.page.mouse.move(400, 400)
    foyer.hears("abgemeldet").sees_title("Schön, dass du da bist").opens_the_lindens()
    assert foyer.written == ""


def test_a_clock_that_is_set_ends_no_session(
    make_tablet: MakeTablet, make_phone: MakePhone
) -> None:
    """With the session would go what is being typed."""
    foyer = signed_in_by_a_clock(make_tablet, make_phone)
    foyer.opens_the_lindens().writes(TEXT)
    foyer.page.clock.set_system_time(datetime.now(UTC) + timedelta(hours=1))
    foyer.page.clock.run_for(2000)
    foyer.presses("Ja, weiter").sees("Angemeldet als Ela Stern")
    assert foyer.written == TEXT


def test_what_is_typed_on_while_something_is_sent_stays(
    foyer: Foyer, make_phone: MakePhone, server: Server
) -> None:
    phone = has_an_account(make_phone)
    foyer.expects_trouble().somebody_comes()
    signs_in(foyer, phone)
    foyer.opens_the_lindens()
    foyer.network.holds_answers("/sync/push")
    foyer.comments(TEXT)
    eventually(lambda: server.comments(TEXT) == 1, "it has arrived")
    foyer.writes(LATER)
    foyer.network.comes_back()
    foyer.sees_confirmed(TEXT)
    assert foyer.written == LATER


def test_who_leaves_with_something_on_its_way_has_sent_it(
    foyer: Foyer, make_phone: MakePhone
) -> None:
    phone = has_an_account(make_phone)
    foyer.expects_trouble().somebody_comes().opens_the_lindens().comments("Verschlossen")
    foyer.has_nothing_waiting()
    signs_in(foyer, phone)
    foyer.network.goes_silent()
    foyer.comments(TEXT).presses("Abholzettel")
    foyer.presses("Fertig, alles löschen")
    expect(foyer.dialog("giving")).to_contain_text("Dein Beitrag geht noch hinaus")
    # By now a page that does not wait for it is gone.
    foyer.page.wait_for_timeout(4000)
    foyer.comes_back().is_at_rest().has_nothing_waiting()
    foyer.somebody_comes().opens_the_lindens().sees_confirmed(TEXT)


def test_what_only_an_account_can_do_is_not_sealed(foyer: Foyer, make_phone: MakePhone) -> None:
    """No visit may send it: it was called sealed, and refused, also where it had happened."""
    phone = has_an_account(make_phone)
    foyer.expects_trouble().somebody_comes()
    signs_in(foyer, phone)
    foyer.goes_to("Vorschläge").taps(LINE).presses("Unterstützen")
    foyer.sees("Du unterstützt das")
    foyer.network.loses_answers("/sync/push")
    foyer.presses("Zurücknehmen").sees("Ob das geklappt hat, wissen wir gerade nicht")
    expect(foyer.page.get_by_role("button", name="Abholzettel")).to_be_hidden()
    foyer.comes_back().goes_to("Vorschläge").taps(LINE)
    expect(foyer.page.get_by_role("button", name="Unterstützen", exact=True)).to_be_visible()
