"""What one person has open does not stay for whoever comes after them."""

import pytest
from accounts import begins_an_account, gives_role, signs_out
from authenticator import offers_nothing
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from test_getting_back_in import makes_codes

REPORTS = "Gemeldete Beiträge"
ASLEEP = """() => {
  const post = ServiceWorker.prototype.postMessage;
  const late = [];
  ServiceWorker.prototype.postMessage = function (message, ...more) {
    late.push(() => post.call(this, message, ...more));
  };
  const { fetch } = globalThis;
  globalThis.fetch = (...all) => new Promise((resolve) => late.push(() => resolve(fetch(...all))));
  globalThis.wakes = () => {
    ServiceWorker.prototype.postMessage = post;
    globalThis.fetch = fetch;
    for (const each of late) each();
  };
}"""
"""What it asks is asked when it wakes."""


@pytest.mark.parametrize("has_network", [True, False], ids=["online", "offline"])
def test_a_page_of_staff(phone: Handset, server: Server, has_network: bool) -> None:
    offers_nothing(phone.page)
    phone.opens("/").is_ready()
    begins_an_account(phone, "Dora Amt")
    gives_role(server, "Dora Amt", "administrator")
    tab = phone.opens_tab("/admin/reports").is_ready().sees_title(REPORTS)
    phone.expects_trouble()
    phone.page.bring_to_front()
    if not has_network:
        phone.goes_offline()
    signs_out(phone)
    expect(tab.page.get_by_role("heading", level=1)).not_to_have_text(REPORTS)
    expect(tab.page.locator("#who")).to_be_hidden()


def test_codes_in_a_tab_that_was_put_to_sleep(phone: Handset) -> None:
    offers_nothing(phone.page)
    phone.opens("/").is_ready()
    begins_an_account(phone, "Ela Stern")
    codes = makes_codes(phone)
    asleep = phone.page
    tab = phone.opens_tab("/account").is_ready()
    tab.page.bring_to_front()
    asleep.evaluate(ASLEEP)
    signs_out(tab)
    begins_an_account(tab, "Bernd Fluss")
    asleep.bring_to_front()
    asleep.evaluate("wakes()")
    expect(asleep.get_by_role("heading", level=1)).to_have_text("Bernd Fluss")
    expect(asleep.get_by_text(codes[0])).to_have_count(0)


def test_a_code_that_answered_a_form(make_phone: MakePhone, server: Server) -> None:
    phone, other = make_phone(), make_phone()
    for one, name in ((other, "Ela Stern"), (phone, "Dora Amt")):
        offers_nothing(one.page)
        one.opens("/").is_ready()
        begins_an_account(one, name)
    gives_role(server, "Dora Amt", "administrator")
    tab = phone.opens_tab("/admin/recovery?q=ela%20stern").is_ready()
    tab.page.get_by_role("button", name="Code ausgeben: Ela Stern").click()
    code = tab.page.locator(".paper__code")
    expect(code).to_be_visible()
    phone.page.bring_to_front()
    signs_out(phone.opens("/account"))
    expect(code).to_have_count(0)


def test_paper_that_may_be_worthless(phone: Handset, server: Server) -> None:
    """Whoever gets no answer to new codes is told that the old ones may be good no more."""
    unused = "SELECT group_concat(id) FROM recovery_code WHERE used IS NULL"
    offers_nothing(phone.page)
    phone.opens("/").is_ready()
    begins_an_account(phone, "Ela Stern")
    makes_codes(phone)
    phone.page.get_by_role("button", name="Fertig, weglegen").click()
    before = server.value(unused)
    phone.expects_trouble()
    phone.network.loses_answers("/account/codes")
    phone.page.get_by_role("button", name="Notfallcodes anlegen").click()
    phone.sees("Deine alten Codes gelten vielleicht nicht mehr.")
    assert server.value(unused) != before
