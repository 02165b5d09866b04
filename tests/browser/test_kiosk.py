"""A tablet is put up, and somebody is signed in there by their own phone."""

from typing import Any

from accounts import begins_an_account, forgets_the_proof
from authenticator import offers_nothing
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from tab import Tab
from test_getting_back_in import gives_role, is_accessible

ASK = """async ([path, body]) => {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Kokommune-Sync": "1" },
    body: JSON.stringify({ protocol: 1, ...body }),
  });
  return response.json();
}"""


def asks(tablet: Tab, path: str, **body: str) -> Any:
    """A request of the tablet's own script."""
    return tablet.page.evaluate(ASK, [path, body])


def puts_a_tablet_up(office: Handset) -> str:
    """Fill the form in; the code that comes of it."""
    office.opens("/admin/kiosks")
    is_accessible(office, "the fleet")
    office.page.get_by_label("Name", exact=True).fill("Tablet im Foyer")
    office.page.get_by_label("Wo steht es?").fill("Rathaus, Erdgeschoss")
    office.page.get_by_role("button", name="Anlegen und Code ausgeben").click()
    code = office.page.locator(".paper__code").inner_text()
    is_accessible(office, "the code of a kiosk")
    return code


def test_a_tablet_and_a_phone(make_phone: MakePhone, server: Server) -> None:
    office, tablet, phone = (make_phone() for _ in range(3))
    for person, name in ((office, "Dora Amt"), (phone, "Ela Stern")):
        offers_nothing(person.page)
        person.opens("/").is_ready()
        begins_an_account(person, name)
    gives_role(server, "Dora Amt", "administrator")
    code = puts_a_tablet_up(office)

    tablet.expects_trouble()
    tablet.opens(f"/kiosk#code={code}")
    is_accessible(tablet, "a tablet that is no kiosk yet")
    expect(tablet.page.get_by_label("Code", exact=True)).to_have_value(code)
    assert "#" not in tablet.page.url
    tablet.page.get_by_role("button", name="Einrichten").click()
    tablet.sees_title("Mach mit in deiner Stadt")
    policy = "document.featurePolicy.allowsFeature('publickey-credentials-create')"
    assert tablet.page.evaluate(policy) is False

    begun = asks(tablet, "/kiosk/pairing")
    forgets_the_proof(server, "Ela Stern")
    phone.expects_trouble()
    phone.opens(f"/pair#code={begun['code']}")
    is_accessible(phone, "the code on the phone")
    phone.page.get_by_role("button", name="Weiter").click()
    is_accessible(phone, "the proof")
    phone.page.get_by_role("button", name="Mit Passkey bestätigen").click()
    expect(phone.page.get_by_label("Code am Tablet")).to_have_value(begun["code"])
    phone.page.get_by_role("button", name="Weiter").click()
    phone.sees("Rathaus, Erdgeschoss")
    is_accessible(phone, "the question")
    boxes = [
        phone.page.get_by_role("button", name=name).bounding_box()
        for name in ("Erlauben", "Ablehnen")
    ]
    assert len({(box["width"], box["height"]) for box in boxes if box}) == 1
    phone.page.get_by_role("button", name="Erlauben").click()
    digits = phone.page.locator(".paper__code").inner_text()
    is_accessible(phone, "the digits")
    told = asks(tablet, "/kiosk/pairing/redeem", secret=begun["secret"], digits=digits)
    assert told["name"] == "Ela Stern"
    phone.opens("/account").is_looked_at_again()
    phone.sees("Mit deinem Telefon an einem Tablet angemeldet")
    phone.sees("Tablet im Foyer, Rathaus, Erdgeschoss")
    phone.opens("/town").sees("Rathaus, Erdgeschoss: noch keine Unterstützung.")
