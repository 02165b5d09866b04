"""Everybody can use the tablet in the foyer: what docs/accessibility.md says is met, is."""

import re
from typing import Any

import pytest
from axe import findings
from faked_pairing import answers_pairing
from foyer import LANDSCAPE, LINDENS, PORTRAIT, Foyer, MakeTablet
from playwright.sync_api import Page, expect
from tab import COMMENT_FORM

SENTENCE = "Die Linden bleiben stehen."
BOTH = pytest.mark.parametrize("screen", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
FINGER = 48
TARGETS = """() => {
  const all = document.querySelectorAll("a[href], button, select, summary, textarea, input");
  // A card is one link, however high its words are; the skip link waits for a keyboard's focus.
  const asked = document.querySelector("dialog[open]");
  const touched = (each) => each.checkVisibility() && (!asked || asked.contains(each))
    && !each.matches(".card a, .skip-link, [type=hidden]");
  return [...all].filter(touched).map((each) => {
    each.scrollIntoView({ block: "start" });
    const { top, width, height } = each.getBoundingClientRect();
    return { top, width, height, what: each.outerHTML.slice(0, 120) };
  });
}"""
STICKS_OUT = """() => [document.scrollingElement, document.body,
    ...document.querySelectorAll("main, .frame__reach, .frame__head, dialog[open]")]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map(({ localName, id }) => `${localName}#${id}`)"""
HIDDEN_CONTROLS = """() => {
  const bar = document.getElementById("frame-reach");
  return bar.scrollHeight - bar.clientHeight;
}"""
SHARE_OF_THE_PAGE = "document.getElementById('main').clientHeight / innerHeight"
FOCUS = """() => {
  const each = document.activeElement;
  const style = ["", "::after"].map((part) => getComputedStyle(each, part || null));
  const rings = style.some(({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none");
  const name = each.getAttribute("aria-label") || each.innerText || "";
  return { name: name.trim(), field: each.name ?? "", rings, what: each.outerHTML.slice(0, 120) };
}"""
BAR = """() => [...document.querySelectorAll("#frame-reach :is(a, button)")]
  .filter((each) => each.checkVisibility())
  .map((each) => each.getBoundingClientRect())
  .map(({ left, top }) => [Math.round(top / 20), left])"""
REVEALS = """() => [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules])
  .filter(({ selectorText = "" }) => selectorText.includes(":hover"))
  .filter(({ style }) => ["display", "visibility", "opacity", "height", "content", "transform"]
    .some((name) => style.getPropertyValue(name)))
  .map(({ cssText }) => cssText)"""
SLIDE = ".slide:not([hidden])"
FITS = f"""() => {{
  const slide = document.querySelector("{SLIDE}");
  return slide.scrollHeight <= slide.clientHeight;
}}"""
LONG = "Unterführung am Güterbahnhof mit Donaudampfschifffahrtsgesellschaftsplakat " * 2


def every_screen(foyer: Foyer) -> Any:
    """One after the other, by name: pages, a form with errors, and what is asked above them."""
    page = foyer.page
    yield "start"
    foyer.goes_to("Mithelfen").sees_title("Mithelfen: offene Einsätze")
    yield "list"
    foyer.goes_to("Vorschläge").opens_part("Vorschlag schreiben").presses("Vorschlag senden")
    expect(page.get_by_label("Worum geht es?")).to_be_focused()
    yield "errors"
    foyer.opens_the_lindens()
    yield "project"
    yield from every_dialog(foyer)


def every_dialog(foyer: Foyer) -> Any:
    """What is asked or shown above a page that can be commented."""
    page = foyer.page
    # Wrong digits are an answer that browsers complain about.
    foyer.expects_trouble()
    foyer.presses("Mitnehmen")
    yield "page code"
    closes(foyer).writes(SENTENCE).presses("Fertig")
    yield "unsent"
    foyer.presses("Weiter schreiben").sends()
    foyer.has_nothing_waiting().presses("Abholzettel")
    yield "ticket"
    foyer.presses("Zurück, ich mache weiter")
    pairing = answers_pairing(page)
    foyer.presses("Anmelden").sees("7KQM-2X9D-0AB1")
    yield "pairing"
    pairing.state = "allowed"
    foyer.sees("Tippe die zwei Ziffern")
    page.keyboard.type("12")
    foyer.sees("Noch 2 Versuche")
    yield "digits"
    pairing.state = "refused"
    closes(foyer).presses("Anmelden").sees("Auf dem Telefon wurde abgelehnt.")
    yield "refused"
    closes(foyer)
    for id in ("idle", "closed"):
        page.evaluate("(id) => document.getElementById(id).showModal()", id)
        yield id
        page.evaluate("(id) => document.getElementById(id).close()", id)


def closes(foyer: Foyer) -> Foyer:
    """The dialog that is open, by its own button."""
    foyer.page.locator("dialog[open]").get_by_role("button", name="Zurück").click()
    return foyer


def presses_often(foyer: Foyer, name: str, times: int) -> None:
    """The same button, as one does with A+."""
    for _ in range(times):
        foyer.presses(name)


@BOTH
def test_targets_and_large_letters(make_tablet: MakeTablet, screen: dict[str, int]) -> None:
    foyer = make_tablet(viewport=screen).stands_there().somebody_comes()
    presses_often(foyer, "Schrift größer", 3)
    for where in every_screen(foyer):
        assert foyer.page.evaluate(STICKS_OUT) == [], where
        assert foyer.page.evaluate(HIDDEN_CONTROLS) == 0, where
        assert foyer.page.evaluate(SHARE_OF_THE_PAGE) > 0.4, where
    presses_often(foyer, "Schrift kleiner", 3)
    for where in every_screen(foyer):
        assert foyer.page.evaluate(STICKS_OUT) == [], where
        small = [
            each
            for each in foyer.page.evaluate(TARGETS)
            if min(each["width"], each["height"]) < FINGER
        ]
        assert small == [], where


@BOTH
@pytest.mark.parametrize("steps", [0, 3], ids=["100", "200"])
def test_everything_in_the_lower_half(
    make_tablet: MakeTablet, screen: dict[str, int], steps: int
) -> None:
    foyer = make_tablet(viewport=screen).stands_there().somebody_comes()
    foyer.presses("Nach unten")
    presses_often(foyer, "Schrift größer", steps)
    for where in every_screen(foyer):
        high = [
            each for each in foyer.page.evaluate(TARGETS) if each["top"] < screen["height"] / 2 - 1
        ]
        assert high == [], where
    order = foyer.page.evaluate(BAR)
    assert order == sorted(order)
    foyer.leaves()
    assert foyer.page.locator("html").get_attribute("data-low") is None


@pytest.mark.parametrize("look", ["light", "dark", "Kontrast", "Dunkel"])
def test_rules_in_dialogs(make_tablet: MakeTablet, look: str) -> None:
    scheme = look if look in ("light", "dark") else "light"
    foyer = make_tablet(color_scheme=scheme).stands_there().somebody_comes()
    if scheme != look:
        foyer.presses(look)
    foyer.opens_the_lindens()
    for where in every_dialog(foyer):
        assert findings(foyer.page) == [], where


def tabs_to(page: Page, name: str) -> None:
    """With the tabulator alone, until something of this name has the focus, which is seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["rings"] or focus["what"].startswith("<body"), focus
        if name in (focus["name"], focus["field"]):
            return
    raise AssertionError(f"{name} is not reached")


def test_by_keyboard_alone(foyer: Foyer) -> None:
    page, key = foyer.page, foyer.page.keyboard
    tabs_to(page, "Antippen und mitmachen")
    key.press("Enter")
    foyer.sees_title("Schön, dass du da bist")
    key.press("Shift+Tab")
    assert page.evaluate(FOCUS)["name"] == "Zu den Knöpfen unten"
    key.press("Enter")
    tabs_to(page, "Vorhaben")
    key.press("Enter")
    foyer.sees_title("Vorhaben")
    tabs_to(page, LINDENS)
    key.press("Enter")
    foyer.sees_title(LINDENS)
    tabs_to(page, "body")
    key.type(SENTENCE)
    tabs_to(page, "Kommentar senden")
    key.press("Enter")
    expect(foyer.comment(SENTENCE)).to_be_focused()
    tabs_to(page, "Mitnehmen")
    key.press("Enter")
    expect(foyer.dialog("take-page")).to_be_visible()
    key.press("Escape")
    expect(page.get_by_role("button", name="Mitnehmen")).to_be_focused()
    tabs_to(page, "Fertig")
    key.press("Enter")
    assert foyer.ticket
    tabs_to(page, "Drucken")
    tabs_to(page, "Fertig, alles löschen")
    key.press("Enter")
    foyer.is_at_rest()


def test_whoever_is_slow_goes_on(make_tablet: MakeTablet) -> None:
    foyer = make_tablet()
    foyer.page.clock.install()
    foyer.stands_there().somebody_comes().opens_the_lindens().writes(SENTENCE)
    alert = foyer.dialog("idle").get_by_role("alert")
    for way in ("Enter", "Escape", "Enter"):
        foyer.page.clock.run_for(75_000)
        expect(alert).to_contain_text("wird alles gelöscht")
        expect(foyer.page.get_by_role("button", name="Ja, weiter")).to_be_focused()
        foyer.page.keyboard.press(way)
        expect(foyer.dialog("idle")).to_have_count(0)
        assert foyer.written == SENTENCE


def test_the_first_screen_turns_and_stops(make_tablet: MakeTablet) -> None:
    foyer = make_tablet(reduced_motion="no-preference")
    page = foyer.page
    page.clock.install()
    foyer.stands_there()
    title, following = page.locator(f"{SLIDE} h2"), page.get_by_role("button", name="Nächstes")
    expect(following).to_be_hidden()
    first = title.inner_text()
    page.clock.run_for(8000)
    expect(title).not_to_have_text(first)
    foyer.presses("Anhalten")
    second = title.inner_text()
    page.clock.run_for(30_000)
    expect(title).to_have_text(second)
    following.click()
    expect(title).not_to_have_text(second)
    # Who stopped it and went leaves it to the next one as it was.
    page.clock.run_for(75_000)
    expect(foyer.dialog("idle")).to_be_visible()
    page.clock.run_for(25_000)
    foyer.is_at_rest()
    expect(page.get_by_role("button", name="Anhalten")).to_be_visible()


def test_the_first_screen_stands_still(foyer: Foyer) -> None:
    page = foyer.page
    title, following = page.locator(f"{SLIDE} h2"), page.get_by_role("button", name="Nächstes")
    expect(page.get_by_role("button", name="Weiter drehen")).to_be_visible()
    first = title.inner_text()
    following.click()
    expect(title).not_to_have_text(first)
    page.locator(".slide h2").evaluate_all(f"(all) => all.forEach((e) => e.textContent = '{LONG}')")
    for screen in (LANDSCAPE, PORTRAIT):
        page.set_viewport_size(screen)
        following.click()
        page.wait_for_function(FITS)
    # Whoever taps what they read sees it.
    title.click()
    expect(page.locator("#frame")).to_be_visible()


def test_what_is_said(foyer: Foyer) -> None:
    page = foyer.page
    foyer.somebody_comes().hears("Willkommen").opens_the_lindens()
    expect(page.locator("main")).to_have_accessible_name(LINDENS)
    field = page.locator(f"{COMMENT_FORM} [name=body]")
    foyer.sends()
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(r"Bitte schreib hier etwas\.$"))


def test_what_is_said_above_an_open_dialog(foyer: Foyer) -> None:
    """Below it nothing is heard."""
    foyer.expects_trouble().somebody_comes().goes_offline()
    foyer.opens_the_lindens().comments(SENTENCE).hears("verschlossen")
    foyer.presses("Abholzettel")
    dialog = foyer.dialog("ticket")
    expect(dialog).to_be_visible()
    foyer.comes_back().has_nothing_waiting()
    expect(dialog.get_by_role("status")).to_contain_text("angekommen")


def test_languages_of_pages_and_parts(foyer: Foyer) -> None:
    page, root = foyer.page, foyer.page.locator("html")
    foyer.somebody_comes().opens_the_lindens()
    page.locator(f"{COMMENT_FORM} [name=language]").select_option("en")
    foyer.comments("The lime trees stay.")
    expect(page.locator(".comment [lang=en]").get_by_text("The lime trees stay.")).to_be_visible()
    for name, code in (("Einfaches Deutsch", "de-simple"), ("English", "en"), ("Deutsch", "de")):
        button = page.locator(f"#frame [data-language={code}]")
        expect(button).to_have_attribute("lang", code)
        foyer.presses(name)
        expect(root).to_have_attribute("lang", code)
        expect(button).to_have_attribute("aria-pressed", "true")


def test_nothing_waits_for_a_mouse_above_it(foyer: Foyer) -> None:
    assert foyer.page.evaluate(REVEALS) == []
