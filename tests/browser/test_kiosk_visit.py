"""Somebody touches the tablet in the foyer, gives something, and takes a ticket home."""

import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta

from axe import findings, findings_day_and_night
from foyer import LINDENS, PORTRAIT, TOKEN, Foyer, MakeTablet
from handset import Handset
from playwright.sync_api import expect
from server import Server
from tab import COMMENT_FORM
from waiting import eventually

TEXT = "Die Linden bleiben stehen, schreibt jemand ohne Konto."
LINE = "Untertitel bei jedem Film"
HOLD = """() => {
  const post = ServiceWorker.prototype.postMessage;
  const held = [];
  ServiceWorker.prototype.postMessage = function (message, ports) {
    if (message.type !== "page") return post.call(this, message, ports);
    held.push(() => new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        ports[0].postMessage(data);
        setTimeout(resolve, 100);
      };
      post.call(this, message, [port2]);
    }));
  };
  globalThis.held = held;
}"""
"""Questions for pages wait until somebody calls them."""
SPEAKS = "dispatchEvent(new Event('online'))"
"""Sooner than each minute."""


def sees_what_became(phone: Handset, ticket: str) -> None:
    """At home, with the ticket's code."""
    phone.opens("/ticket")
    phone.page.get_by_label("Code auf dem Abholzettel").fill(ticket)
    phone.page.get_by_role("button", name="Nachsehen").click()
    phone.sees_title("Was wurde aus deinem Beitrag?")


def test_a_comment_and_its_ticket(foyer: Foyer, phone: Handset) -> None:
    foyer.somebody_comes().opens_the_lindens()
    expect(foyer.page.get_by_role("button", name="Abholzettel")).to_be_hidden()
    foyer.comments(TEXT)
    expect(foyer.comment(TEXT)).to_have_count(1)
    foyer.has_nothing_waiting().hears("angekommen")
    expect(foyer.comment(TEXT)).to_be_focused()
    foyer.presses("Abholzettel")
    ticket = foyer.ticket
    foyer.presses("Fertig, alles löschen")
    foyer.is_at_rest()
    sees_what_became(phone, ticket)
    phone.sees(TEXT)
    # Whoever comes next reads it like everybody else.
    foyer.somebody_comes().opens_the_lindens().sees_confirmed(TEXT)
    expect(foyer.comment(TEXT)).not_to_contain_text("(Du)")
    expect(foyer.page.get_by_role("button", name="Abholzettel")).to_be_hidden()


def test_without_a_network(foyer: Foyer, phone: Handset) -> None:
    foyer.goes_offline().somebody_comes()
    foyer.goes_to("Vorschläge").opens_part("Vorschlag schreiben")
    foyer.page.get_by_label("Worum geht es?").fill("Ein Trinkbrunnen")
    foyer.page.get_by_label("Dein Vorschlag").fill("Mitten auf dem Markt.")
    foyer.presses("Vorschlag senden")
    foyer.sees_title("Ein Trinkbrunnen").comments("Und ein Becher dazu.")
    foyer.sees_waiting("Und ein Becher dazu.")
    foyer.goes_to("Vorschläge").taps(LINE).presses("Unterstützen")
    foyer.sees("Du unterstützt das")
    expect(foyer.page.get_by_role("button", name="Unterstützen")).to_have_count(0)
    foyer.presses("Fertig")
    ticket = foyer.ticket
    foyer.sees("liegt noch verschlossen hier").presses("Fertig, alles löschen")
    # The next one sees nothing of it.
    foyer.is_at_rest().somebody_comes().goes_to("Vorschläge")
    foyer.sees_title("Vorschläge").sees_not("Ein Trinkbrunnen")
    foyer.comes_back().has_nothing_waiting()
    sees_what_became(phone, ticket)
    phone.sees("Ein Trinkbrunnen").sees("Und ein Becher dazu.").sees("Unterstützung")
    phone.opens("/proposals").follows("Ein Trinkbrunnen")
    phone.sees_confirmed("Und ein Becher dazu.")


def test_nobody_is_there_any_more(make_tablet: MakeTablet) -> None:
    foyer = make_tablet()
    foyer.page.clock.install()
    foyer.stands_there().somebody_comes().opens_the_lindens().writes(TEXT)
    foyer.page.clock.run_for(75_000)
    expect(foyer.dialog("idle")).to_contain_text("Sekunden wird alles gelöscht")
    assert not findings(foyer.page)
    foyer.presses("Ja, weiter")
    assert foyer.written == TEXT
    foyer.page.clock.run_for(69_000)
    expect(foyer.dialog("idle")).to_have_count(0)
    foyer.page.clock.run_for(25_000)
    foyer.is_at_rest().somebody_comes().opens_the_lindens()
    assert foyer.written == ""


def test_a_clock_that_is_set_ends_no_visit(make_tablet: MakeTablet) -> None:
    """What is being typed stays: nobody can tell it from a tablet that slept, so it is asked."""
    foyer = make_tablet()
    foyer.page.clock.install()
    foyer.stands_there().somebody_comes().opens_the_lindens().writes(TEXT)
    for hours in (1, -1):
        foyer.page.clock.set_system_time(datetime.now(UTC) + timedelta(hours=hours))
        foyer.page.clock.run_for(2000)
        expect(foyer.dialog("idle")).to_contain_text("Sekunden wird alles gelöscht")
        foyer.presses("Ja, weiter")
        assert foyer.written == TEXT


def test_what_was_typed_is_asked_for(foyer: Foyer) -> None:
    foyer.somebody_comes().opens_the_lindens().writes(TEXT)
    foyer.goes_to("Vorschläge").sees_title("Vorschläge").presses("Zurück")
    foyer.sees_title(LINDENS)
    assert foyer.written == TEXT
    foyer.presses("Fertig")
    foyer.sees("nicht gesendet").presses("Weiter schreiben")
    foyer.sends()
    expect(foyer.comment(TEXT)).to_have_count(1)
    foyer.leaves()


def test_a_page_is_not_put_back_that_was_brought_up_to_date(foyer: Foyer) -> None:
    """While the next one was on its way: a tap was in vain, or hit what stood there before."""
    foyer.somebody_comes().goes_to("Vorhaben").sees_title("Vorhaben")
    foyer.page.evaluate(HOLD)
    foyer.taps(LINDENS).is_looked_at_again()
    eventually(lambda: foyer.page.evaluate("held.length") == 2, "both have asked")
    for number in range(2):
        foyer.page.evaluate("(number) => held[number]()", number)
        foyer.sees_title(LINDENS)


def test_nothing_leads_out(foyer: Foyer, server: Server) -> None:
    foyer.somebody_comes().opens_the_lindens()
    ways = "main a[target], main a[download], main a[href^='geo:'], main a[href^='http']"
    expect(foyer.page.locator(ways)).to_have_count(0)
    for forbidden in ("report", "follow", "start_project", "offer_shift"):
        expect(foyer.page.locator(f"form[action='/commands/{forbidden}']")).to_have_count(0)
    for path in ("/account", "/outbox", "/projects", "/admin", "/ticket", "/gibt-es-nicht"):
        foyer.opens(path).is_at_rest()
    foyer.somebody_comes().page.keyboard.press("Control+P")
    foyer.page.locator("main h1").click(button="right")
    foyer.page.go_back()
    foyer.is_at_rest()


def test_a_crash_in_the_middle(foyer: Foyer) -> None:
    foyer.goes_offline().somebody_comes().opens_the_lindens().comments(TEXT).writes("halb fertig")
    foyer.page.reload()
    foyer.is_at_rest().somebody_comes().opens_the_lindens()
    foyer.sees_no_comment(TEXT)
    assert foyer.written == ""
    foyer.comes_back().has_nothing_waiting()
    foyer.sees_confirmed(TEXT)


def test_how_it_looks_is_forgotten_with_the_visit(foyer: Foyer) -> None:
    root = foyer.page.locator("html")
    foyer.somebody_comes().presses("Schrift größer")
    foyer.presses("Dunkel").presses("Nach unten").presses("English")
    foyer.sees_title("Good to have you here")
    for name, value in (("data-size", "125"), ("data-contrast", "dark"), ("lang", "en")):
        expect(root).to_have_attribute(name, value)
    foyer.presses("Done").is_at_rest()
    for name in ("data-size", "data-contrast", "data-low"):
        expect(root).not_to_have_attribute(name, "")
    expect(root).to_have_attribute("lang", "de")
    foyer.somebody_comes()


def test_everybody_can_use_it(make_tablet: MakeTablet) -> None:
    foyer = make_tablet(viewport=PORTRAIT).stands_there()
    assert not findings_day_and_night(foyer.page)
    foyer.somebody_comes().opens_the_lindens()
    for look in ("Schrift größer", "Kontrast", "Dunkel", "Nach unten"):
        foyer.presses(look)
        assert not findings_day_and_night(foyer.page), look
    # A card is one link, however high its words are.
    targets = "button, a:not(.card a), select, summary, textarea, input:not([type=hidden])"
    for box in foyer.page.locator(targets).filter(visible=True).all():
        size = box.bounding_box()
        assert size
        assert size["height"] >= 48, box.evaluate("(each) => each.outerHTML")


def is_revoked(server: Server) -> None:
    sets_token(server, None)


def is_put_up_again(server: Server) -> None:
    """With the token that it has."""
    sets_token(server, hashlib.sha256(TOKEN.encode()).digest())


def sets_token(server: Server, hashed: bytes | None) -> None:
    connection = sqlite3.connect(server.instance / "kokommune.db", timeout=20)
    with connection:
        connection.execute("UPDATE kiosk SET token_hash = ?", (hashed,))
    connection.close()


def test_a_tablet_that_is_revoked(foyer: Foyer, server: Server) -> None:
    is_revoked(server)
    foyer.expects_trouble().somebody_comes().opens_the_lindens().comments(TEXT)
    foyer.sees("macht gerade Pause").presses("Neu einrichten")
    foyer.sees_title("Tablet einrichten")
    # No stranger writes here what nobody would send: there is nothing else to be seen.
    for path in ("/projects", "/mine", "/"):
        foyer.opens(path).sees_title("Tablet einrichten")
    expect(foyer.page.locator("form[action^='/commands/']")).to_have_count(0)
    is_put_up_again(server)
    foyer.opens("/projects").is_at_rest().opens("/projects").is_at_rest()


def test_who_is_there_while_it_is_revoked_gets_their_ticket(foyer: Foyer, server: Server) -> None:
    foyer.expects_trouble().somebody_comes().opens_the_lindens().comments(TEXT)
    foyer.has_nothing_waiting().presses("Abholzettel")
    ticket = foyer.ticket
    is_revoked(server)
    with foyer.page.expect_response("**/kiosk/heartbeat"):
        foyer.page.evaluate(SPEAKS)
    # It is not taken out of their hands.
    foyer.presses("Zurück, ich mache weiter")
    foyer.page.evaluate(SPEAKS)
    closed = foyer.dialog("closed")
    closed.get_by_role("button", name="Abholzettel").click()
    assert foyer.ticket == ticket
    foyer.presses("Zurück, ich mache weiter")
    expect(closed).to_be_visible()
    is_put_up_again(server)
    foyer.page.evaluate(SPEAKS)
    expect(closed).to_have_count(0)


def comments_on_nothing(foyer: Foyer) -> Foyer:
    """What the server will refuse."""
    foyer.page.locator(COMMENT_FORM).locator("[name=on]").evaluate(
        "(field) => { field.value = crypto.randomUUID(); }"
    )
    return foyer.comments(TEXT)


def test_what_is_refused_stays_said_on_the_page(foyer: Foyer) -> None:
    """Why is under the ticket; that it is so nobody has to catch in passing."""
    foyer.somebody_comes().opens_the_lindens()
    comments_on_nothing(foyer).has_nothing_waiting().hears("ging so nicht")
    note = foyer.page.get_by_role("alert").filter(has_text="ging so nicht")
    expect(note).to_be_visible()
    foyer.goes_to("Vorhaben").sees_title("Vorhaben")
    expect(note).to_be_visible()
    foyer.leaves().somebody_comes()
    expect(note).to_have_count(0)


def test_what_somebody_else_was_refused_is_not_said(foyer: Foyer) -> None:
    """They have gone, and the next one's contribution has arrived."""
    foyer.goes_offline().somebody_comes().opens_the_lindens()
    comments_on_nothing(foyer).leaves()
    foyer.somebody_comes().opens_the_lindens().comments("Von der Nächsten")
    foyer.comes_back().has_nothing_waiting().hears("angekommen")
    expect(foyer.page.get_by_role("alert").filter(has_text="ging so nicht")).to_have_count(0)
