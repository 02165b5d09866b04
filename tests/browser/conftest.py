"""One browser a process; a fresh server, network and phone for each test."""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import without_windows
from foyer import Foyer, MakeTablet, puts_up
from handset import Handset, MakePhone
from network import Network
from playwright.sync_api import Browser, Playwright
from server import DIST, Server, seed_town
from shared import once_for_all

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium."""
    browser = playwright.chromium.launch(**without_windows())
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed town's data, to be copied."""
    assert (DIST / "manifest.json").exists(), "no front end is built: run bin/test"
    return once_for_all(tmp_path_factory, "seed-town", seed_town)


@pytest.fixture
def server(town: Path, tmp_path: Path) -> Iterator[Server]:
    """A running server with the seed town."""
    server = Server(town, tmp_path).starts()
    yield server
    server.is_killed()
    assert "Traceback" not in server.log(), server.log()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fixtures are to know how their test went."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def make_phone(
    browser: Browser, server: Server, request: pytest.FixtureRequest
) -> Iterator[MakePhone]:
    """Makes phones: `make_phone()`, or with options of a browser context.

    When a test has failed, it is said what its phones show.
    """
    phones: list[Handset] = []

    def make(**options: Any) -> Handset:
        phones.append(Handset(browser, Network(server.port), **options))
        return phones[-1]

    yield make
    for phone in phones:
        if request.node.stash.get(FAILED, False):
            print(phone.page.url, phone.page.locator("body").inner_text(), sep="\n")
        phone.is_put_away()


@pytest.fixture
def phone(make_phone: MakePhone) -> Handset:
    """A phone of 360 by 740 pixels that was never here."""
    return make_phone()


@pytest.fixture
def other_phone(make_phone: MakePhone) -> Handset:
    """Somebody else's."""
    return make_phone()


@pytest.fixture
def make_tablet(browser: Browser, server: Server) -> Iterator[MakeTablet]:
    """Makes tablets of the one kiosk in the foyer: `make_tablet()`, or with a context's options."""
    tablets: list[Foyer] = []
    puts_up(server)

    def make(**options: Any) -> Foyer:
        tablets.append(Foyer(browser, Network(server.port), **options))
        return tablets[-1]

    yield make
    for tablet in tablets:
        tablet.is_put_away()


@pytest.fixture
def foyer(make_tablet: MakeTablet) -> Foyer:
    """The tablet in the foyer, 1280 by 800 pixels, switched on; nobody is there."""
    return make_tablet().stands_there()
