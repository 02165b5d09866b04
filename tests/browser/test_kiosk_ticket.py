"""The claim ticket: read with eyes, by a screen reader, by a phone's camera, and on paper."""

import base64
import json
import re
import subprocess
from pathlib import Path

import pytest
from foyer import Foyer
from playwright.sync_api import Locator, Page, expect

DECODE = Path(__file__).with_name("decode.mjs")
GROUPS = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}")
PIXELS = """async (picture) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const [width, height] = [image.width, image.height];
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const bytes = canvas.getImageData(0, 0, width, height).data;
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { width, height, data: btoa(letters) };
}"""
SEEN = """() => [...document.querySelectorAll("body *")]
  .filter((each) => !each.closest(".paper") && !each.querySelector(".paper"))
  .filter((each) => each.checkVisibility())
  .map(({ outerHTML }) => outerHTML.slice(0, 80))"""
PAPERS = {"80 mm": {"width": "80mm", "height": "200mm"}, "A4": {"format": "A4"}}


def read(code: Locator) -> str:
    """What a camera reads in front of the screen."""
    picture = base64.b64encode(code.screenshot()).decode()
    # A page of the town shows no pictures of elsewhere.
    table = code.page.context.new_page()
    pixels = table.evaluate(PIXELS, picture)
    table.close()
    done = subprocess.run(
        ("node", str(DECODE)), input=json.dumps(pixels), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def sheets(page: Page, **paper: str) -> int:
    """How many sheets the printer takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(**paper)))


@pytest.fixture
def visited(foyer: Foyer) -> Foyer:
    """Somebody has left a comment, and looks at the ticket."""
    foyer.somebody_comes().opens_the_lindens().comments("Die Linden bleiben stehen.")
    return foyer.has_nothing_waiting().presses("Abholzettel")


def test_the_ticket_is_read(visited: Foyer) -> None:
    assert GROUPS.fullmatch(visited.ticket)
    expect(visited.dialog("ticket")).to_have_accessible_name("Dein Abholzettel")
    expect(visited.page.get_by_role("heading", name="Dein Abholzettel")).to_be_focused()
    code = visited.dialog("ticket").get_by_role("img")
    expect(code).to_have_accessible_name(re.compile("Derselbe Code steht daneben in Buchstaben"))
    link = f"http://localhost:{visited.network.port}/ticket#code={visited.ticket.replace('-', '')}"
    assert read(code) == link
    for look in ("Kontrast", "Dunkel"):
        visited.presses("Zurück, ich mache weiter").presses(look).presses("Abholzettel")
        assert read(code) == link, look


def test_the_ticket_alone_is_printed(visited: Foyer) -> None:
    page, code = visited.page, visited.dialog("ticket").get_by_role("img")
    on_screen = read(code)
    page.emulate_media(media="print")
    assert page.evaluate(SEEN) == []
    expect(visited.dialog("ticket").locator("[data-ticket]")).to_be_visible()
    assert read(code) == on_screen
    for name, paper in PAPERS.items():
        assert sheets(page, **paper) == 1, name
    page.emulate_media(media="screen")
    for look in ("Dunkel", "Schrift größer", "Schrift größer", "Schrift größer"):
        visited.presses("Zurück, ich mache weiter").presses(look).presses("Abholzettel")
    page.emulate_media(media="print")
    assert read(code) == on_screen
    for name, paper in PAPERS.items():
        assert sheets(page, **paper) == 1, name


def test_a_page_is_taken_along(foyer: Foyer) -> None:
    foyer.somebody_comes().opens_the_lindens().presses("Mitnehmen")
    dialog = foyer.dialog("take-page")
    address = dialog.locator("[data-page-address]").inner_text()
    assert "/projects/" in address
    assert read(dialog.get_by_role("img")) == address
