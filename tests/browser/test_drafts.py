"""What was typed and not sent stands there again."""

import pytest
from axe import findings, overflow
from drafting import DRAFTS
from handset import Handset, MakePhone
from playwright.sync_api import Locator, expect
from server import Server
from tab import COMMENT_FORM, Tab
from town import BARRELS, GARDEN
from waiting import eventually

TEXT = "Ich könnte am Samstag einen Spaten mitbringen und"
KEPT = "Dein Entwurf von vorhin ist noch da."

HOLDS_DRAFTS = """() => new Promise((held) => {
  const request = indexedDB.open("kokommune");
  request.onsuccess = () => {
    const drafts = request.result.transaction("drafts", "readwrite").objectStore("drafts");
    const again = () => {
      if (!globalThis.letsGo) drafts.get("nothing").onsuccess = again;
      held();
    };
    again();
  };
})"""
"""Somebody else's transaction, which ends when it is told to."""
IN_TAB = "(text) => (sessionStorage.getItem('kokommune.drafts') ?? '').includes(text)"


def keeps(tab: Tab, *texts: str) -> None:
    """Wait until exactly these unsent texts are stored."""
    eventually(lambda: tab.page.evaluate(DRAFTS) == list(texts), "the drafts are kept")


def comment_field(tab: Tab) -> Locator:
    return tab.page.locator(f"{COMMENT_FORM} [name=body]")


def test_an_unsent_comment_survives_a_reload_offline(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().goes_offline()
    phone.opens(GARDEN).writes(TEXT)
    keeps(phone, TEXT)
    phone.page.reload()
    phone.sees(KEPT)
    assert phone.written == TEXT
    assert findings(phone.page) == []
    assert overflow(phone.page) == 0
    # Elsewhere stands nothing of it.
    phone.opens(BARRELS).sees_not(KEPT)
    assert phone.written == ""


def test_a_hasty_reload_loses_nothing(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().opens(GARDEN).writes(TEXT)
    phone.page.reload()
    phone.sees(KEPT)
    assert phone.written == TEXT


def test_it_is_gone_when_it_was_sent(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().opens(GARDEN).writes(TEXT)
    keeps(phone, TEXT)
    phone.page.reload()
    phone.sees(KEPT).sends().sees_confirmed(TEXT).sees_not(KEPT)
    keeps(phone)
    phone.page.reload()
    phone.sees_confirmed(TEXT).sees_not(KEPT)
    assert phone.written == ""


@pytest.mark.parametrize("hastily", [False, True])
def test_what_was_saved_is_no_draft_even_if_the_page_ends_then(
    phone: Handset, hastily: bool
) -> None:
    phone.opens(GARDEN).is_ready().opens(GARDEN).writes(TEXT)
    if not hastily:
        keeps(phone, TEXT)
    # As if the browser had been killed before the page could empty its form.
    phone.page.evaluate("HTMLFormElement.prototype.reset = () => {}")
    phone.sends().sees_confirmed(TEXT)
    phone.opens(GARDEN).sees_confirmed(TEXT).sees_not(KEPT)
    assert phone.written == ""


def test_it_is_discarded_by_who_says_so_twice(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().opens(GARDEN).writes(TEXT)
    keeps(phone, TEXT)
    phone.page.reload()
    phone.page.get_by_role("button", name="Verwerfen").click()
    assert phone.written == TEXT
    phone.page.get_by_role("button", name="Wirklich verwerfen?").click()
    keeps(phone)
    assert phone.written == ""
    expect(comment_field(phone)).to_be_focused()
    phone.sees_not(KEPT)


def test_a_form_that_is_folded_away_opens(phone: Handset) -> None:
    phone.opens("/proposals").is_ready().opens("/proposals")
    form = phone.page.locator("#propose")
    form.locator("summary").first.click()
    form.locator("[name=title]").fill("Mehr Schatten")
    form.locator("[name=body]").fill("Drei Linden")
    keeps(phone, "Mehr Schatten", "Drei Linden")
    phone.page.reload()
    phone.sees(KEPT)
    expect(form.locator("[name=title]")).to_have_value("Mehr Schatten")
    expect(form.locator("[name=body]")).to_be_visible()
    expect(form.locator("[name=body]")).to_have_value("Drei Linden")


def test_news_leave_it_alone(phone: Handset, other_phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().opens(GARDEN).writes(TEXT)
    keeps(phone, TEXT)
    phone.page.reload()
    phone.sees(KEPT)
    other_phone.opens(GARDEN).is_ready().comments("Inzwischen").sees_confirmed("Inzwischen")
    phone.is_looked_at_again().sees_confirmed("Inzwischen").sees(KEPT)
    assert phone.written == TEXT


def test_a_field_that_has_the_focus_gets_it_back(phone: Handset) -> None:
    phone.opens("/proposals").is_ready().opens("/proposals")
    phone.page.locator("#propose summary").first.click()
    phone.page.locator("#propose [name=title]").fill("Mehr Schatten")
    keeps(phone, "Mehr Schatten")
    phone.opens("/").page.add_init_script(f"({HOLDS_DRAFTS})()")
    phone.opens("/proposals#propose")
    expect(phone.page.locator("#propose :focus")).to_have_count(1)
    phone.page.evaluate("globalThis.letsGo = true")
    expect(phone.page.locator("#propose [name=title]")).to_have_value("Mehr Schatten")


def test_without_a_worker_the_tab_keeps_it(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(service_workers="block")
    phone.opens(GARDEN).writes(TEXT)
    stored = "sessionStorage.getItem('kokommune.drafts') ?? ''"
    eventually(lambda: "Spaten" in phone.page.evaluate(stored), "the tab keeps the draft")
    phone.page.reload()
    phone.sees(KEPT)
    assert phone.written == TEXT
    phone.sends().sees_confirmed(TEXT)
    phone.page.reload()
    phone.sees_not(KEPT)
    assert server.comments(TEXT) == 1


def test_while_the_database_is_busy_a_text_is_kept_in_the_tab(phone: Handset) -> None:
    """The page may end any moment."""
    phone.opens(GARDEN).is_ready()
    phone.page.evaluate(HOLDS_DRAFTS)
    phone.writes(TEXT)
    phone.page.wait_for_function(IN_TAB, arg=TEXT)
    phone.page.evaluate("globalThis.letsGo = true")
    keeps(phone, TEXT)
    phone.page.wait_for_function(f"(text) => !({IN_TAB})(text)", arg=TEXT)


@pytest.mark.parametrize("hastily", ["follows a link", "closes the tab"])
def test_what_was_typed_last_before_a_page_was_left_is_in_every_tab(
    phone: Handset, hastily: str
) -> None:
    phone.opens(GARDEN).is_ready().opens(GARDEN).writes(TEXT)
    if hastily == "closes the tab":
        phone.closes_tab()
    else:
        phone.page.locator("nav").get_by_role("link", name="Vorhaben").first.click()
        phone.page.wait_for_url("**/projects")
    other = phone.opens_tab(GARDEN).sees(KEPT)
    assert other.written == TEXT
    other.sends().sees_confirmed(TEXT)
    # No tab has kept it for itself.
    phone.opens(GARDEN).sees_confirmed(TEXT).sees_not(KEPT)
    assert phone.written == ""
