"""Comments: who may, who may not, what cannot be, and nothing twice."""

from uuid import UUID

import pytest
from cast import Cast, Person
from uuid6 import uuid7

from app.commands.comments import LONGEST
from app.db import db
from app.models import Comment


@pytest.fixture
def comment(cast: Cast) -> str:
    """A comment of Bernd's on the project."""
    result = cast.bernd.does("comment", on=str(cast.project), body="Wo stehen sie?")
    assert result["status"] == "applied"
    return str(result["id"])


def texts(person: Person, scope: str) -> list[str]:
    documents = person.sees(scope)
    return [body["text"] for key, body in documents.items() if key.startswith("comment:")]


class TestComment:
    def test_anyone_comments_on_a_project(self, cast: Cast) -> None:
        result = cast.dilan.does("comment", on=str(cast.project), body="Hallo!")
        assert result["status"] == "applied"
        assert result["scopes"] == ["project:" + str(cast.project), "public"]
        project = cast.ayse.sees(f"project:{cast.project}")
        body = project[f"comment:{result['id']}"]
        assert body["text"] == "Hallo!"
        assert body["html"] == "<p>Hallo!</p>\n"
        assert project[f"person:{cast.dilan.id}"]["name"] == "Dilan Aydın"
        assert cast.ayse.sees("public")[f"project:{cast.project}"]["comments"] == 1

    def test_and_on_a_proposal(self, cast: Cast) -> None:
        cast.carla.does("comment", on=str(cast.proposal), body="Das geht.")
        assert texts(cast.bernd, f"proposal:{cast.proposal}") == ["Das geht."]
        # Its card is updated wherever it stands.
        for scope in ("public", f"project:{cast.project}"):
            assert cast.bernd.sees(scope)[f"proposal:{cast.proposal}"]["comments"] == 1

    def test_refuses_a_thing_that_is_not_there(self, cast: Cast) -> None:
        result = cast.bernd.does("comment", on=str(uuid7()), body="Hallo?")
        assert (result["status"], result["code"]) == ("rejected", "not_found")
        assert result["fields"] == {"on": "not_found"}

    @pytest.mark.parametrize(
        ("args", "fields"),
        [
            ({"body": "Hallo"}, {"on": "required"}),
            ({"on": "kein-uuid", "body": "Hallo"}, {"on": "not_an_id"}),
            ({"on": "THING", "body": " \n "}, {"body": "required"}),
            ({"on": "THING", "body": "x" * (LONGEST + 1)}, {"body": "too_long"}),
            ({"on": "THING", "body": "x", "author": "a"}, {"author": "unknown_field"}),
        ],
    )
    def test_says_which_field_is_wrong(
        self, cast: Cast, args: dict[str, str], fields: dict[str, str]
    ) -> None:
        args = {name: text.replace("THING", str(cast.project)) for name, text in args.items()}
        result = cast.bernd.does("comment", **args)
        assert (result["status"], result["code"], result["fields"]) == (
            "rejected",
            "invalid",
            fields,
        )

    def test_does_nothing_twice(self, cast: Cast) -> None:
        command = cast.bernd.command("comment", on=str(cast.project), body="Einmal.")
        first = cast.bernd.pushes(command)[0]
        again = [cast.bernd.pushes(command)[0] for _ in range(4)]
        assert first["status"] == "applied"
        assert {result["status"] for result in again} == {"duplicate"}
        assert {result["first"] for result in again} == {"applied"}
        assert {result["version"] for result in again} == {first["version"]}
        assert texts(cast.bernd, f"project:{cast.project}") == ["Einmal."]

    def test_twice_in_one_push_is_once(self, cast: Cast) -> None:
        command = cast.bernd.command("comment", on=str(cast.project), body="Einmal.")
        assert [r["status"] for r in cast.bernd.pushes(command, command)] == [
            "applied",
            "duplicate",
        ]

    def test_the_longest_text_fits(self, cast: Cast) -> None:
        text = "ä🎈" * (LONGEST // 2)
        cast.bernd.does("comment", on=str(cast.project), body=text)
        assert texts(cast.bernd, f"project:{cast.project}") == [text]

    def test_line_ends_are_one_character(self, cast: Cast) -> None:
        cast.bernd.does("comment", on=str(cast.project), body="a\r\nb\r\n")
        assert texts(cast.bernd, f"project:{cast.project}") == ["a\nb"]

    def test_an_id_that_stands_already_is_not_taken(self, cast: Cast) -> None:
        # A comment that came without a receipt, as from the seeds.
        from app.models import Project, Resident
        from app.writing import writing

        id = uuid7()
        with writing():
            ayse = db.session.get_one(Resident, cast.ayse.id)
            db.session.get_one(Project, cast.project).comment(ayse, "Meiner.", id)
        command = cast.bernd.command("comment", id=id, on=str(cast.project), body="Meiner!")
        result = cast.bernd.pushes(command)[0]
        assert (result["status"], result["code"]) == ("rejected", "conflict")
        assert texts(cast.bernd, f"project:{cast.project}") == ["Meiner."]


class TestEditComment:
    def test_the_author_edits(self, cast: Cast, comment: str) -> None:
        result = cast.bernd.does("edit_comment", comment=comment, body="Hier!", revision="0")
        assert result["status"] == "applied"
        body = cast.ayse.sees(f"project:{cast.project}")[f"comment:{comment}"]
        assert (body["text"], body["revision"], bool(body["edited"])) == ("Hier!", 1, True)

    @pytest.mark.parametrize("who", ["ayse", "carla", "dilan"])
    def test_refuses_everyone_else(self, cast: Cast, comment: str, who: str) -> None:
        person: Person = getattr(cast, who)
        result = person.does("edit_comment", comment=comment, body="Böse.", revision="0")
        assert (result["status"], result["code"]) == ("rejected", "not_yours")
        assert texts(cast.bernd, f"project:{cast.project}") == ["Wo stehen sie?"]

    def test_refuses_an_edit_of_a_text_that_has_changed(self, cast: Cast, comment: str) -> None:
        cast.bernd.does("edit_comment", comment=comment, body="Vom Telefon.", revision="0")
        result = cast.bernd.does("edit_comment", comment=comment, body="Am Rechner.", revision="0")
        assert (result["status"], result["code"]) == ("rejected", "edited_elsewhere")
        assert texts(cast.bernd, f"project:{cast.project}") == ["Vom Telefon."]

    def test_refuses_a_deleted_comment(self, cast: Cast, comment: str) -> None:
        cast.bernd.does("delete_comment", comment=comment)
        result = cast.bernd.does("edit_comment", comment=comment, body="Doch!", revision="0")
        assert (result["status"], result["code"]) == ("rejected", "gone")

    @pytest.mark.parametrize("revision", ["", "-1", "eins", "1e3", "٣", "9999999999"])
    def test_refuses_a_revision_that_is_no_number(
        self, cast: Cast, comment: str, revision: str
    ) -> None:
        result = cast.bernd.does("edit_comment", comment=comment, body="x", revision=revision)
        assert result["status"] == "rejected"
        assert list(result["fields"]) == ["revision"]

    def test_does_nothing_twice(self, cast: Cast, comment: str) -> None:
        command = cast.bernd.command("edit_comment", comment=comment, body="Hier!", revision="0")
        assert [cast.bernd.pushes(command)[0]["status"] for _ in range(3)] == [
            "applied",
            "duplicate",
            "duplicate",
        ]
        assert db.session.get_one(Comment, UUID(comment)).revision == 1


class TestDeleteComment:
    def test_the_author_deletes_and_the_text_is_gone(self, cast: Cast, comment: str) -> None:
        assert cast.bernd.does("delete_comment", comment=comment)["status"] == "applied"
        project = cast.ayse.sees(f"project:{cast.project}")
        assert f"comment:{comment}" not in project
        assert f"person:{cast.bernd.id}" not in project
        assert db.session.get_one(Comment, UUID(comment)).text == ""
        assert cast.ayse.sees("public")[f"project:{cast.project}"]["comments"] == 0

    def test_a_phone_that_had_it_gets_a_tombstone(self, cast: Cast, comment: str) -> None:
        scope = f"project:{cast.project}"
        before = cast.ayse.pulls(scope)
        cast.bernd.does("delete_comment", comment=comment)
        have = {scope: before["scopes"][scope]["to"]}
        after = cast.ayse.pulls(scope, have=have, epoch=before["epoch"])
        assert f"comment:{comment}" in after["scopes"][scope]["del"]

    @pytest.mark.parametrize("who", ["ayse", "carla", "dilan"])
    def test_refuses_everyone_else(self, cast: Cast, comment: str, who: str) -> None:
        result = getattr(cast, who).does("delete_comment", comment=comment)
        assert (result["status"], result["code"]) == ("rejected", "not_yours")
        assert texts(cast.bernd, f"project:{cast.project}") == ["Wo stehen sie?"]

    def test_refuses_what_is_not_there(self, cast: Cast) -> None:
        result = cast.bernd.does("delete_comment", comment=str(uuid7()))
        assert (result["status"], result["code"]) == ("rejected", "not_found")

    def test_deleting_what_is_deleted_already_is_fine(self, cast: Cast, comment: str) -> None:
        for _ in range(2):
            assert cast.bernd.does("delete_comment", comment=comment)["status"] == "applied"
