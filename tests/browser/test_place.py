"""Choosing a place for what one writes: on the map, by where one is, as coordinates."""

import pytest
from cartographer import hears, is_asked, keeps_the_map, opens_place, point, presses, writes_point
from giver import sees_own_page
from handset import Handset, MakePhone
from playwright.sync_api import Locator, expect
from server import Server
from tab import Tab
from town import HILL_NAME

MARKET_NAME = "Am Gänsemarkt"
ON_THE_HILL = {"latitude": 50.62931, "longitude": 11.93644}
ELSEWHERE = "48.13711,11.57538"
TITLE = "Eine Schaukel"


def fills(tab: Tab) -> Locator:
    """Write a project and open the section for its place."""
    place = opens_place(tab, "#start")
    tab.page.locator("#start [name=title]").fill(TITLE)
    tab.page.locator("#start [name=body]").fill("Für die Kleinen.")
    return place


def sends(tab: Tab) -> None:
    tab.page.locator("#start").get_by_role("button", name="Vorhaben starten").click()


def chosen(tab: Tab) -> str:
    """The neighbourhood that the form's select shows."""
    return str(
        tab.page.locator("#start [name=neighbourhood]").evaluate(
            "(select) => select.selectedOptions[0].textContent"
        )
    )


def test_a_tap_is_a_place_in_its_neighbourhood_also_offline(phone: Handset, server: Server) -> None:
    phone.opens("/projects").is_ready()
    keeps_the_map(phone)
    phone.goes_offline()
    phone.opens("/projects").is_rendered_by("worker")
    place = fills(phone)
    canvas = place.locator("[data-map-canvas]")
    box = canvas.bounding_box()
    assert box
    canvas.tap(position={"x": box["width"] / 3, "y": box["height"] / 2})
    hears(place, f"Der Ort liegt in {MARKET_NAME}. Das haben wir unter „Wo?“ für dich ausgewählt.")
    assert chosen(phone) == MARKET_NAME
    expect(canvas.locator(".pin")).to_have_count(1)
    there = point(place)
    sends(phone)
    sees_own_page(phone, "project", TITLE, "pending")
    expect(phone.page.locator(".where a")).to_have_attribute("href", f"geo:{there}")
    phone.page.locator(".where .map").scroll_into_view_if_needed()
    expect(phone.page.locator(".where .pin")).to_be_visible()
    phone.comes_back()
    sees_own_page(phone, "project", TITLE, "confirmed")
    assert server.value("SELECT point FROM project WHERE title = ?", TITLE) == there


def test_with_the_keyboard_the_map_is_moved_and_the_pin_set(phone: Handset) -> None:
    phone.opens("/projects").is_ready()
    place = opens_place(phone, "#start")
    here = place.get_by_role("button", name="Pin hierher setzen")
    here.press("Enter")
    before = point(place).split(",")
    canvas = place.locator("[data-map-canvas]")
    canvas.press("ArrowUp")
    here.press("Enter")
    after = point(place).split(",")
    assert float(after[0]) > float(before[0])
    assert after[1] == before[1]


def test_the_pin_is_dragged(phone: Handset) -> None:
    phone.opens("/projects").is_ready()
    place = opens_place(phone, "#start")
    presses(place, "Pin hierher setzen")
    before = point(place)
    box = place.locator(".pin").bounding_box()
    assert box
    mouse = phone.page.mouse
    mouse.move(box["x"] + 20, box["y"] + 20)
    mouse.down()
    mouse.move(box["x"] - 20, box["y"], steps=4)
    mouse.up()
    expect(place.locator("[name=point]")).not_to_have_value(before)
    assert float(point(place).split(",")[1]) < float(before.split(",")[1])


def test_where_i_am(make_phone: MakePhone) -> None:
    phone = make_phone(geolocation=ON_THE_HILL, permissions=["geolocation"])
    phone.opens("/proposals").is_ready()
    place = opens_place(phone, "#propose")
    assert point(place) == ""
    presses(place, "Mein Standort")
    hears(place, f"Der Ort liegt in {HILL_NAME}.")
    assert point(place) == "50.62931,11.93644"
    presses(place, "Kein Ort")
    hears(place, "Kein Ort ausgewählt.")
    assert point(place) == ""
    expect(place.locator(".pin")).to_have_count(0)


def test_where_i_am_is_not_told(phone: Handset) -> None:
    phone.opens("/proposals").is_ready()
    place = opens_place(phone, "#propose")
    presses(place, "Mein Standort")
    hears(place, "Dein Browser gibt den Standort nicht frei.")
    assert point(place) == ""


def test_a_place_outside_is_asked_about_and_then_taken(phone: Handset, server: Server) -> None:
    phone.opens("/projects").is_ready()
    place = fills(phone)
    writes_point(place, ELSEWHERE)
    question = "Der Ort liegt außerhalb von Lindenbrück an der Quirl. Stimmt das?"
    is_asked(place, question)
    presses(place, "Anderen Ort wählen")
    expect(place.locator("[name=point]")).to_be_focused()
    place.locator("> summary").click()
    sends(phone)
    # It is not sent before it is answered, wherever the form was looked at.
    is_asked(place, question)
    expect(place.locator("[data-place-asks=outside]")).to_be_focused()
    presses(place, "Ja, stimmt so")
    sees_own_page(phone, "project", TITLE, "confirmed")
    assert server.value("SELECT point FROM project WHERE title = ?", TITLE) == ELSEWHERE


def test_swapped_coordinates_are_turned_round(phone: Handset, server: Server) -> None:
    phone.opens("/projects").is_ready()
    place = fills(phone)
    place.locator("[name=point]").fill("11.93644, 50.62931")
    sends(phone)
    is_asked(place, "Breite und Länge sind vermutlich vertauscht.")
    presses(place, "Tauschen")
    sees_own_page(phone, "project", TITLE, "confirmed")
    assert server.value("SELECT point FROM project WHERE title = ?", TITLE) == "50.62931,11.93644"


def test_what_is_no_place_is_said_before_it_is_sent(phone: Handset) -> None:
    phone.opens("/projects").is_ready()
    place = fills(phone)
    place.locator("[name=point]").fill("am Brunnen")
    place.locator("> summary").click()
    sends(phone)
    phone.sees("Das ist kein Ort auf der Karte.")
    expect(place.locator("[name=point]")).to_be_focused()


@pytest.mark.parametrize("text", ["50,61788 11,92196", " 50.61788; 11.92196 "])
def test_coordinates_are_taken_as_people_copy_them(phone: Handset, text: str) -> None:
    phone.opens("/projects").is_ready()
    place = opens_place(phone, "#start")
    writes_point(place, text)
    hears(place, f"Der Ort liegt in {MARKET_NAME}.")
    assert point(place) == "50.61788,11.92196"


def test_without_script_coordinates_are_written(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(java_script_enabled=False)
    phone.opens("/projects")
    phone.page.locator("#start > summary").click()
    phone.page.locator("#start [data-place] > summary").click()
    expect(phone.page.locator("#start .map")).to_be_hidden()
    phone.page.locator("#start [name=point]").fill("50.61788, 11.92196")
    phone.page.locator("#start [name=title]").fill(TITLE)
    phone.page.locator("#start [name=body]").fill("Für die Kleinen.")
    sends(phone)
    phone.sees_title(TITLE)
    assert server.value("SELECT point FROM project WHERE title = ?", TITLE) == "50.61788,11.92196"
