"""A real town's 4,403 proposals on a small phone, without network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import overflow
from cartographer import counted, keeps_the_map, sees_map
from handset import Handset, MakePhone
from server import ROOT, Server, empty_town, flask
from shared import once_for_all

DATA = ROOT.parent / "shared" / "data" / "omastadi"
IN_PART = "Noch nicht alles ist auf deinem Gerät."
AFTER_THE_BEGINNING = b'"public":"0 "'
"""What the pull says that goes on behind the first cards."""
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="OmaStadi's files are not here")


def import_omastadi(instance: Path) -> None:
    """A town with everything that OmaStadi's files hold."""
    empty_town(instance)
    places = str(DATA / "districts.geojson")
    flask(instance, "import", "neighbourhoods", places, "--name-property", "Area")
    flask(instance, "import", "proposals", str(DATA / "proposals.csv"), "--preset", "omastadi")


@pytest.fixture(scope="module")
def omastadi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The imported town's data, to be copied."""
    return once_for_all(tmp_path_factory, "omastadi", import_omastadi)


@pytest.fixture
def server(omastadi: Path, tmp_path: Path) -> Iterator[Server]:
    """A running server with the imported town."""
    server = Server(omastadi, tmp_path).starts()
    yield server
    server.is_killed()


def test_a_large_town_begins_with_what_moved_last(phone: Handset) -> None:
    phone.opens("/proposals")
    newest = phone.titles
    phone.network.holds_answers("/sync/pull", AFTER_THE_BEGINNING)
    phone.is_ready()
    # With a network the list is whole, since the server has it.
    phone.opens("/proposals").is_rendered_by("flask").sees("4.403 Vorschläge").sees_not(IN_PART)
    phone.goes_offline()
    phone.opens("/proposals").is_rendered_by("worker").sees(IN_PART)
    assert overflow(phone.page) == 0
    assert phone.titles == newest
    phone.follows(newest[0]).is_rendered_by("worker").sees_title(newest[0]).sees_not(IN_PART)
    phone.comes_back()
    phone.has_everything().goes_offline()
    phone.opens("/proposals").is_rendered_by("worker").sees("4.403 Vorschläge").sees_not(IN_PART)


def test_4403_proposals_are_read_and_commented_offline(phone: Handset, server: Server) -> None:
    phone.opens("/").is_ready()
    phone.has_everything().goes_offline()
    phone.opens("/proposals").is_rendered_by("worker").sees("4.403 Vorschläge")
    assert overflow(phone.page) == 0
    newest = phone.titles[0]

    phone.filters("Stadtteil", "Lauttasaari").sees("Vorschläge gefunden")
    phone.searches("puisto")
    assert phone.titles
    phone.follows("Alle zeigen").sees("4.403 Vorschläge")
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Weiter").click()
    phone.sees("Seite 2 von 147")
    assert newest not in phone.titles
    assert overflow(phone.page) == 0

    phone.opens("/proposals").follows(newest).is_rendered_by("worker").sees_title(newest)
    phone.comments("Kannatan!").sees_waiting("Kannatan!")
    assert overflow(phone.page) == 0
    phone.comes_back().sees_confirmed("Kannatan!")
    assert server.comments("Kannatan!") == 1


def test_the_map_shows_every_place_offline(phone: Handset) -> None:
    phone.opens("/").is_ready()
    keeps_the_map(phone.has_everything())
    phone.goes_offline()
    phone.opens("/proposals/map").is_rendered_by("worker").sees("3.363 Vorschläge mit Ort")
    # A few lie outside the town, and so outside of what the map shows at first.
    assert 3300 < counted(sees_map(phone)) <= 3363
    assert overflow(phone.page) == 0


def test_what_is_not_on_the_phone_is_named_by_its_card(phone: Handset) -> None:
    phone.opens("/").is_ready()
    phone.has_everything().goes_offline()
    phone.opens("/proposals?page=100")
    title = phone.titles[0]
    phone.follows(title).sees_title("Diese Seite ist noch nicht auf deinem Gerät").sees(title)
    # What was missing comes by itself when the network does, and stays.
    phone.comes_back().sees_title(title)
    path = phone.page.url
    phone.goes_offline()
    phone.opens("/").opens(path).is_rendered_by("worker").sees_title(title)


def test_pages_of_a_list_without_script(make_phone: MakePhone) -> None:
    phone = make_phone(java_script_enabled=False)
    phone.opens("/proposals?q=puisto")
    first = phone.titles
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Weiter").click()
    phone.sees("Seite 2 von")
    assert not set(first) & set(phone.titles)
    assert "q=puisto" in phone.page.url
