"""Proposals: to a project, a neighbourhood or the town; edit and withdraw one's own."""

import pytest
from cast import Cast, Person
from uuid6 import uuid7


def propose(person: Person, place: object, **changes: str) -> dict:
    args = {"on": str(place), "title": "Mehr Schatten", "body": "Bitte **Bäume**."} | changes
    return person.does("propose", **args)


class TestPropose:
    def test_to_a_project_and_so_to_its_neighbourhood(self, cast: Cast) -> None:
        id = propose(cast.dilan, cast.project)["id"]
        card = cast.bernd.sees(f"project:{cast.project}")[f"proposal:{id}"]
        assert (card["project"], card["neighbourhood"]) == (
            str(cast.project),
            str(cast.neighbourhood),
        )
        assert cast.bernd.sees("public")[f"project:{cast.project}"]["proposals"] == 2
        whole = cast.bernd.sees(f"proposal:{id}")
        assert whole[f"proposal:{id}"]["html"] == "<p>Bitte <strong>Bäume</strong>.</p>\n"
        assert whole[f"person:{cast.dilan.id}"]["name"] == "Dilan Aydın"

    def test_to_a_neighbourhood(self, cast: Cast) -> None:
        id = propose(cast.dilan, cast.neighbourhood)["id"]
        card = cast.bernd.sees("public")[f"proposal:{id}"]
        assert (card["project"], card["neighbourhood"]) == ("", str(cast.neighbourhood))

    def test_to_the_town(self, cast: Cast) -> None:
        id = propose(cast.dilan, "town")["id"]
        card = cast.bernd.sees("public")[f"proposal:{id}"]
        assert (card["project"], card["neighbourhood"], card["state"]) == ("", "town", "open")

    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"on": ""}, {"on": "required"}),
            ({"on": "Mond"}, {"on": "not_an_id"}),
            ({"title": " "}, {"title": "required"}),
            ({"title": "x" * 121}, {"title": "too_long"}),
            ({"title": "zwei\nZeilen"}, {"title": "one_line"}),
            ({"body": ""}, {"body": "required"}),
            ({"body": "x" * 10_001}, {"body": "too_long"}),
        ],
    )
    def test_says_which_field_is_wrong(
        self, cast: Cast, changes: dict[str, str], fields: dict[str, str]
    ) -> None:
        result = propose(cast.dilan, cast.project, **changes)
        assert (result["status"], result["fields"]) == ("rejected", fields)

    def test_refuses_a_place_that_is_not_there(self, cast: Cast) -> None:
        result = propose(cast.dilan, uuid7())
        assert (result["code"], result["fields"]) == ("not_found", {"on": "not_found"})

    def test_does_nothing_twice(self, cast: Cast) -> None:
        command = cast.dilan.command("propose", on="town", title="Einmal", body="x")
        assert [cast.dilan.pushes(command)[0]["status"] for _ in range(2)] == [
            "applied",
            "duplicate",
        ]


class TestEditProposal:
    def edit(self, person: Person, cast: Cast, title: str, revision: int) -> dict:
        return person.does(
            "edit_proposal",
            proposal=str(cast.proposal),
            title=title,
            body="Neu.",
            revision=str(revision),
        )

    def test_the_author_edits(self, cast: Cast) -> None:
        assert self.edit(cast.bernd, cast, "Zwei Bänke", 0)["status"] == "applied"
        body = cast.dilan.sees(f"proposal:{cast.proposal}")[f"proposal:{cast.proposal}"]
        assert (body["title"], body["revision"]) == ("Zwei Bänke", 1)
        assert cast.dilan.sees("public")[f"proposal:{cast.proposal}"]["title"] == "Zwei Bänke"

    @pytest.mark.parametrize("who", ["ayse", "carla", "dilan"])
    def test_refuses_everyone_else(self, cast: Cast, who: str) -> None:
        assert self.edit(getattr(cast, who), cast, "Meins", 0)["code"] == "not_yours"

    def test_of_two_devices_the_second_is_told(self, cast: Cast) -> None:
        self.edit(cast.bernd, cast, "Vom Telefon", 0)
        result = self.edit(cast.bernd, cast, "Vom Rechner", 0)
        assert (result["status"], result["code"]) == ("rejected", "edited_elsewhere")
        assert self.edit(cast.bernd, cast, "Vom Rechner", 1)["status"] == "applied"

    def test_refuses_what_is_withdrawn(self, cast: Cast) -> None:
        cast.bernd.does("withdraw_proposal", proposal=str(cast.proposal))
        assert self.edit(cast.bernd, cast, "Doch", 0)["code"] == "withdrawn"


class TestWithdrawProposal:
    def test_it_stays_readable(self, cast: Cast) -> None:
        for _ in range(2):
            result = cast.bernd.does("withdraw_proposal", proposal=str(cast.proposal))
            assert result["status"] == "applied"
        assert cast.dilan.sees("public")[f"proposal:{cast.proposal}"]["state"] == "withdrawn"

    @pytest.mark.parametrize("who", ["ayse", "carla", "dilan"])
    def test_refuses_everyone_else(self, cast: Cast, who: str) -> None:
        person: Person = getattr(cast, who)
        assert person.does("withdraw_proposal", proposal=str(cast.proposal))["code"] == "not_yours"

    def test_refuses_what_is_decided(self, cast: Cast) -> None:
        from app.db import db
        from app.models import Proposal
        from app.writing import writing

        with writing():
            db.session.get_one(Proposal, cast.proposal).state = "accepted"
        result = cast.bernd.does("withdraw_proposal", proposal=str(cast.proposal))
        assert result["code"] == "decided"
