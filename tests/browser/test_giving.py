"""Proposals, support, projects and sign-ups: written without network, true at every moment."""

from axe import findings
from giver import (
    edits_proposal,
    offers_shift,
    proposes,
    sees_own_page,
    sees_place,
    shift,
    signs_up,
    starts_project,
    supports,
    withdraws,
)
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from town import GARDEN

from app.seeds import seed_id

WATER = f"/proposals/{seed_id('proposal', 'trinkbrunnen')}"
REPAIR = f"/projects/{seed_id('project', 'reparatur')}"
LAST_PLACE = "Fahrräder flicken"
AT_THE_SAME_TIME = "Kaffee kochen und Kuchen verteilen"
TITLE = "Ein Igelhaus unter der Hecke"
PROPOSALS = "SELECT count(*) FROM proposal WHERE title = ?"
SUPPORTS = "SELECT count(*) FROM support JOIN proposal p ON p.id = proposal_id WHERE p.title = ?"


def test_a_proposal_has_its_page_at_once_and_arrives_once(
    phone: Handset, other_phone: Handset, server: Server
) -> None:
    phone.opens(GARDEN).is_ready().goes_offline()
    proposes(phone, TITLE, "Mit Laub.\nUnd Ruhe.")
    sees_own_page(phone, "proposal", TITLE, "pending")
    phone.sees("wird gesendet").sees("Und Ruhe.").sees_outbox_count(1)
    phone.opens("/proposals").sees(TITLE)
    phone.opens("/outbox").follows(TITLE)
    assert server.value(PROPOSALS, TITLE) == 0

    phone.comes_back()
    sees_own_page(phone, "proposal", TITLE, "confirmed")
    phone.sees_outbox_count(0)
    other_phone.opens(GARDEN).sees(TITLE)
    assert server.value(PROPOSALS, TITLE) == 1


def test_support_tapped_twice_counts_once(phone: Handset, server: Server) -> None:
    before = server.value(SUPPORTS, "Drei Trinkbrunnen für heiße Tage")
    phone.opens(WATER).is_ready().goes_offline()
    phone.page.get_by_role("button", name="Unterstützen").dblclick()
    phone.sees("Du unterstützt das").sees_outbox_count(1)
    expect(phone.page.locator(".taking-part__count")).to_have_text(f"{before + 1} unterstützen das")
    phone.comes_back()
    phone.sees_outbox_count(0).sees("Du unterstützt das")
    assert server.value(SUPPORTS, "Drei Trinkbrunnen für heiße Tage") == before + 1
    phone.opens("/mine").sees("Drei Trinkbrunnen für heiße Tage")

    phone.opens(WATER)
    phone.page.get_by_role("button", name="Zurücknehmen").click()
    expect(phone.page.get_by_role("button", name="Unterstützen")).to_be_visible()
    phone.sees_outbox_count(0)
    assert server.value(SUPPORTS, "Drei Trinkbrunnen für heiße Tage") == before


def test_a_place_is_noted_and_then_taken(phone: Handset) -> None:
    phone.opens(REPAIR).is_ready().goes_offline()
    signs_up(phone, LAST_PLACE)
    sees_place(phone, LAST_PLACE, "vorgemerkt auf diesem Gerät")
    phone.sees_not("angemeldet")
    expect(shift(phone, AT_THE_SAME_TIME)).to_contain_text(f"verabredet: {LAST_PLACE}")
    phone.opens("/mine")
    sees_place(phone, LAST_PLACE, "vorgemerkt auf diesem Gerät")
    phone.comes_back()
    sees_place(phone, LAST_PLACE, "angemeldet")
    expect(phone.page.get_by_role("link", name="In den Kalender")).to_be_visible()


def test_who_comes_after_the_last_place_is_told_and_moves_up(
    phone: Handset, other_phone: Handset
) -> None:
    for one in (phone, other_phone):
        one.opens(REPAIR).is_ready().goes_offline()
        signs_up(one, LAST_PLACE)
        sees_place(one, LAST_PLACE, "vorgemerkt auf diesem Gerät")
    phone.comes_back()
    sees_place(phone, LAST_PLACE, "angemeldet")
    other_phone.comes_back()
    sees_place(other_phone, LAST_PLACE, "Warteliste, Platz 1")
    other_phone.hears("Warteliste")

    withdraws(phone, LAST_PLACE)
    expect(shift(phone, LAST_PLACE).get_by_role("button", name="Warteliste")).to_be_visible()
    phone.sees_outbox_count(0)
    other_phone.opens("/mine").goes_offline().comes_back()
    sees_place(other_phone, LAST_PLACE, "angemeldet")


def test_a_project_starts_without_network_and_finds_help(phone: Handset, server: Server) -> None:
    phone.opens("/projects").is_ready().goes_offline()
    starts_project(phone, "Boule auf dem Kirchplatz", "Jeden Sonntag um drei.")
    sees_own_page(phone, "project", "Boule auf dem Kirchplatz", "pending")
    offers_shift(phone, "Kies harken", "2097-03-20T10:00", "2097-03-20T12:00", 4)
    expect(shift(phone, "Kies harken")).to_contain_text("0 von 4 Plätzen vergeben")
    signs_up(phone, "Kies harken")
    expect(shift(phone, "Kies harken")).to_contain_text("vorgemerkt auf diesem Gerät")
    phone.sees_outbox_count(3).comes_back()
    sees_own_page(phone, "project", "Boule auf dem Kirchplatz", "confirmed")
    sees_place(phone, "Kies harken", "angemeldet")
    assert server.value("SELECT count(*) FROM shift WHERE title = ?", "Kies harken") == 1


def test_two_versions_of_a_proposal_are_shown_side_by_side(
    phone: Handset, make_phone: MakePhone, server: Server
) -> None:
    phone.opens("/proposals").is_ready()
    proposes(phone, TITLE, "Mit Laub.")
    sees_own_page(phone, "proposal", TITLE, "confirmed")
    own = phone.page.url
    phone.goes_offline()
    edits_proposal(phone, "Zwei Igelhäuser")
    phone.sees_title("Zwei Igelhäuser")
    tablet = make_phone()
    # Cookies know no ports: it is the same guest.
    tablet.context.add_cookies(phone.context.cookies())
    tablet.opens(own.replace(str(phone.network.port), str(tablet.network.port))).is_ready()
    edits_proposal(tablet, "Drei Igelhäuser")
    sees_own_page(tablet, "proposal", "Drei Igelhäuser", "confirmed")
    tablet.sees_outbox_count(0)

    phone.comes_back()
    phone.hears("braucht dich").opens("/outbox")
    letter = phone.letter("So steht es jetzt dort")
    expect(letter).to_contain_text("Drei Igelhäuser")
    expect(letter.locator("[name=title]")).to_have_value("Zwei Igelhäuser")
    letter.get_by_role("button", name="Meine Fassung senden").click()
    phone.sees("Zuletzt gesendet").sees_not("Braucht dich").sees_outbox_count(0)
    assert server.value(PROPOSALS, "Zwei Igelhäuser") == 1


def test_without_a_script(make_phone: MakePhone, server: Server) -> None:
    plain = make_phone(java_script_enabled=False)
    plain.opens(WATER)
    supports(plain)
    plain.sees("Du unterstützt das")
    plain.page.get_by_role("button", name="Folgen", exact=True).click()
    plain.sees("Du folgst")
    plain.opens(REPAIR)
    signs_up(plain, LAST_PLACE)
    sees_place(plain, LAST_PLACE, "angemeldet")
    plain.opens(GARDEN)
    proposes(plain, TITLE, "Mit Laub.")
    plain.opens("/proposals").follows(TITLE).sees_title(TITLE)
    edits_proposal(plain, "Zwei Igelhäuser")
    plain.sees_title("Zwei Igelhäuser")
    plain.opens("/mine").sees(LAST_PLACE).sees("Drei Trinkbrunnen für heiße Tage")
    assert server.value(PROPOSALS, "Zwei Igelhäuser") == 1


def test_a_refused_shift_keeps_what_was_typed(make_phone: MakePhone) -> None:
    plain = make_phone(java_script_enabled=False).expects_trouble()
    plain.opens("/projects")
    starts_project(plain, "Boule", "Jeden Sonntag.")
    plain.opens("/projects").follows("Boule")
    offers_shift(plain, "Kies harken", "2097-03-20T12:00", "2097-03-20T10:00", 4)
    plain.sees("Das Ende muss nach dem Beginn liegen.")
    ends = plain.page.locator("[name=ends]")
    expect(ends).to_have_value("2097-03-20T10:00")
    ends.fill("2097-03-20T13:00")
    plain.page.get_by_role("button", name="Helfende suchen").click()
    plain.opens("/projects").follows("Boule").sees("0 von 4 Plätzen vergeben")


def test_nothing_is_in_the_way_of_anyone(phone: Handset) -> None:
    phone.opens(REPAIR).is_ready().goes_offline()
    signs_up(phone, LAST_PLACE)
    sees_place(phone, LAST_PLACE, "vorgemerkt auf diesem Gerät")
    phone.page.locator("#propose > summary").click()
    assert findings(phone.page) == []
    for path in ("/mine", "/outbox", "/projects", "/proposals"):
        phone.opens(path)
        for summary in phone.page.locator(".starter > summary").all():
            summary.click()
        assert findings(phone.page) == [], path
