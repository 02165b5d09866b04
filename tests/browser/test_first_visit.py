"""The first time somebody opens the town."""

from handset import Handset
from town import GARDEN, GARDEN_TITLE


def test_flask_answers_first_and_the_worker_from_then_on(phone: Handset) -> None:
    phone.opens("/projects").is_rendered_by("flask")
    phone.is_ready()
    phone.opens("/projects").is_rendered_by("worker")
    phone.follows(GARDEN_TITLE).is_rendered_by("worker").sees_title(GARDEN_TITLE)


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
