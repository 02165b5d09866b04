"""What `docs/deploy/kiosk/` gives a town's IT can be read by what it is for."""

import json
import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "deploy" / "kiosk"
GUIDE = (ROOT / "docs" / "kiosk.md").read_text(encoding="utf-8")
UNITS = sorted(p.name for p in EXAMPLES.iterdir() if p.suffix in (".service", ".timer"))
TOWN = "https://mitmachen.example.org"
NOT_INSTALLED = re.compile(r"Command \S+ is not executable: No such file or directory")
"""A tablet has programs that this machine has not."""
FORGETTING = {"ClearBrowsingDataOnExitList", "BrowsingDataLifetime"}


@pytest.fixture(scope="module")
def policies() -> dict[str, object]:
    return json.loads((EXAMPLES / "policies.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def session() -> str:
    return (EXAMPLES / "kokommune-kiosk-session").read_text(encoding="utf-8")


def test_each_file_is_explained() -> None:
    for file in EXAMPLES.iterdir():
        assert f"deploy/kiosk/{file.name}" in GUIDE, file.name


def test_each_policy_is_explained(policies: dict[str, object]) -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `")]
    explained = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert policies.keys() - explained == set()


def test_a_tablet_stays_where_it_is_and_forgets_nothing(policies: dict[str, object]) -> None:
    assert policies["URLBlocklist"] == ["*"]
    assert policies["URLAllowlist"] == [TOWN]
    assert policies["RestoreOnStartupURLs"] == [f"{TOWN}/kiosk"]
    # Each of these would lose the tablet's token, and what waits on it.
    assert policies["ForceEphemeralProfiles"] is False
    assert policies["IncognitoModeAvailability"] == 1
    assert policies["DefaultCookiesSetting"] == 1
    assert not policies.keys() & FORGETTING


def test_units_are_sound() -> None:
    verify = shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("no systemd-analyze here")
    answer = subprocess.run(
        [verify, "verify", *(f"./{name}" for name in UNITS)],
        cwd=EXAMPLES,
        capture_output=True,
        text=True,
        check=False,
    )
    said = (answer.stdout + answer.stderr).splitlines()
    assert [line for line in said if not NOT_INSTALLED.search(line)] == []


def test_the_kiosk_begins_again_whatever_happens() -> None:
    unit = _unit("kokommune-kiosk.service")
    assert unit["Service"]["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert unit["Service"]["User"] != "root"
    # It works without a network, so it does not wait for one.
    assert "network" not in unit["Unit"]["After"]


def test_the_session_is_a_shell_script(session: str) -> None:
    subprocess.run(["sh", "-n", EXAMPLES / "kokommune-kiosk-session"], check=True)
    assert "set -e" in session
    assert (EXAMPLES / "kokommune-kiosk-session").stat().st_mode & 0o111


def test_each_flag_is_explained_and_none_opens_it(session: str) -> None:
    flags = re.findall(r"^    (--[a-z-]+)", session, re.MULTILINE)
    assert {"--kiosk", "--kiosk-printing", "--user-data-dir"} <= {*flags}
    for flag in flags:
        assert f"`{flag}" in GUIDE, flag
    assert not {*flags} & {"--incognito", "--no-sandbox", "--remote-debugging-port"}


def _unit(name: str) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(EXAMPLES / name)
    return parser
