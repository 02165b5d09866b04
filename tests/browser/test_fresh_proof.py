"""What is dangerous asks for a passkey once more, and then goes on from where it was."""

import pytest
from accounts import begins_an_account, forgets_the_proof, gives_role, is_told
from authenticator import Authenticator, offers_nothing
from axe import is_accessible
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server

ROLES = """SELECT count(*) FROM role ro JOIN resident r ON r.id = ro.resident_id
WHERE r.name = 'Ela Stern'"""
KIOSKS = "SELECT count(*) FROM kiosk"


@pytest.fixture
def office(make_phone: MakePhone, server: Server) -> tuple[Handset, Authenticator]:
    """Dora looks after the app; a quarter of an hour ago she has shown her passkey."""
    phone, other = make_phone(), make_phone()
    for one in (phone, other):
        offers_nothing(one.page)
        one.opens("/").is_ready()
    begins_an_account(other, "Ela Stern")
    key = begins_an_account(phone, "Dora Amt")
    gives_role(server, "Dora Amt", "administrator")
    forgets_the_proof(server, "Dora Amt")
    return phone, key


def test_a_role_is_given_after_a_passkey(
    office: tuple[Handset, Authenticator], server: Server
) -> None:
    phone, key = office
    key.recognises(False)
    phone.opens("/admin/roles?q=ela%20stern").opens_part("Eine Aufgabe geben")
    phone.page.get_by_label("Welche Aufgabe?").select_option("politics")
    give = phone.page.get_by_role("button", name="Aufgabe geben")
    give.click()
    phone.sees("Abgebrochen, es ist nichts passiert.")
    assert server.value(ROLES) == 0
    key.recognises(True)
    give.click()
    phone.sees("Ela Stern: Politik")
    assert server.value(ROLES) == 1


def test_a_tablet_is_put_up_after_a_passkey(
    office: tuple[Handset, Authenticator], server: Server
) -> None:
    phone, key = office
    key.recognises(False)
    phone.expects_trouble()
    phone.opens("/admin/kiosks")
    phone.page.get_by_label("Name", exact=True).fill("Tablet im Foyer")
    phone.page.get_by_label("Wo steht es?").fill("Rathaus, Erdgeschoss")
    phone.page.get_by_role("button", name="Anlegen und Code ausgeben").click()
    phone.sees_title("Kurz nachgefragt: Bist du es?")
    is_accessible(phone, "the proof")
    proof = phone.page.get_by_role("button", name="Mit Passkey bestätigen")
    proof.click()
    is_told(phone, "Abgebrochen, es ist nichts passiert.")
    assert server.value(KIOSKS) == 0
    key.recognises(True)
    proof.click()
    phone.sees_title("Code für Tablet im Foyer")
    # For a quarter of an hour nothing more is asked.
    phone.opens("/admin/recovery?q=ela%20stern")
    phone.page.get_by_role("button", name="Code ausgeben: Ela Stern").click()
    expect(phone.page.locator(".paper__code")).to_be_visible()
