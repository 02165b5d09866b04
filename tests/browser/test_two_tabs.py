"""Two tabs of one browser are one phone: what happens in one is true in the other."""

import re

import pytest
from accounts import begins_an_account, signs_out
from authenticator import offers_nothing
from handset import Handset
from playwright.sync_api import expect
from server import Server
from tab import COMMENT_FORM, Tab
from test_drafts import KEPT, keeps
from town import BARRELS, GARDEN

TEXT = "Zwei Fenster, ein Satz."
SLOW = """() => {
  const post = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (message, ...more) {
    if (message.type !== "morph") post.call(this, message, ...more);
  };
  globalThis.fetch = () => new Promise(() => {});
}"""
"""The worker has much to do: what brings this tab up to date is on its way."""
TYPES_ON = """(field) => {
  const { get, put } = IDBObjectStore.prototype;
  const type = (letter) => {
    if (!field.value || field.value.endsWith(letter)) return;
    field.value += letter;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  IDBObjectStore.prototype.get = function (key) {
    if (key === "turn") type("!");
    return get.call(this, key);
  };
  IDBObjectStore.prototype.put = function (...values) {
    if (field.value.endsWith("!")) type("?");
    return put.apply(this, values);
  };
}"""
"""A key is pressed whenever the page asks who reads, and when it keeps that."""


def writes_in_another_tab(phone: Handset) -> Tab:
    """Somebody with an account writes a comment, and does not send it."""
    offers_nothing(phone.page)
    phone.opens("/").is_ready()
    begins_an_account(phone, "Ela Stern")
    tab = phone.opens_tab(GARDEN).is_ready().writes(TEXT)
    keeps(tab, TEXT)
    return tab


def begins_in_another_tab(phone: Handset) -> Tab:
    """A guest writes a comment, does not send it, and turns to the first tab."""
    offers_nothing(phone.page)
    phone.opens(GARDEN).is_ready().comments("Als Gast").sees_confirmed("Als Gast")
    tab = phone.opens_tab(BARRELS).is_ready().writes(TEXT)
    keeps(tab, TEXT)
    # Passkeys are made in the tab that is in front alone.
    phone.page.bring_to_front()
    return tab


@pytest.mark.parametrize("types_on", [False, True])
def test_who_makes_an_account_in_one_tab_goes_on_writing_in_the_other(
    phone: Handset, types_on: bool
) -> None:
    tab = begins_in_another_tab(phone)
    field = tab.page.locator(f"{COMMENT_FORM} [name=body]")
    expect(field).to_be_focused()
    if types_on:
        field.evaluate(TYPES_ON)
    begins_an_account(phone, "Ela Stern")
    tab.sees(KEPT)
    expect(field).to_have_value(re.compile(f"^{TEXT}"))


def test_what_could_not_be_sent_stands_there_again(phone: Handset, server: Server) -> None:
    tab = begins_in_another_tab(phone)
    tab.page.evaluate(SLOW)
    begins_an_account(phone, "Ela Stern")
    tab.sends().sees(KEPT)
    assert tab.written == TEXT
    assert server.comments(TEXT) == 0
    tab.sends()
    phone.opens(BARRELS).sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1


def test_who_signs_out_in_one_tab_leaves_no_letter_in_the_other(phone: Handset) -> None:
    offers_nothing(phone.page)
    begins_an_account(phone, "Ela Stern")
    phone.is_ready().opens(GARDEN).lifts_the_limit().comments("x" * 5001)
    phone.hears("Ein Kommentar braucht dich")
    tab = phone.opens_tab("/outbox").is_ready()
    tab.page.get_by_label("Dein Text").focus()
    phone.opens("/account")
    phone.page.get_by_role("button", name="Auf diesem Gerät abmelden").click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Trotzdem abmelden").click()
    phone.hears("Du bist abgemeldet.")
    expect(tab.page.get_by_label("Dein Text")).to_have_count(0)


def test_what_was_sent_from_one_tab_is_no_draft_in_the_other(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().opens(GARDEN).writes(TEXT)
    keeps(phone, TEXT)
    tab = phone.opens_tab(GARDEN).sees(KEPT)
    phone.sends().sees_confirmed(TEXT)
    tab.sees_confirmed(TEXT).sees_not(KEPT)
    assert tab.written == ""


def test_who_signs_out_in_one_tab_sends_nothing_from_the_other(
    phone: Handset, server: Server
) -> None:
    tab = writes_in_another_tab(phone)
    tab.page.evaluate(SLOW)
    signs_out(phone)
    tab.sends()
    expect(tab.page.locator(f"{COMMENT_FORM} [name=body]")).to_have_value("")
    tab.opens("/outbox").is_ready().sees_not(TEXT)
    keeps(tab, TEXT)
    assert server.comments(TEXT) == 0


def test_a_refused_text_that_is_sent_again_from_two_tabs_is_one(
    phone: Handset, server: Server
) -> None:
    phone.opens(GARDEN).is_ready().opens(GARDEN).lifts_the_limit().comments("x" * 5001)
    phone.hears("Ein Kommentar braucht dich").opens("/outbox")
    tab = phone.opens_tab("/outbox").is_ready()
    for each in (phone, tab):
        each.page.get_by_label("Dein Text").fill(TEXT)
    tab.page.evaluate(SLOW)
    again = "Noch einmal senden"
    phone.page.get_by_role("button", name=again).click()
    phone.sees("Zuletzt gesendet").sees_not("Braucht dich")
    tab.page.get_by_role("button", name=again).click()
    expect(tab.page.get_by_label("Dein Text")).not_to_have_value(TEXT)
    tab.opens(GARDEN).sees_confirmed(TEXT).sees_outbox_count(0)
    assert server.comments(TEXT) == 1


def test_who_goes_back_after_somebody_has_signed_out_finds_nothing_of_theirs(
    phone: Handset,
) -> None:
    tab = writes_in_another_tab(phone)
    tab.opens(BARRELS).is_ready()
    signs_out(phone)
    phone.hears("Du bist abgemeldet.")
    tab.page.go_back()
    tab.is_ready()
    expect(tab.page.locator("body")).to_have_attribute("data-rendered-by", "worker")
    assert tab.written == ""
