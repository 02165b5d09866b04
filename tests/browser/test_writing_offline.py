"""What is written without network arrives, exactly once."""

from handset import Handset
from playwright.sync_api import expect
from server import Server
from town import BARRELS, GARDEN
from waiting import eventually

TEXT = "Ich bringe am Samstag Erde mit, zwölf Säcke."
COUNT_TOUCHED = """() => {
  globalThis.touched = 0;
  const observer = new MutationObserver((records) => { globalThis.touched += records.length; });
  for (const form of document.forms) observer.observe(form, { attributes: true });
}"""
IS_TAKEN_OVER = "() => !document.querySelector('form[method=post]:not([novalidate])')"
COME_BACK = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"


def loses_one_more_answer(phone: Handset, path: str) -> None:
    """Open the page again, which tries again, in vain."""
    before = phone.network.lost[path]
    phone.opens(GARDEN).sees_waiting(TEXT)
    eventually(lambda: phone.network.lost[path] > before, f"an answer from {path} is lost")


def test_a_comment_travels_through_lost_answers_and_arrives_once(
    phone: Handset, other_phone: Handset, server: Server
) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments("Wer bringt Erde mit?").sees_confirmed("Wer bringt Erde mit?")
    phone.goes_offline()
    phone.comments(TEXT).sees_waiting(TEXT).sees_outbox_count(1)
    phone.hears("Kommentar wird gesendet")
    phone.closes_tab()
    assert server.comments(TEXT) == 0

    phone.network.loses_answers("/sync/push")
    phone.gets_a_signal()
    for _ in range(3):
        loses_one_more_answer(phone, "/sync/push")
        assert server.comments(TEXT) == 1

    phone.comes_back()
    phone.opens(GARDEN).sees_confirmed(TEXT).sees_outbox_count(0)
    phone.opens("/outbox").sees("Zuletzt gesendet").sees(TEXT)
    other_phone.opens(GARDEN).sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1


def test_a_guest_s_first_comment_survives_lost_answers(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready().expects_trouble()
    phone.network.loses_answers("/session/guest")
    phone.comments(TEXT).sees_waiting(TEXT)
    for _ in range(2):
        loses_one_more_answer(phone, "/session/guest")
    phone.comes_back()
    phone.opens(GARDEN).sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1
    guests = "SELECT count(*) FROM resident WHERE id = (SELECT author_id FROM comment WHERE text=?)"
    assert server.value(guests, TEXT) == 1


def test_a_comment_on_a_proposal_waits_and_arrives(phone: Handset, server: Server) -> None:
    phone.opens(BARRELS).is_ready().goes_offline()
    phone.comments(TEXT).sees_waiting(TEXT)
    phone.opens("/outbox").sees(TEXT).sees("wird gesendet")
    phone.opens(BARRELS).sees_waiting(TEXT)
    phone.comes_back().sees_confirmed(TEXT)
    phone.hears("Kommentar gesendet")
    assert server.comments(TEXT) == 1


def test_it_goes_on_its_way_when_only_the_server_was_gone(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready().expects_trouble()
    server.is_killed()
    phone.comments(TEXT).sees_waiting(TEXT)
    server.starts()
    phone.opens(GARDEN).sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1


def test_own_comments_are_edited_and_deleted_before_they_were_sent(
    phone: Handset, server: Server
) -> None:
    phone.opens(GARDEN).is_ready().goes_offline()
    phone.comments("Erster Entwurf").sees_waiting("Erster Entwurf")
    phone.edits("Erster Entwurf", "Zweiter Entwurf").sees_waiting("Zweiter Entwurf")
    phone.comments("Doch lieber nicht").sees_waiting("Doch lieber nicht")
    phone.deletes("Doch lieber nicht").sees_no_comment("Doch lieber nicht")
    phone.sees_no_comment("Erster Entwurf").sees_outbox_count(4)

    phone.comes_back().sees_confirmed("Zweiter Entwurf").sees_outbox_count(0)
    assert server.comments("Zweiter Entwurf") == 1
    assert server.comments("Erster Entwurf") == server.comments("Doch lieber nicht") == 0


def test_own_sent_comments_are_edited_and_deleted_offline(
    phone: Handset, other_phone: Handset, server: Server
) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments("Mit Tippfeler").sees_confirmed("Mit Tippfeler")
    phone.comments("Aus Versehen").sees_confirmed("Aus Versehen")
    phone.goes_offline()
    phone.edits("Mit Tippfeler", "Ohne Tippfehler").sees_waiting("Ohne Tippfehler")
    phone.deletes("Aus Versehen").sees_no_comment("Aus Versehen")
    assert server.comments("Mit Tippfeler") == 1

    phone.comes_back().sees_confirmed("Ohne Tippfehler").sees_outbox_count(0)
    other_phone.opens(GARDEN).sees_confirmed("Ohne Tippfehler")
    other_phone.sees_no_comment("Aus Versehen").sees_no_comment("Mit Tippfeler")


def test_an_empty_comment_is_complained_about_beside_the_field(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready()
    phone.sends().sees("Bitte schreib hier etwas.")
    assert phone.page.evaluate("document.activeElement.name") == "body"
    phone.comments(TEXT).sees_confirmed(TEXT).sees_not("Bitte schreib hier etwas.")


def test_what_stays_the_same_is_not_touched(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().goes_offline().opens(GARDEN)
    phone.page.wait_for_function(IS_TAKEN_OVER)
    phone.page.evaluate(COUNT_TOUCHED)
    phone.comments("Ich komme.").sees_waiting("Ich komme.")
    assert phone.page.evaluate("touched") == 0


def test_a_form_that_was_in_use_is_brought_up_to_date_afterwards(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().goes_offline().opens(GARDEN)
    phone.comments("Eins").sees_waiting("Eins")
    other = phone.opens_tab(GARDEN)
    phone.comment("Eins").get_by_text("Bearbeiten").click()
    phone.comment("Eins").locator("[name=body]").fill("Angefangen")
    other.edits("Eins", "Zwei")
    phone.sees_waiting("Zwei")
    field = phone.comment("Zwei").locator("[name=body]")
    expect(field).to_have_value("Angefangen")
    field.evaluate("(field) => { field.form.reset(); field.blur(); }")
    phone.page.evaluate(COME_BACK)
    expect(field).to_have_value("Zwei")
