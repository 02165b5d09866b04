"""What the server refuses comes back to its author, with its text."""

import pytest
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from town import GARDEN

MINE = "So hatte ich es gemeint"


@pytest.fixture
def refused(phone: Handset, make_phone: MakePhone) -> Handset:
    """A phone whose edit was overtaken by the same person's other device."""
    phone.opens(GARDEN).is_ready()
    phone.comments("Urfassung").sees_confirmed("Urfassung")
    phone.goes_offline()
    phone.edits("Urfassung", MINE).sees_waiting(MINE)
    tablet = make_phone()
    # Cookies know no ports: it is the same guest.
    tablet.context.add_cookies(phone.context.cookies())
    tablet.opens(GARDEN).is_ready()
    tablet.edits("Urfassung", "Vom Tablet").sees_confirmed("Vom Tablet")
    phone.comes_back()
    phone.hears("Ein Kommentar braucht dich")
    return phone


def test_the_refused_text_is_shown_with_the_reason(refused: Handset, server: Server) -> None:
    refused.sees_outbox_count(1)
    refused.opens("/outbox").sees("Braucht dich").sees("auf einem anderen Gerät")
    expect(refused.page.get_by_label("Dein Text")).to_have_value(MINE)
    assert server.comments(MINE) == 0


def test_it_is_changed_and_sent_again(refused: Handset, server: Server) -> None:
    refused.opens("/outbox")
    refused.page.get_by_label("Dein Text").fill("Beides zusammen")
    refused.page.get_by_role("button", name="Noch einmal senden").click()
    refused.sees("Zuletzt gesendet").sees_not("Braucht dich").sees_outbox_count(0)
    refused.opens(GARDEN).sees_confirmed("Beides zusammen").sees_no_comment("Vom Tablet")
    assert server.comments("Beides zusammen") == 1


def test_it_is_discarded_when_asked_twice(refused: Handset, server: Server) -> None:
    refused.opens("/outbox")
    refused.page.get_by_role("button", name="Verwerfen").click()
    refused.page.get_by_role("button", name="Wirklich verwerfen?").click()
    refused.sees("Alles angekommen").sees_outbox_count(0)
    refused.opens(GARDEN).sees_confirmed("Vom Tablet").sees_no_comment(MINE)
    assert server.comments("Vom Tablet") == 1
