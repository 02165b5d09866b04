"""Projects: who starts one carries it."""

from cast import Cast
from uuid6 import uuid7


def test_anyone_starts_one(cast: Cast) -> None:
    result = cast.dilan.does(
        "start_project",
        neighbourhood=str(cast.neighbourhood),
        title="Hoffest",
        summary="Ein Fest im Hof.",
        body="Wir feiern.",
    )
    assert result["status"] == "applied"
    card = cast.bernd.sees("public")[f"project:{result['id']}"]
    assert (card["title"], card["line"], card["phase"]) == ("Hoffest", "Ein Fest im Hof.", "idea")
    whole = cast.bernd.sees(f"project:{result['id']}")
    assert whole[f"project:{result['id']}"]["author"] == str(cast.dilan.id)
    assert cast.bernd.sees("public")[f"neighbourhood:{cast.neighbourhood}"]["projects"] == 2


def test_for_the_whole_town_and_without_a_summary(cast: Cast) -> None:
    result = cast.dilan.does(
        "start_project", neighbourhood="town", title="Fest", summary="", body="Für **alle**."
    )
    card = cast.bernd.sees("public")[f"project:{result['id']}"]
    assert (card["neighbourhood"], card["line"]) == ("town", "Für alle.")


def test_says_which_field_is_wrong(cast: Cast) -> None:
    result = cast.dilan.does("start_project", neighbourhood="", title="", summary="x" * 141)
    assert result["fields"] == {
        "neighbourhood": "required",
        "title": "required",
        "summary": "too_long",
        "body": "required",
    }


def test_refuses_a_neighbourhood_that_is_not_there(cast: Cast) -> None:
    result = cast.dilan.does("start_project", neighbourhood=str(uuid7()), title="x", body="x")
    assert result["fields"] == {"neighbourhood": "not_found"}


def test_does_nothing_twice(cast: Cast) -> None:
    command = cast.dilan.command("start_project", neighbourhood="town", title="x", body="x")
    assert [cast.dilan.pushes(command)[0]["status"] for _ in range(2)] == ["applied", "duplicate"]
