"""An account with a passkey: made, used, and kept in order."""

from accounts import (
    adds_a_passkey,
    asks_for_an_account,
    begins_an_account,
    is_told,
    passkeys,
    sees_account,
    signs_in,
    signs_out,
    unfolds,
)
from authenticator import Authenticator, offers_nothing
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from town import BARRELS, GARDEN

TEXT = "Ich bringe Tomaten mit."
AUTHOR = "SELECT r.name FROM comment c JOIN resident r ON r.id = c.author_id WHERE c.text = ?"
OLD_BROWSER = "delete window.PublicKeyCredential;"
WITHOUT_JSON = """
delete PublicKeyCredential.parseCreationOptionsFromJSON;
delete PublicKeyCredential.parseRequestOptionsFromJSON;
delete PublicKeyCredential.prototype.toJSON;
"""


def test_a_guest_becomes_an_account_and_keeps_what_they_gave(
    phone: Handset, server: Server
) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments(TEXT).sees_confirmed(TEXT)
    phone.opens(BARRELS)
    phone.page.locator(".support").get_by_role("button").first.click()
    phone.hears("Unterstützung gesendet")
    begins_an_account(phone, "Ayşe vom Hang")
    is_told(phone, "Dein Konto ist da.")
    assert server.value(AUTHOR, TEXT) == "Ayşe vom Hang"
    phone.opens(GARDEN).sees_confirmed(TEXT)
    expect(phone.comment(TEXT)).to_contain_text("Ayşe vom Hang")
    expect(phone.comment(TEXT).get_by_text("Bearbeiten")).to_have_count(1)
    phone.opens("/mine").sees("Angemeldet als Ayşe vom Hang")
    expect(phone.page.locator("#supports-title ~ ul li")).to_have_count(1)


def test_signing_out_without_a_network_and_in_again(phone: Handset, server: Server) -> None:
    offers_nothing(phone.page)
    begins_an_account(phone, "Bernd")
    phone.is_ready()
    cookie = phone.context.cookies()
    phone.goes_offline()
    signs_out(phone)
    expect(phone.page.locator("#who")).to_be_hidden()
    phone.opens("/mine").sees("Du bist als Gast hier")
    phone.comes_back().is_looked_at_again()
    phone.opens("/account").sees_title("Dein Konto")
    signs_in(phone)
    sees_account(phone, "Bernd")
    assert phone.context.cookies() != cookie


def test_a_field_offers_the_passkey(phone: Handset) -> None:
    authenticator = begins_an_account(phone, "Carla")
    passkey = authenticator.passkeys()[0]
    authenticator.forgets_all()
    phone.is_ready()
    signs_out(phone)
    authenticator.takes(passkey)
    # A tab that was away for long asks anew, and Chromium takes what it finds then.
    phone.opens("/account")
    sees_account(phone, "Carla")


def test_passkeys_are_added_renamed_and_removed(phone: Handset) -> None:
    begins_an_account(phone, "Dilan").is_taken_away()
    phone.is_ready()
    Authenticator(phone.page, transport="usb")
    adds_a_passkey(phone)
    is_told(phone, "Der neue Passkey ist angelegt.")
    expect(passkeys(phone)).to_have_count(2)
    stick = passkeys(phone).nth(1)
    unfolds(stick, "Umbenennen")
    stick.get_by_label("Neuer Name").fill("Blauer Stick")
    stick.get_by_role("button", name="Umbenennen").click()
    phone.hears("Umbenannt")
    expect(stick.get_by_role("heading")).to_have_text("Blauer Stick")
    unfolds(passkeys(phone).first, "Entfernen")
    passkeys(phone).first.get_by_role("button", name="Passkey entfernen").click()
    phone.hears("Passkey entfernt")
    expect(passkeys(phone)).to_have_count(1)
    unfolds(passkeys(phone).first, "Entfernen")
    phone.sees("Das ist dein einziger Schlüssel.")


def test_a_cancelled_prompt_loses_nothing(phone: Handset) -> None:
    authenticator = Authenticator(phone.page).recognises(False)
    phone.opens("/account")
    asks_for_an_account(phone, "Emre")
    is_told(phone, "Abgebrochen, es ist nichts passiert.")
    expect(phone.page.locator("[name=name]")).to_have_value("Emre")
    authenticator.recognises(True)
    asks_for_an_account(phone, "Emre")
    sees_account(phone, "Emre")


def test_a_name_that_is_taken_is_said_at_the_field(phone: Handset, other_phone: Handset) -> None:
    begins_an_account(phone, "Fatma")
    other_phone.expects_trouble()
    Authenticator(other_phone.page)
    other_phone.opens("/account")
    asks_for_an_account(other_phone, "FATMA")
    expect(other_phone.page.locator("#name-new-error")).to_contain_text("So heißt hier schon")
    expect(other_phone.page.locator("[name=name]")).to_be_focused()


def test_a_browser_without_passkeys_says_so_and_guests_go_on(make_phone: MakePhone) -> None:
    phone = make_phone()
    phone.context.add_init_script(OLD_BROWSER)
    phone.opens("/account").sees("Dieser Browser kennt keine Passkeys")
    expect(phone.page.get_by_role("button", name="Mit Passkey anmelden")).to_be_hidden()
    phone.opens(GARDEN).is_ready()
    phone.comments(TEXT).sees_confirmed(TEXT)


def test_a_browser_that_does_not_speak_json_is_helped(phone: Handset) -> None:
    phone.context.add_init_script(WITHOUT_JSON)
    offers_nothing(phone.page)
    begins_an_account(phone, "Gül")
    phone.is_ready()
    signs_out(phone)
    signs_in(phone)
    sees_account(phone, "Gül")


def test_without_a_network_it_is_said(phone: Handset) -> None:
    phone.opens("/account").is_ready()
    Authenticator(phone.page)
    phone.goes_offline()
    asks_for_an_account(phone, "Hanna")
    is_told(phone, "Dafür braucht es kurz Netz.")
