"""Following: for me alone."""

from cast import Cast
from uuid6 import uuid7


def followed(cast: Cast) -> set[str]:
    return {key for key in cast.dilan.sees(f"me:{cast.dilan.id}") if key.startswith("follow:")}


def test_projects_proposals_and_neighbourhoods(cast: Cast) -> None:
    for id in (cast.project, cast.proposal, cast.neighbourhood):
        for _ in range(2):
            assert cast.dilan.does("follow", on=str(id))["status"] == "applied"
    assert followed(cast) == {
        f"follow:project:{cast.project}",
        f"follow:proposal:{cast.proposal}",
        f"follow:neighbourhood:{cast.neighbourhood}",
    }
    assert not [key for key in cast.bernd.sees(f"me:{cast.bernd.id}") if "follow" in key]


def test_and_no_longer(cast: Cast) -> None:
    cast.dilan.does("follow", on=str(cast.project))
    for _ in range(2):
        assert cast.dilan.does("unfollow", on=str(cast.project))["status"] == "applied"
    assert followed(cast) == set()


def test_refuses_what_is_not_there(cast: Cast) -> None:
    for name in ("follow", "unfollow"):
        assert cast.dilan.does(name, on=str(uuid7()))["code"] == "not_found"


def test_does_nothing_twice(cast: Cast) -> None:
    command = cast.dilan.command("follow", on=str(cast.project))
    assert [cast.dilan.pushes(command)[0]["status"] for _ in range(2)] == ["applied", "duplicate"]
