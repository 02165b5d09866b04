"""A lost phone: back in with a code from paper, or from the desk."""

from accounts import begins_an_account, gives_role, is_told, sees_account
from authenticator import Authenticator, offers_nothing
from axe import is_accessible
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from tab import Tab

SESSIONS = """SELECT count(*) FROM session s JOIN resident r ON r.id = s.resident_id
WHERE r.name = ? AND s.ended IS NULL"""
CODES_LEFT = """SELECT count(*) FROM recovery_code c JOIN resident r ON r.id = c.resident_id
WHERE r.name = ? AND c.used IS NULL"""


def makes_codes(tab: Tab) -> list[str]:
    """The codes as the account's page shows them, this once."""
    tab.page.get_by_role("button", name="Notfallcodes anlegen").click()
    lines = tab.page.locator("#codes-sheet [data-list] li")
    expect(lines).to_have_count(8)
    return lines.all_inner_texts()


def redeems(tab: Tab, code: str = "") -> None:
    """Type a code in, where the link has not brought it, and go on."""
    if code:
        tab.page.get_by_label("Dein Code").fill(code)
    tab.page.get_by_role("button", name="Neuen Passkey anlegen").click()


def test_a_code_from_paper_lets_its_owner_back_in(
    phone: Handset, other_phone: Handset, server: Server
) -> None:
    # Else the old phone would sign in again by itself as soon as it hears of it.
    offers_nothing(phone.page)
    phone.opens("/").is_ready()
    begins_an_account(phone, "Ela Stern")
    code = makes_codes(phone)[3]
    is_told(phone, "Deine neuen Notfallcodes sind da.")
    is_accessible(phone, "the codes")
    expect(phone.page.locator("#codes")).to_contain_text("8 Notfallcodes")
    phone.page.emulate_media(media="print")
    expect(phone.page.locator("#codes-sheet .paper")).to_be_visible()
    for printed_not in (".band", "#passkeys", "#codes-title", "#codes-sheet .actions"):
        expect(phone.page.locator(printed_not)).to_be_hidden()
    phone.page.emulate_media(media="screen")

    other_phone.expects_trouble()
    key = Authenticator(other_phone.page)
    other_phone.opens("/account").follows("Passkey verloren?")
    redeems(other_phone, "7KQM-2X9D-0AB1-CDEF")
    other_phone.sees("Dieser Code passt nicht.")
    is_accessible(other_phone, "a wrong code")
    key.recognises(False)
    redeems(other_phone, code.lower().replace("-", " "))
    is_told(other_phone, "Abgebrochen. Dein Code gilt weiter")
    assert server.value(CODES_LEFT, "Ela Stern") == 8
    key.recognises(True)
    redeems(other_phone)
    sees_account(other_phone, "Ela Stern")
    other_phone.sees("Entferne hier die Passkeys, die du verloren hast.")
    expect(other_phone.page.locator("#passkeys .account__item")).to_have_count(2)
    assert server.value(SESSIONS, "Ela Stern") == 1
    assert server.value(CODES_LEFT, "Ela Stern") == 7


def test_the_desk_lets_somebody_with_a_role_back_in_after_a_second_look(
    make_phone: MakePhone, server: Server
) -> None:
    desk, colleague, lost, new = (make_phone() for _ in range(4))
    for phone, name, role in (
        (desk, "Dora Amt", "administration"),
        (colleague, "Ken Amt", "administration"),
        (lost, "Rita Rat", "politics"),
    ):
        offers_nothing(phone.page)
        phone.opens("/").is_ready()
        begins_an_account(phone, name)
        gives_role(server, name, role)

    desk.opens("/admin/recovery?q=rita%20rat").sees("Heißt genau so")
    is_accessible(desk, "the desk")
    desk.page.get_by_role("button", name="Code ausgeben: Rita Rat").click()
    code = desk.page.locator(".paper__code").inner_text()
    desk.sees("Dieser Code gilt erst, wenn eine zweite Person zustimmt")
    is_accessible(desk, "the code")

    new.expects_trouble()
    Authenticator(new.page)
    new.opens(f"/recovery#code={code}")
    expect(new.page.get_by_label("Dein Code")).to_have_value(code)
    assert "#" not in new.page.url
    redeems(new)
    is_told(new, "muss im Rathaus noch eine zweite Person zustimmen")

    colleague.opens("/admin/recovery").sees("Wartet auf eine zweite Person")
    is_accessible(colleague, "what waits for a second person")
    colleague.page.get_by_role("button", name="Ich stimme zu: Rita Rat").click()
    expect(colleague.page.get_by_text("Wartet auf eine zweite Person")).to_have_count(0)
    redeems(new)
    sees_account(new, "Rita Rat")
    new.sees("mit Hilfe von Dora Amt")


def test_a_browser_without_passkeys_says_so(phone: Handset) -> None:
    phone.context.add_init_script("delete window.PublicKeyCredential;")
    phone.opens("/recovery").sees("Dieser Browser kennt keine Passkeys")
    expect(phone.page.get_by_label("Dein Code")).to_be_hidden()
    is_accessible(phone, "/recovery")
