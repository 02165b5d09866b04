"""A text goes out under the name of who wrote it, or not at all."""

import pytest
from accounts import begins_an_account, signs_out
from authenticator import offers_nothing
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from tab import COMMENT_FORM, Tab
from test_drafts import keeps
from test_without_worker import takes_over
from town import GARDEN
from waiting import eventually

TEXT = "Das sage nur ich, mit meinem Namen."
NOT_YOU = "Du bist hier nicht mehr angemeldet. Dein Text bleibt stehen"
LATER = "Und ich bin jemand anderes."
A_MOMENT_LATER = """() => {
  globalThis.asked = 0;
  const post = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (message, ...more) {
    const isMorph = message.type === "morph";
    globalThis.asked += isMorph;
    setTimeout(() => post.call(this, message, ...more), isMorph ? 900 : 0);
  };
}"""
"""The worker has something else to do before it says what the page looks like by now."""
OUTBOX = """() => new Promise((resolve) => {
  const request = indexedDB.open("kokommune");
  request.onsuccess = () => {
    const all = request.result.transaction("commands").objectStore("commands").getAll();
    all.onsuccess = () => {
      request.result.close();
      resolve(all.result.map(({ args }) => args.body));
    };
  };
})"""


@pytest.fixture
def alone(make_phone: MakePhone) -> Handset:
    """A phone without a worker, on which Ela is signed in and reads about the garden."""
    phone = make_phone(service_workers="block")
    offers_nothing(phone.page)
    begins_an_account(phone, "Ela Stern")
    phone.opens(GARDEN)
    return takes_over(phone)


def is_told_who_writes(tab: Tab, server: Server) -> None:
    tab.sees(NOT_YOU)
    assert tab.written == TEXT
    assert server.comments(TEXT) == 0


def test_who_has_signed_out_in_another_tab(alone: Handset, server: Server) -> None:
    tab = alone.opens_tab(GARDEN)
    takes_over_in(tab)
    tab.writes(TEXT)
    signs_out(alone.opens("/account"))
    tab.sends()
    is_told_who_writes(tab, server)


def takes_over_in(tab: Tab) -> None:
    """From here on the page's script sends, and not the browser."""
    expect(tab.page.locator(COMMENT_FORM)).to_have_js_property("noValidate", True)


def test_whose_session_was_ended_elsewhere(alone: Handset, server: Server) -> None:
    alone.expects_trouble()
    alone.forgets_cookies()
    alone.comments(TEXT)
    is_told_who_writes(alone, server)


def test_who_signs_out_while_a_text_waits_for_the_first_pull(
    phone: Handset, server: Server
) -> None:
    offers_nothing(phone.page)
    phone.opens("/").is_ready()
    begins_an_account(phone, "Ela Stern")
    phone.opens(GARDEN).is_ready().opens("/account")
    phone.is_ready().expects_trouble()
    phone.network.holds_answers("/sync/pull")
    tab = phone.opens_tab(GARDEN)
    tab.writes(TEXT)
    keeps(tab, TEXT)
    tab.page.evaluate(A_MOMENT_LATER)
    signs_out(phone)
    tab.sends()
    field = tab.page.locator(f"{COMMENT_FORM} [name=body]")
    expect(field).to_have_value("")
    asked = tab.page.evaluate("asked")
    eventually(lambda: tab.page.evaluate("asked") > asked, "what became of it is to be shown")
    assert tab.page.evaluate(OUTBOX) == []
    phone.comes_back()
    tab.is_ready().comments(LATER)
    eventually(lambda: server.comments(LATER) == 1, "whoever writes now is heard")
    assert server.comments(TEXT) == 0
