"""The server gets a new build while people are in the middle of something."""

from pathlib import Path

import pytest
from handset import Handset
from playwright.sync_api import expect
from server import Server, other_build
from shared import once_for_all
from town import GARDEN
from waiting import eventually

TEXT = "Geschrieben in der alten Fassung."
BUILD = 'meta[name="kokommune-build"]'


@pytest.fixture(scope="session")
def next_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The front end of another version."""
    return once_for_all(tmp_path_factory, "next-build", lambda to: other_build(to, "next"))


def test_an_update_strands_no_page_and_no_waiting_command(
    phone: Handset, server: Server, next_build: Path
) -> None:
    phone.opens(GARDEN).is_ready()
    before = phone.page.locator(BUILD).get_attribute("content")
    phone.goes_offline()
    phone.comments(TEXT).sees_waiting(TEXT)

    server.is_killed()
    server.starts(dist=next_build)
    phone.comes_back()
    phone.opens_tab("/projects").is_ready()
    phone.sees("Eine neue Fassung ist da.").sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1

    phone.comments("Immer noch die alte").sees_confirmed("Immer noch die alte")
    assert phone.page.locator(BUILD).get_attribute("content") == before
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Neu laden").click()
    phone.is_rendered_by("worker").is_ready()
    assert phone.page.locator(BUILD).get_attribute("content") != before
    expect(phone.page.locator("#update-bar")).to_be_hidden()
    phone.sees_confirmed("Immer noch die alte").sees_confirmed(TEXT)


def test_an_update_that_is_cut_off_leaves_the_old_app_whole(
    phone: Handset, server: Server, next_build: Path
) -> None:
    phone.opens(GARDEN).is_ready().expects_trouble()
    server.is_killed()
    server.starts(dist=next_build)
    phone.network.loses_answers("/sw.js")
    phone.opens("/projects").is_ready()
    eventually(lambda: phone.network.lost["/sw.js"], "the update is cut off")
    phone.goes_offline()
    phone.opens(GARDEN).is_rendered_by("worker").comments(TEXT).sees_waiting(TEXT)
    phone.comes_back()
    phone.opens(GARDEN).sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1
