"""The first time somebody opens the town."""

from handset import Handset, MakePhone
from town import GARDEN, GARDEN_TITLE
from waiting import eventually


def test_flask_answers_first_and_the_worker_from_then_on(phone: Handset) -> None:
    phone.opens("/projects").is_rendered_by("flask")
    phone.is_ready()
    phone.opens("/projects").is_rendered_by("worker")
    phone.follows(GARDEN_TITLE).is_rendered_by("worker").sees_title(GARDEN_TITLE)


def test_what_is_to_be_seen_comes_before_the_script(phone: Handset) -> None:
    phone.opens("/projects").is_ready()
    script, painted = phone.page.evaluate(
        """() => [
          performance.getEntriesByType("resource").find(({ name }) => name.includes("/page-")),
          performance.getEntriesByType("paint")[0],
        ].map(({ startTime }) => startTime)"""
    )
    assert script >= painted


def test_the_script_of_a_page_of_the_worker_does_not_wait(phone: Handset) -> None:
    phone.opens("/projects").is_ready().opens("/projects")
    # It has run when the page is loaded: a form that is sent offline is not the browser's.
    assert phone.page.locator("head > script").get_attribute("src")
    assert phone.page.evaluate("'kokommune' in globalThis")


def test_a_page_that_is_never_painted_has_its_script(phone: Handset) -> None:
    phone.context.add_init_script(
        """delete globalThis.PerformanceObserver;
        globalThis.PerformanceObserver = class { observe() {} };"""
    )
    phone.opens("/projects").is_ready()


def test_what_was_typed_before_the_script_came_is_a_draft(make_phone: MakePhone) -> None:
    phone = make_phone(service_workers="block")
    phone.network.holds_answers("/static/dist/page-")
    phone.opens(GARDEN).writes("Früh dran")
    phone.network.comes_back()
    stored = "sessionStorage.getItem('kokommune.drafts') ?? ''"
    eventually(lambda: "Früh dran" in phone.page.evaluate(stored), "the tab keeps the draft")


def test_the_window_carries_one_global(phone: Handset) -> None:
    phone.opens("/").is_ready()
    ours = phone.page.evaluate(
        """() => {
          const frame = document.body.appendChild(document.createElement("iframe"));
          const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
          frame.remove();
          return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name));
        }"""
    )
    assert "kokommune" in ours
    assert not {name for name in ours if not name.startswith("__") and not name.isdigit()} - {
        "kokommune"
    }


def test_every_page_opens_without_a_complaint(phone: Handset) -> None:
    paths = (
        "/",
        "/projects",
        GARDEN,
        "/proposals",
        "/neighbourhoods",
        "/mine",
        "/outbox",
        "/device",
    )
    for path in paths:
        phone.opens(path)
    phone.is_ready()
    for path in paths:
        phone.opens(path).is_rendered_by("worker")
