"""WebKitGTK under a display of its own; its tests are skipped, in sight, where it is missing."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from server import DIST, Server, seed_town
from shared import once_for_all

NEEDED = ("WebKitWebDriver", "Xvfb")
BROWSERS = "/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib*/webkit2gtk-4.1/MiniBrowser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [name for name in NEEDED if not shutil.which(name)]
    if not _mini_browser():
        missing.append("MiniBrowser")
    if missing:
        reason = f"{', '.join(missing)} missing: apt install webkit2gtk-driver xvfb"
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Server]:
    """A running server with the seed town."""
    assert (DIST / "manifest.json").exists(), "no front end is built: run bin/test"
    server = Server(once_for_all(tmp_path_factory, "seed-town", seed_town), tmp_path).starts()
    yield server
    server.is_killed()


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of a screen that nobody sees."""
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "800x900x24", "-nolisten", "tcp")
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield f":{number}"
        screen.terminate()


@pytest.fixture
def driver(display: str, tmp_path: Path) -> Iterator[WebKitGTK]:
    """A fresh WebKit browser."""
    options = Options()
    options.binary_location = _mini_browser()
    options.add_argument("--automation")
    home = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME")}
    service = Service(
        executable_path=shutil.which("WebKitWebDriver"),
        env=os.environ
        | home
        | {
            "DISPLAY": display,
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        },
    )
    driver = WebKitGTK(options=options, service=service)
    driver.set_window_size(360, 740)
    driver.set_script_timeout(30)
    yield driver
    driver.quit()


def _mini_browser() -> str:
    root = Path("/")
    found = [path for pattern in BROWSERS for path in root.glob(pattern.removeprefix("/"))]
    return str(found[0]) if found else ""
