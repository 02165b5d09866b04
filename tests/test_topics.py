"""Topics: `flask town topic`, and what becomes of contributions."""

import pytest
from cast import Cast
from settings import Run, run
from sqlalchemy import select

from app.db import db
from app.models import Topic

__all__ = ["run"]


def test_topics(cast: Cast, run: Run) -> None:
    run("topic", "add", "verkehr", "Verkehr", "--colour", "blue")
    run("topic", "add", "kultur", "Kultur")
    run("topic", "rename", "kultur", "Kunst")
    run("topic", "change", "kultur", "--colour", "pink")
    run("topic", "move", "kultur", 1)
    assert [topic.id for topic in Topic.in_order()] == ["kultur", "gruen", "verkehr"]
    assert "pink     Kunst" in run("topic", "list")
    bodies = cast.dilan.sees("public")
    assert bodies["topic:kultur"]["order"] < bodies["topic:gruen"]["order"]
    run("topic", "move", "kultur", 99)
    assert Topic.in_order()[-1].id == "kultur"
    run("topic", "remove", "kultur")
    assert db.session.scalars(select(Topic.id)).all() == ["gruen", "verkehr"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "Grün", "Grün"), "is no id"),
        (("add", "gruen", "Noch einmal"), "There is a topic gruen already."),
        (("add", "neu", " "), "There has to be something"),
        (("add", "neu", "Neu", "--colour", "lila"), "There is no “lila”"),
        (("rename", "neu", "Neu"), "There is no topic neu."),
        (("move", "gruen", "0"), "range"),
        (("remove", "neu"), "There is no topic neu."),
    ],
)
def test_topics_that_cannot_be(
    cast: Cast, run: Run, arguments: tuple[str, ...], words: str
) -> None:
    assert words in run("topic", *arguments, fails=True)
    assert [topic.name for topic in Topic.in_order()] == ["Grün in der Stadt"]


def test_a_topic_that_is_given_up_leaves_its_contributions(cast: Cast, run: Run) -> None:
    text = {"title": "Bäume", "body": "Mehr."}
    cast.bernd.does("propose", on="town", topic="gruen", **text)
    assert "topic--green" in cast.dilan.client.get("/proposals?topic=gruen").text
    run("topic", "remove", "gruen")
    page = cast.dilan.client.get("/proposals").text
    assert "topic--green" not in page
    assert "Bäume" in page
