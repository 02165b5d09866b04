"""The town's face and moderation, as people see them on their phones."""

from pathlib import Path

from axe import findings_day_and_night, overflow
from handset import Handset
from playwright.sync_api import expect
from server import Server, flask
from town import BARRELS, GARDEN

TEXTS = {
    "/town": "Wann wir für dich da sind",
    "/imprint": "Wer hier verantwortlich ist",
    "/privacy": "Was wir speichern",
    "/accessibility": "Wenn du auf eine Barriere stößt",
}
RED = "#7a1f3d"
KEPT = """async () => {
  const kept = async () => (await (await caches.open("town")).keys()).length;
  while ((await kept()) < 2) await new Promise((resolve) => setTimeout(resolve, 20));
}"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def band(phone: Handset) -> str:
    return str(phone.page.locator(".band").evaluate("(it) => getComputedStyle(it).backgroundColor"))


def first_comment(phone: Handset) -> tuple[str, str]:
    """Id and text of somebody's first comment on this page."""
    comment = phone.page.locator(".comment").first
    id = str(comment.get_attribute("id")).removeprefix("comment-")
    return id, comment.locator(".prose").inner_text()


def test_what_the_town_says_of_itself_is_readable_offline(phone: Handset) -> None:
    phone.opens("/").is_ready().goes_offline()
    for path, heading in TEXTS.items():
        phone.opens(path).is_rendered_by("worker").sees(heading)


def test_colour_and_arms_are_there_offline(phone: Handset, server: Server, tmp_path: Path) -> None:
    arms = tmp_path / "arms.svg"
    arms.write_text(DRAWING)
    phone.opens("/").is_ready()
    before = band(phone)
    flask(server.instance, "town", "set", "--colour", RED, "--arms", str(arms))
    phone.is_looked_at_again().page.evaluate(KEPT)
    picture = phone.page.locator("img.arms")
    phone.goes_offline()
    phone.opens("/projects").is_rendered_by("worker")
    assert band(phone) != before
    assert band(phone) == "rgb(122, 31, 61)"
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(it) => it.naturalWidth") > 0


def test_a_hidden_comment_disappears_from_an_open_page(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready()
    id, text = first_comment(phone)
    flask(server.instance, "moderate", "hide", id, "--reason", "Nennt eine Adresse")
    phone.is_looked_at_again().sees("Nennt eine Adresse").sees_not(text)
    phone.goes_offline().opens(GARDEN).is_rendered_by("worker")
    phone.sees("Nennt eine Adresse").sees_not(text)


def test_a_hidden_project_is_gone_and_its_page_says_why(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready()
    flask(server.instance, "moderate", "hide", GARDEN.split("/")[2], "--reason", "Doppelt")
    phone.is_looked_at_again().sees_title("Dieses Vorhaben ist ausgeblendet")
    phone.goes_offline().opens("/projects").sees_not("Nachbarschaftsgarten")
    phone.opens(GARDEN).is_rendered_by("worker").sees("Grund: Doppelt")


def test_a_comment_on_what_was_hidden_meanwhile_comes_back(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready().goes_offline()
    phone.comments("Schöne Beete!").sees_waiting("Schöne Beete!")
    flask(server.instance, "moderate", "hide", GARDEN.split("/")[2], "--reason", "Doppelt")
    phone.comes_back().opens("/outbox").is_looked_at_again()
    phone.sees("Das hat die Moderation ausgeblendet.").sees("Schöne Beete!")


def test_reporting_works_offline_and_once(phone: Handset, server: Server) -> None:
    phone.opens(BARRELS).is_ready().goes_offline()
    phone.page.locator("article .report summary").click()
    form = phone.page.locator('article form[action="/commands/report"]')
    form.locator("[type=submit]").click()
    phone.sees("Bitte schreib hier etwas.")
    form.locator("[name=reason]").select_option("advertising")
    form.locator("[name=text]").fill("Der will nur Tonnen verkaufen.")
    form.locator("[type=submit]").click()
    phone.sees("Du hast das gemeldet.")
    report = phone.page.locator("article .report")
    expect(report).to_have_attribute("data-state", "pending")
    phone.comes_back().is_looked_at_again()
    expect(report).to_have_attribute("data-state", "confirmed")
    listed = flask(server.instance, "moderate", "list")
    assert "1 report: 1 × advertising" in listed
    assert "Der will nur Tonnen verkaufen." in listed


def test_topics_filter_the_lists(phone: Handset) -> None:
    phone.opens("/proposals").is_ready().goes_offline()
    phone.filters("Thema", "Kultur und Feste")
    assert phone.page.url.count("topic=kultur") == 1
    assert sorted(phone.titles) == ["Sommerkino nur bis 22 Uhr", "Untertitel bei jedem Film"]


def test_all_of_it_is_accessible(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN)
    id, _ = first_comment(phone)
    flask(server.instance, "town", "set", "--colour", RED)
    flask(server.instance, "moderate", "hide", id, "--reason", "Nennt eine Adresse")
    flask(server.instance, "moderate", "hide", BARRELS.split("/")[2], "--reason", "Doppelt")
    for path in (*TEXTS, "/projects", "/proposals", GARDEN, BARRELS):
        phone.opens(path)
        for fold in phone.page.locator(".report summary").all()[:1]:
            fold.click()
        assert findings_day_and_night(phone.page) == [], path
        assert overflow(phone.page) == 0, path
