"""Everybody can use the tablet in the foyer: what docs/accessibility.md says is met, is."""

import re

import pytest
from axe import findings, findings_day_and_night
from foyer import LINDENS, Foyer, MakeTablet
from playwright.sync_api import Page, expect
from screens import BOTH, SENTENCE, every_dialog, every_screen, presses_often, turned
from tab import COMMENT_FORM

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
PRESS_LOOK = "(look) => document.querySelector(`button[data-contrast=${look}]`).click()"
"""Below a dialog, where no finger reaches the button."""
LONG = "Unterführung am Güterbahnhof mit Donaudampfschifffahrtsgesellschaftsplakat " * 2


def test_large_letters(foyer: Foyer) -> None:
    foyer.somebody_comes()
    presses_often(foyer, "Schrift größer", 3)
    for where in turned(foyer, every_screen(foyer)):
        assert foyer.page.evaluate(STICKS_OUT) == [], where
        assert foyer.page.evaluate(HIDDEN_CONTROLS) == 0, where
        assert foyer.page.evaluate(SHARE_OF_THE_PAGE) > 0.4, where


def test_targets(foyer: Foyer) -> None:
    foyer.somebody_comes()
    for where in turned(foyer, every_screen(foyer)):
        assert foyer.page.evaluate(STICKS_OUT) == [], where
        small = [
            each
            for each in foyer.page.evaluate(TARGETS)
            if min(each["width"], each["height"]) < FINGER
        ]
        assert small == [], where


@pytest.mark.parametrize("steps", [0, 3], ids=["100", "200"])
def test_everything_in_the_lower_half(foyer: Foyer, steps: int) -> None:
    foyer.somebody_comes().presses("Nach unten")
    presses_often(foyer, "Schrift größer", steps)
    for where in turned(foyer, every_screen(foyer)):
        middle = foyer.page.viewport_size["height"] / 2
        high = [each for each in foyer.page.evaluate(TARGETS) if each["top"] < middle - 1]
        assert high == [], where
    for where in turned(foyer, ["the bar"]):
        order = foyer.page.evaluate(BAR)
        assert order == sorted(order), where
    foyer.leaves()
    assert foyer.page.locator("html").get_attribute("data-low") is None


def test_rules_in_dialogs(foyer: Foyer) -> None:
    foyer.somebody_comes().opens_the_lindens()
    for where in every_dialog(foyer):
        assert findings_day_and_night(foyer.page) == [], where
        for look in ("high", "dark"):
            foyer.page.evaluate(PRESS_LOOK, look)
            assert findings(foyer.page) == [], f"{where} in {look}"
            foyer.page.evaluate(PRESS_LOOK, look)


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
    for screen in BOTH:
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
