"""QR codes: of our own pages alone, dark on light, at the address that people use."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.seeds import seed_id

pytestmark = pytest.mark.only_on("sqlite")
SVG = "{http://www.w3.org/2000/svg}"
PROJECT = f"/projects/{seed_id('project', 'garten')}"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def picture(client: FlaskClient, path: str, **options: object) -> ElementTree.Element:
    answer = client.get("/qr.svg", query_string={"path": path}, **options)
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    return ElementTree.fromstring(answer.data)  # noqa: S314


@pytest.mark.parametrize("path", ["/", "/projects", PROJECT, "/search"])
def test_a_page_has_a_code_with_its_whole_address(client: FlaskClient, path: str) -> None:
    found = picture(client, path)
    address = f"http://localhost{path}"
    assert found.findtext(f"{SVG}title") == address
    modules = segno.make(address, error="m", micro=False).symbol_size(border=4)[0]
    assert found.attrib["width"] == found.attrib["height"] == str(8 * modules)


def test_it_is_dark_on_light_with_a_quiet_zone(client: FlaskClient) -> None:
    light, dark = picture(client, PROJECT).iter(f"{SVG}path")
    assert light.attrib["fill"] == "#fff"
    assert dark.attrib["stroke"] == "#000"
    modules = segno.make(f"http://localhost{PROJECT}", error="m").symbol_size(border=4)[0]
    assert light.attrib["d"] == f"M0 0h{modules}v{modules}h-{modules}z"
    # The first dark row begins behind four light modules, below four light rows.
    assert dark.attrib["d"].startswith("M4 4.5h7")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "projects",
        "/nowhere",
        "/projects/17",
        "/projects?q=x",
        "/projects#x",
        "/projects/",
        "//anderswo.example/projects",
        "//projects",
        "https://anderswo.example/projects",
        "/\\anderswo.example",
        "/projects\n",
        "/projects/../projects",
        "/qr.svg",
        "/sw.js",
        "/commands/comment",
        "/sync/pull",
        f"/shifts/{seed_id('shift', 'raeder-flicken')}.ics",
        "/" + "a" * 5000,
    ],
)
def test_nothing_but_our_pages_has_one(client: FlaskClient, path: str) -> None:
    assert client.get("/qr.svg", query_string={"path": path}).status_code == 404


def test_no_path_no_code(client: FlaskClient) -> None:
    assert client.get("/qr.svg").status_code == 404


def test_it_may_be_kept_for_a_day(client: FlaskClient) -> None:
    answer = client.get("/qr.svg?path=/projects")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_behind_a_proxy_it_names_the_address_outside(
    database: str, instance: Path, app: Flask
) -> None:
    proxied = create_app(
        {"SQLALCHEMY_DATABASE_URI": database, "INSTANCE": instance, "PROXIES": 1}
    ).test_client()
    headers = {"X-Forwarded-Host": "lindenbrueck.example", "X-Forwarded-Proto": "https"}
    found = picture(proxied, PROJECT, headers=headers)
    assert found.findtext(f"{SVG}title") == f"https://lindenbrueck.example{PROJECT}"
    # Who is not behind one cannot make codes for another host so.
    found = picture(app.test_client(), PROJECT, headers=headers)
    assert found.findtext(f"{SVG}title") == f"http://localhost{PROJECT}"
