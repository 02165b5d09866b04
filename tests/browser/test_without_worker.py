"""A page that no worker controls: on the first visit, or where browsers allow none."""

import re

from accounts import begins_an_account, sees_account, signs_in, signs_out
from authenticator import offers_nothing
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from tab import COMMENT_FORM, Tab
from town import GARDEN
from waiting import eventually

TEXT = "Private Fenster haben auch eine Meinung."
NO_CONNECTION = "Gerade gibt es keine Verbindung. Dein Text bleibt hier stehen"
DRAFT = "Dein Entwurf von vorhin ist noch da."


def takes_over(phone: Tab) -> Handset:
    """From here on the page's script sends, and not the browser."""
    expect(phone.page.locator(COMMENT_FORM)).to_have_js_property("noValidate", True)
    assert isinstance(phone, Handset)
    return phone


def test_the_first_visit_sends_before_the_worker_has_come(phone: Handset, server: Server) -> None:
    phone.network.holds_answers("/sw.js")
    phone.opens(GARDEN).comments(TEXT).sees_confirmed(TEXT)
    phone.is_rendered_by("flask")
    assert server.comments(TEXT) == 1
    phone.network.comes_back()
    phone.is_ready().comments("Und jetzt mit ihm").sees_confirmed("Und jetzt mit ihm")
    assert server.value("SELECT count(*) FROM resident WHERE guest AND name = ''") >= 1
    authors = "SELECT count(DISTINCT author_id) FROM comment WHERE text IN (?, ?)"
    assert server.value(authors, TEXT, "Und jetzt mit ihm") == 1


def test_a_browser_without_workers_sends(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(service_workers="block")
    phone.opens(GARDEN).comments(TEXT).sees_confirmed(TEXT)
    phone.comments("Und noch eine").sees_confirmed("Und noch eine")
    phone.edits("Und noch eine", "Geändert").sees_confirmed("Geändert")
    phone.deletes("Geändert").sees_no_comment("Geändert")
    assert server.comments(TEXT) == 1
    assert server.comments("Geändert") == 0


def test_the_text_stays_while_the_server_is_gone(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(service_workers="block")
    takes_over(phone.opens(GARDEN)).expects_trouble()
    server.is_killed()
    phone.comments(TEXT).sees(NO_CONNECTION).sees_no_comment(TEXT)
    assert phone.written == TEXT
    server.starts()
    phone.sends().sees_confirmed(TEXT).sees_not(NO_CONNECTION)
    assert server.comments(TEXT) == 1


def test_a_lost_answer_does_not_send_it_twice(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(service_workers="block")
    takes_over(phone.opens(GARDEN)).expects_trouble()
    phone.network.loses_answers("/sync/push")
    for lost in (1, 2):
        phone.comments(TEXT)
        eventually(lambda lost=lost: phone.network.lost["/sync/push"] == lost, "the answer is lost")
        phone.sees(NO_CONNECTION)
        assert server.comments(TEXT) == 1
    phone.comes_back()
    phone.sends().sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1


def test_a_lost_answer_and_a_reload_do_not_send_it_twice(
    make_phone: MakePhone, server: Server
) -> None:
    phone = make_phone(service_workers="block")
    takes_over(phone.opens(GARDEN)).expects_trouble()
    phone.network.loses_answers("/sync/push")
    phone.comments(TEXT).sees(NO_CONNECTION)
    phone.comes_back()
    phone.page.reload()
    phone.sees(DRAFT).sends().sees_not(DRAFT)
    # The page has come to an end with it, and brings people to where it stands.
    expect(phone.page).to_have_url(re.compile("#comment-"))
    assert server.comments(TEXT) == 1
    # What is written from now on is something else.
    phone.comments("Noch etwas").sees_confirmed("Noch etwas").sees_confirmed(TEXT)


def test_a_worker_that_comes_after_a_lost_answer_does_not_send_it_twice(
    phone: Handset, server: Server
) -> None:
    phone.expects_trouble()
    phone.network.holds_answers("/sw.js")
    phone.network.loses_answers("/sync/push")
    phone.opens(GARDEN).comments(TEXT).sees(NO_CONNECTION)
    phone.comes_back()
    phone.is_ready().sends().sees_confirmed(TEXT).sees_outbox_count(0)
    assert server.comments(TEXT) == 1


def test_a_text_that_was_discarded_after_a_lost_answer_is_no_part_of_the_next(
    make_phone: MakePhone, server: Server
) -> None:
    phone = make_phone(service_workers="block")
    takes_over(phone.opens(GARDEN)).expects_trouble()
    phone.network.loses_answers("/sync/push")
    phone.comments(TEXT).sees(NO_CONNECTION)
    phone.comes_back()
    phone.page.reload()
    phone.sees(DRAFT)
    phone.page.get_by_role("button", name="Verwerfen").click()
    phone.page.get_by_role("button", name="Wirklich verwerfen?").click()
    phone.comments("Ganz was Neues").sees_confirmed("Ganz was Neues")
    assert server.comments(TEXT) == server.comments("Ganz was Neues") == 1


def test_a_text_changed_after_a_lost_answer_is_told_apart(
    make_phone: MakePhone, server: Server
) -> None:
    phone = make_phone(service_workers="block")
    takes_over(phone.opens(GARDEN)).expects_trouble()
    phone.network.loses_answers("/sync/push")
    phone.comments(TEXT).sees(NO_CONNECTION)
    phone.comes_back()
    phone.comments("Anders").sees("Dein erster Text ist schon angekommen.")
    assert phone.written == "Anders"
    assert server.comments(TEXT) == 1
    assert server.comments("Anders") == 0


def test_what_is_typed_while_something_is_sent_stays(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(service_workers="block")
    takes_over(phone.opens(GARDEN))
    phone.network.holds_answers("/sync/push")
    phone.comments(TEXT)
    eventually(lambda: server.comments(TEXT) == 1, "it has arrived")
    phone.writes("Und noch ein Gedanke")
    phone.network.comes_back()
    phone.sees_confirmed(TEXT)
    assert phone.written == "Und noch ein Gedanke"


def test_who_signs_out_takes_their_draft_along(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(service_workers="block")
    offers_nothing(phone.page)
    begins_an_account(phone, "Ela Stern")
    takes_over(phone.opens(GARDEN)).expects_trouble()
    phone.network.loses_answers("/sync/push")
    phone.comments(TEXT).sees(NO_CONNECTION)
    phone.comes_back()
    signs_out(phone.opens("/account"))
    phone.opens(GARDEN)
    takes_over(phone).sees_not(DRAFT)
    assert phone.written == ""
    # Who comes next has not sent it, and she has.
    phone.comments("Ich bin neu hier").sees_confirmed("Ich bin neu hier")
    signs_in(phone.opens("/account"))
    sees_account(phone, "Ela Stern")
    phone.opens(GARDEN).sees(DRAFT)
    assert phone.written == TEXT
    phone.sends().sees_not(DRAFT)
    expect(phone.page).to_have_url(re.compile("#comment-"))
    assert server.comments(TEXT) == server.comments("Ich bin neu hier") == 1
