"""Handing a page on: share sheet, link, QR code; and what stands there when one is missing."""

from axe import findings_day_and_night, overflow
from handset import Handset, MakePhone
from playwright.sync_api import expect
from town import BARRELS, GARDEN, GARDEN_TITLE, HILL

SHEET = """
navigator.share = async (data) => {
  document.documentElement.dataset.shared = JSON.stringify(data);
};
"""
NO_CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", { value: {
  writeText: async () => { throw new DOMException("no", "NotAllowedError"); },
} });
"""


def address(phone: Handset, path: str) -> str:
    return f"http://localhost:{phone.network.port}{path}"


def test_every_thing_can_be_shared(phone: Handset) -> None:
    for path in (GARDEN, BARRELS, HILL):
        phone.opens(path).opens_part("Teilen").sees(address(phone, path))


def test_a_link_is_copied_and_said(phone: Handset) -> None:
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.opens(GARDEN).opens_part("Teilen")
    phone.page.get_by_role("button", name="Link kopieren").click()
    phone.hears("Link kopiert")
    expect(phone.page.get_by_role("button", name="Link kopiert")).to_be_visible()
    # Scripts of ours may not read the clipboard; people can paste from it.
    field = phone.page.locator("#write [name=body]")
    field.focus()
    phone.page.keyboard.press("Control+V")
    expect(field).to_have_value(address(phone, GARDEN))


def test_where_the_clipboard_is_closed_the_link_is_marked(phone: Handset) -> None:
    phone.context.add_init_script(NO_CLIPBOARD)
    phone.opens(GARDEN).opens_part("Teilen")
    phone.page.get_by_role("button", name="Link kopieren").click()
    phone.hears("Der Link ist markiert.")
    assert phone.page.evaluate("getSelection().toString()") == address(phone, GARDEN)


def test_the_systems_sheet_opens_where_there_is_one(phone: Handset) -> None:
    phone.context.add_init_script(SHEET)
    phone.opens(GARDEN).opens_part("Teilen")
    phone.page.get_by_role("button", name="Weitergeben").click()
    shared = phone.page.locator("html[data-shared]")
    expect(shared).to_have_count(1)
    found = phone.page.evaluate("JSON.parse(document.documentElement.dataset.shared)")
    assert found == {"title": GARDEN_TITLE, "url": address(phone, GARDEN)}


def test_no_sheet_no_button(phone: Handset) -> None:
    phone.context.add_init_script("delete Navigator.prototype.share;")
    phone.opens(GARDEN).opens_part("Teilen")
    expect(phone.page.get_by_role("button", name="Link kopieren")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Weitergeben")).to_have_count(0)


def test_the_code_is_shown_large_and_only_when_asked_for(phone: Handset) -> None:
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.opens(GARDEN).is_ready().opens_part("Teilen")
    assert not [url for url in asked if "/qr.svg" in url]
    phone.opens_part("QR-Code")
    code = phone.page.get_by_role("img", name="QR-Code")
    expect(code).to_be_visible()
    # Settles when the picture has come.
    code.evaluate("(image) => image.decode()")
    assert code.bounding_box()["width"] >= 290
    phone.sees("Zum Zeigen, Ausdrucken und Aushängen")
    expect(phone.page.locator("[data-code-missing]")).to_be_hidden()
    assert findings_day_and_night(phone.page) == []
    assert overflow(phone.page) == 0


def test_without_network_a_line_stands_for_the_code(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().goes_offline()
    phone.opens(GARDEN).is_rendered_by("worker").opens_part("Teilen")
    phone.opens_part("QR-Code").sees("Für den QR-Code braucht es Netz.")
    expect(phone.page.locator("[data-code]")).to_be_hidden()
    # The page is brought up to date under it, and still says so.
    phone.is_looked_at_again().sees("Ohne Netz.").sees("Für den QR-Code braucht es Netz.")
    phone.comes_back()
    expect(phone.page.get_by_role("img", name="QR-Code")).to_be_visible()
    expect(phone.page.locator("[data-code-missing]")).to_be_hidden()


def test_without_script_there_are_link_and_code(make_phone: MakePhone) -> None:
    phone = make_phone(java_script_enabled=False)
    phone.opens(BARRELS).opens_part("Teilen").sees(address(phone, BARRELS))
    expect(phone.page.get_by_role("button", name="Link kopieren")).to_have_count(0)
    phone.opens_part("QR-Code")
    expect(phone.page.get_by_role("img", name="QR-Code")).to_be_visible()
