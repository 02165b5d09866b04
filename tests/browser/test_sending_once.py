"""Nervous fingers and several tabs."""

from handset import Handset
from server import Server
from town import GARDEN

TEXT = "Ja! Ja! Ja!"


def test_a_double_click_sends_once(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready()
    phone.writes(TEXT).comment_button.dblclick()
    phone.sees_confirmed(TEXT).sees_not("Bitte schreib hier etwas.")
    phone.opens("/outbox")
    assert phone.letter(TEXT).count() == 1
    assert server.comments(TEXT) == 1


def test_submitting_twice_at_once_sends_once(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready()
    phone.writes(TEXT).comment_button.evaluate(
        "(button) => { button.form.requestSubmit(button); button.form.requestSubmit(button); }"
    )
    phone.sees_confirmed(TEXT).sees_outbox_count(0)
    assert server.comments(TEXT) == 1


def test_a_double_click_without_a_worker_sends_once(phone: Handset, server: Server) -> None:
    phone.network.holds_answers("/sw.js")
    phone.opens(GARDEN).writes(TEXT).comment_button.dblclick()
    phone.sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1


def test_two_tabs_show_one_outbox_and_send_once(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready()
    second = phone.opens_tab(GARDEN).is_ready()
    phone.goes_offline()
    phone.comments(TEXT).sees_waiting(TEXT)
    second.sees_waiting(TEXT).sees_outbox_count(1)
    second.comments("Und noch was").sees_waiting("Und noch was")
    phone.sees_waiting("Und noch was").sees_outbox_count(2)

    phone.comes_back()
    for tab in (phone, second):
        tab.sees_confirmed(TEXT).sees_confirmed("Und noch was").sees_outbox_count(0)
    assert server.comments(TEXT) == server.comments("Und noch was") == 1


def test_what_is_being_written_stays_while_the_page_changes(
    phone: Handset, other_phone: Handset
) -> None:
    phone.opens(GARDEN).is_ready()
    second = phone.opens_tab(GARDEN).is_ready()
    phone.writes("Halb geschrie")
    second.comments(TEXT).sees_confirmed(TEXT)
    phone.sees_confirmed(TEXT)
    assert phone.written == "Halb geschrie"
