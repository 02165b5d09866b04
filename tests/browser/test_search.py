"""One search over everything: the same without network, over what the phone holds."""

import pytest
from axe import findings_day_and_night, overflow
from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from test_omastadi_on_a_phone import DATA, omastadi
from town import GARDEN, GARDEN_TITLE, HILL_NAME

__all__ = ["omastadi"]
HERE = "Gesucht in allem, was auf diesem Gerät liegt."
PATHS = (
    "/search?q=garten",
    "/search?q=GÄRTEN+feuerwehr",
    "/search?q=e",
    "/search?q=hang",
    "/search?q=fahrr%C3%A4der",
    "/search?q=gibt-es-nicht",
    "/shifts",
    "/shifts?q=spritzenhaus",
    "/neighbourhoods?q=hang",
)


def test_it_finds_the_same_without_network(phone: Handset) -> None:
    online = []
    for path in PATHS:
        phone.opens(path).is_rendered_by("flask")
        online.append((phone.titles, phone.page.locator("main h2").all_inner_texts()))
        phone.forgets_the_worker()
    assert any(titles for titles, _ in online)
    phone.opens("/").is_ready().goes_offline()
    for path, found in zip(PATHS, online, strict=True):
        phone.opens(path).is_rendered_by("worker")
        assert (phone.titles, phone.page.locator("main h2").all_inner_texts()) == found, path


def test_people_search_from_any_page(phone: Handset) -> None:
    phone.opens(GARDEN)
    with phone.page.expect_navigation():
        phone.page.get_by_role("banner").get_by_role("link", name="Suchen").click()
    expect(phone.page.get_by_role("searchbox")).to_be_focused()
    phone.searches("gärten feuerwehr")
    expect(phone.page.get_by_role("searchbox")).not_to_be_focused()
    phone.sees("1 Vorhaben").sees("1 Vorschlag")
    phone.follows(GARDEN_TITLE).sees_title(GARDEN_TITLE)


def test_it_says_where_it_looked(phone: Handset) -> None:
    phone.opens("/search?q=garten").is_rendered_by("flask")
    expect(phone.page.get_by_text(HERE)).to_be_hidden()
    phone.is_ready().opens("/search?q=garten").is_rendered_by("worker").sees(HERE)
    phone.opens("/search").sees("Oder einfach stöbern")
    expect(phone.page.get_by_text(HERE)).to_have_count(0)


def test_all_of_a_kind_are_one_tap_away(phone: Handset) -> None:
    phone.opens("/search?q=e")
    phone.follows("Alle 7 Einsätze zeigen").sees_title("Mithelfen: offene Einsätze")
    expect(phone.page.get_by_role("searchbox")).to_have_value("e")
    phone.sees("7 Einsätze gefunden")


def test_a_shift_leads_to_where_one_signs_up(phone: Handset) -> None:
    phone.opens("/").is_ready().goes_offline()
    phone.sees("Wo gerade Hände fehlen").opens("/shifts").is_rendered_by("worker")
    phone.follows("Beete winterfest machen").sees_title(GARDEN_TITLE)
    target = phone.page.locator(":target")
    expect(target).to_contain_text("Beete winterfest machen")
    target.get_by_role("button", name="Ich helfe mit").click()
    expect(target).to_contain_text("vorgemerkt auf diesem Gerät")
    phone.opens("/shifts")
    card = phone.page.locator(".card").filter(has_text="Beete winterfest machen")
    expect(card).to_contain_text("vorgemerkt auf diesem Gerät")


def test_the_past_is_folded_away(phone: Handset) -> None:
    phone.opens(GARDEN)
    past = phone.page.get_by_text("Laub von den Wegen harken")
    expect(past).to_be_hidden()
    phone.opens_part("Vorbei: 1 Einsatz")
    expect(past).to_be_visible()
    phone.opens("/shifts").sees_not("Laub von den Wegen harken")


def test_it_fits_small_phones(make_phone: MakePhone) -> None:
    phone = make_phone(viewport={"width": 320, "height": 640})
    for path in ("/search", *PATHS):
        phone.opens(path)
        assert overflow(phone.page) == 0, path
        assert findings_day_and_night(phone.page) == [], path


def test_large_text_fits(make_phone: MakePhone) -> None:
    """Text of 200 % is half the width."""
    phone = make_phone(viewport={"width": 180, "height": 370})
    for path in ("/search", "/search?q=e", "/shifts"):
        phone.opens(path)
        assert overflow(phone.page) == 0, path


@pytest.mark.skipif(not DATA.is_dir(), reason="OmaStadi's files are not here")
class TestOmaStadi:
    """4,403 proposals on a phone of 360 pixels."""

    @pytest.fixture
    def town(self, omastadi: object) -> object:
        return omastadi

    def test_search_is_usable(self, phone: Handset, server: Server) -> None:
        phone.opens("/search?q=PUISTO").is_rendered_by("flask")
        online = phone.titles, phone.page.locator("main h2").all_inner_texts()
        assert len(phone.titles) > 5
        assert overflow(phone.page) == 0
        phone.is_ready()
        phone.has_everything().goes_offline()
        phone.opens("/search?q=PUISTO").is_rendered_by("worker")
        assert (phone.titles, phone.page.locator("main h2").all_inner_texts()) == online
        phone.searches("leikkipuisto").sees(HERE)
        assert overflow(phone.page) == 0
        with phone.page.expect_navigation():
            phone.page.get_by_role("link", name="Vorschläge zeigen").click()
        phone.sees("Vorschläge gefunden")


def test_without_script(make_phone: MakePhone) -> None:
    phone = make_phone(java_script_enabled=False)
    phone.opens("/search").searches("sonnenhang").sees(HILL_NAME)
