"""Several people, several devices: whose is what, and who is signed in where."""

import sqlite3

from accounts import begins_an_account, is_told, sees_account, signs_in, signs_out
from authenticator import Authenticator, offers_nothing
from axe import is_accessible
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from town import GARDEN
from waiting import eventually

AUTHOR = "SELECT r.name FROM comment c JOIN resident r ON r.id = c.author_id WHERE c.text = ?"


def test_two_accounts_on_one_phone_see_nothing_of_each_other(
    phone: Handset, server: Server
) -> None:
    offers_nothing(phone.page)
    first = begins_an_account(phone, "Ayşe vom Hang")
    passkey = first.passkeys()[0]
    phone.is_ready().opens(GARDEN).goes_offline()
    phone.comments("Von Ayşe").sees_waiting("Von Ayşe")
    phone.writes("Ein Entwurf von Ayşe")
    phone.opens("/account")
    phone.page.get_by_role("button", name="Auf diesem Gerät abmelden").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Trotzdem abmelden").click()
    phone.sees_title("Dein Konto")
    first.is_taken_away()
    phone.comes_back()
    begins_an_account(phone, "Bernd aus der Au").is_taken_away()
    phone.opens(GARDEN).sees_no_comment("Von Ayşe")
    assert phone.written == ""
    phone.opens("/outbox").sees_not("Von Ayşe")
    assert server.comments("Von Ayşe") == 0
    signs_out(phone.opens("/account"))
    Authenticator(phone.page).takes(passkey)
    signs_in(phone)
    sees_account(phone, "Ayşe vom Hang")
    phone.opens(GARDEN).sees_confirmed("Von Ayşe")
    assert server.value(AUTHOR, "Von Ayşe") == "Ayşe vom Hang"


def test_an_expired_session_asks_to_sign_in_and_then_all_goes_out(
    phone: Handset, server: Server
) -> None:
    offers_nothing(phone.page)
    begins_an_account(phone, "Carla")
    phone.is_ready().opens(GARDEN).goes_offline()
    phone.comments("Unterwegs").sees_waiting("Unterwegs")
    ends_all_sessions(server)
    phone.comes_back().is_looked_at_again()
    phone.opens("/outbox").sees("Du bist abgemeldet.")
    # It stays one command, and waits as before.
    phone.page.get_by_role("button", name="Noch einmal senden").click()
    phone.hears("Kommentar wird gesendet").sees("Braucht dich").sees_outbox_count(1)
    phone.opens("/account").sees("Melde dich wieder an")
    # Nothing is offered that needs who is signed in.
    expect(phone.page.locator("#passkeys, #codes, #devices, #closing")).to_have_count(0)
    is_accessible(phone, "an expired session")
    signs_in(phone)
    is_told(phone, "Willkommen zurück")
    phone.opens(GARDEN).sees_confirmed("Unterwegs")
    assert server.value(AUTHOR, "Unterwegs") == "Carla"
    assert server.comments("Unterwegs") == 1


def test_a_guests_contributions_are_taken_along_on_another_phone(
    phone: Handset, make_phone: MakePhone, server: Server
) -> None:
    passkey = begins_an_account(phone, "Dilan").passkeys()[0]
    other = make_phone()
    other.opens(GARDEN).is_ready()
    other.comments("Noch als Gast").sees_confirmed("Noch als Gast")
    offers_nothing(other.page)
    Authenticator(other.page).takes(passkey)
    other.opens("/account")
    signs_in(other)
    other.sees("Gehört das dir?")
    other.page.get_by_role("button", name="Ja, das war ich").click()
    other.hears("Mitgenommen")
    other.sees_not("Gehört das dir?")
    other.opens(GARDEN).sees_confirmed("Noch als Gast")
    assert server.value(AUTHOR, "Noch als Gast") == "Dilan"
    other.opens("/account").sees("Beiträge eines Gastes mitgenommen")


def test_who_writes_after_a_guest_was_taken_along_is_somebody_else(
    phone: Handset, make_phone: MakePhone, server: Server
) -> None:
    passkey = begins_an_account(phone, "Gülay").passkeys()[0]
    other = make_phone()
    other.opens(GARDEN).is_ready()
    other.comments("Von mir als Gast").sees_confirmed("Von mir als Gast")
    offers_nothing(other.page)
    authenticator = Authenticator(other.page)
    authenticator.takes(passkey)
    other.opens("/account")
    signs_in(other)
    other.page.get_by_role("button", name="Ja, das war ich").click()
    other.hears("Mitgenommen")
    signs_out(other.opens("/account"))
    other.opens(GARDEN).comments("Von jemand anderem").sees_confirmed("Von jemand anderem")
    other.opens("/account")
    signs_in(other)
    sees_account(other, "Gülay")
    other.opens(GARDEN).sees_confirmed("Von mir als Gast").sees_confirmed("Von jemand anderem")
    assert server.value(AUTHOR, "Von mir als Gast") == "Gülay"
    assert server.value(AUTHOR, "Von jemand anderem") == ""


def test_another_device_is_signed_out_from_here(phone: Handset, make_phone: MakePhone) -> None:
    passkey = begins_an_account(phone, "Emre").passkeys()[0]
    other = make_phone()
    Authenticator(other.page).takes(passkey)
    other.opens("/account")
    sees_account(other, "Emre")
    phone.is_ready().opens("/account")
    devices = phone.page.locator("#devices .account__item")
    # What was asked for within the last second is not asked for again.
    eventually(
        lambda: phone.is_looked_at_again() and devices.count() == 2, "both devices are there"
    )
    here = devices.filter(has=phone.page.locator("[data-this]:visible"))
    expect(here).to_have_count(1)
    expect(here.get_by_role("button")).to_have_count(0)
    devices.get_by_role("button", name="Dort abmelden").click()
    phone.hears("Dort abgemeldet")
    expect(devices).to_have_count(1)
    offers_nothing(other.page)
    # What belongs to nobody any more is asked for once, and refused.
    other.expects_trouble()
    other.opens("/projects").is_ready()
    # What a phone has asked for within a second is not asked for again by itself.
    other.opens("/account").is_looked_at_again().sees("Melde dich wieder an")


def test_a_deleted_account_leaves_its_contributions(phone: Handset, server: Server) -> None:
    offers_nothing(phone.page)
    phone.opens(GARDEN).is_ready()
    phone.comments("Bleibt stehen").sees_confirmed("Bleibt stehen")
    begins_an_account(phone, "Fatma")
    phone.opens_part("Was dabei geschieht")
    form = phone.page.locator('form[action="/commands/close_account"]')
    form.get_by_role("textbox").fill("Jemand anderes")
    form.get_by_role("button").click()
    expect(form.locator("#sure-close-error")).to_be_visible()
    form.get_by_role("textbox").fill("fatma")
    form.get_by_role("button").click()
    phone.sees_title("Dein Konto")
    phone.hears("Dein Konto ist gelöscht.")
    phone.opens(GARDEN).sees_confirmed("Bleibt stehen")
    expect(phone.comment("Bleibt stehen")).to_contain_text("Gelöschtes Konto")
    assert server.comments("Bleibt stehen") == 1


def ends_all_sessions(server: Server) -> None:
    """As time does, or their owner from elsewhere."""
    connection = sqlite3.connect(server.instance / "kokommune.db")
    with connection:
        connection.execute("UPDATE session SET ended = created")
    connection.close()
