"""Hidden: it leaves every phone at the next pull, and its place says why."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from cast import Cast
from phone import Phone

from app.db import db, now
from app.models import Comment, Report
from app.writing import writing

REASON = "Beleidigt Nachbarn"


@pytest.fixture
def moderate(cast: Cast) -> Callable[..., str]:
    """Runs `flask moderate …`; what it says."""

    def run(*arguments: object, fails: bool = False) -> str:
        arguments = ("moderate", *map(str, arguments))
        result = cast.app.test_cli_runner().invoke(args=arguments, color=True)
        assert (result.exit_code != 0) is fails, result.output
        return str(result.output)

    return run


def commented(person: Any, on: UUID) -> str:
    return str(person.does("comment", on=str(on), body="Da.")["id"])


def pulls(phone: Phone) -> dict[str, list[str]]:
    """One pull: what it takes away, by scope."""
    page = phone.person.pulls(*phone.scopes, have=phone.have, epoch=phone.epoch)
    phone.pulls()
    return {scope: found["del"] for scope, found in page["scopes"].items() if found["del"]}


def test_a_hidden_comment_keeps_its_place_and_nothing_else(cast: Cast) -> None:
    comment, scope = commented(cast.bernd, cast.project), f"project:{cast.project}"
    phone = Phone(cast.dilan, "public", scope).pulls()
    before = phone.bodies[scope][f"comment:{comment}"]
    cast.hides(comment)
    assert pulls(phone) == {scope: [f"person:{cast.bernd.id}"]}
    body = phone.bodies[scope][f"comment:{comment}"]
    assert body.keys() == before.keys()
    assert {name for name, value in body.items() if value} == {
        "id", "on", "created", "hidden", "hidden_at",
    }  # fmt: skip
    assert body["hidden"] == REASON
    assert phone.bodies["public"][scope]["comments"] == 0
    page = cast.dilan.client.get(f"/projects/{cast.project}").text
    assert REASON in page
    assert "Da." not in page


def test_an_author_who_wrote_more_stays(cast: Cast) -> None:
    first = commented(cast.bernd, cast.project)
    commented(cast.bernd, cast.project)
    cast.hides(first)
    assert f"person:{cast.bernd.id}" in cast.dilan.sees(f"project:{cast.project}")


def test_a_hidden_proposal_leaves_all_lists(cast: Cast) -> None:
    own, project = f"proposal:{cast.proposal}", f"project:{cast.project}"
    place = f"neighbourhood:{cast.neighbourhood}"
    comment = commented(cast.dilan, cast.proposal)
    phone = Phone(cast.dilan, "public", own, project, place).pulls()
    cast.hides(cast.proposal)
    people = [f"person:{person.id}" for person in (cast.bernd, cast.dilan)]
    gone = {scope: sorted(keys) for scope, keys in pulls(phone).items()}
    assert gone == {
        "public": [own],
        project: [own],
        own: sorted([f"comment:{comment}", *people]),
    }
    assert phone.bodies["public"][project]["proposals"] == 0
    assert phone.bodies[place][place]["proposals"] == 0
    root = phone.bodies[own][own]
    assert (root["title"], root["text"], root["author"]) == ("", "", "")
    assert (root["hidden"], root["created"] != "") == (REASON, True)
    page = cast.dilan.client.get(f"/proposals/{cast.proposal}").text
    assert "Dieser Vorschlag ist ausgeblendet" in page
    assert REASON in page
    assert "/commands/" not in page


def test_a_hidden_project_takes_along_what_stands_in_it(cast: Cast) -> None:
    scope = f"project:{cast.project}"
    times = {"starts": "2027-06-01T10:00", "ends": "2027-06-01T12:00"}
    shift = cast.ayse.does(
        "offer_shift", project=str(cast.project), title="Bauen", place="", capacity="2", **times
    )["id"]
    comment = commented(cast.bernd, cast.project)
    cast.dilan.does("sign_up", shift=shift)
    me = f"me:{cast.dilan.id}"
    phone = Phone(cast.dilan, "public", scope, me).pulls()
    cast.hides(cast.project)
    gone = {name: sorted(keys) for name, keys in pulls(phone).items()}
    assert gone == {
        "public": [scope, f"shift:{shift}"],
        me: [f"sign_up:{shift}"],
        scope: sorted(
            [
                f"comment:{comment}",
                f"person:{cast.ayse.id}",
                f"person:{cast.bernd.id}",
                f"proposal:{cast.proposal}",
                f"shift:{shift}",
            ]
        ),
    }
    assert phone.bodies["public"][f"neighbourhood:{cast.neighbourhood}"]["projects"] == 0
    # The proposal to it is a contribution of its own.
    proposal = cast.dilan.client.get(f"/proposals/{cast.proposal}").text
    assert "Bänke am Südhang" not in proposal
    assert cast.dilan.client.get(f"/shifts/{shift}.ics").status_code == 404


def test_restored_all_is_as_before(cast: Cast, moderate: Callable[..., str]) -> None:
    scope, own = f"project:{cast.project}", f"proposal:{cast.proposal}"
    comment = commented(cast.bernd, cast.project)
    commented(cast.dilan, cast.proposal)
    phone = Phone(cast.dilan, "public", scope, own).pulls()
    before = {name: dict(bodies) for name, bodies in phone.bodies.items()}
    for id in (comment, cast.project, cast.proposal):
        cast.hides(id)
    phone.pulls()
    for id in (cast.project, cast.proposal, comment):
        moderate("restore", id)
    assert phone.pulls().bodies == before


def test_nothing_is_added_to_what_is_hidden(cast: Cast) -> None:
    times = {"starts": "2027-06-01T10:00", "ends": "2027-06-01T12:00"}
    shift_args = {"title": "Bauen", "place": "", "capacity": "2", **times}
    shift = cast.ayse.does("offer_shift", project=str(cast.project), **shift_args)["id"]
    comment = commented(cast.bernd, cast.project)
    cast.hides(cast.project)
    cast.hides(cast.proposal)
    on, proposal = str(cast.project), str(cast.proposal)
    text = {"title": "Neu", "body": "Neu"}
    refused = (
        cast.bernd.does("comment", on=on, body="Noch was"),
        cast.bernd.does("edit_comment", comment=comment, body="Neu", revision="0"),
        cast.bernd.does("edit_proposal", proposal=proposal, revision="0", **text),
        cast.bernd.does("withdraw_proposal", proposal=proposal),
        cast.bernd.does("propose", on=on, **text),
        cast.dilan.does("support", proposal=proposal),
        cast.dilan.does("follow", on=on),
        cast.dilan.does("sign_up", shift=shift),
        cast.ayse.does("offer_shift", project=on, **shift_args),
        cast.ayse.does("change_shift", shift=shift, revision="0", **shift_args),
        cast.ayse.does("cancel_shift", shift=shift, reason="Regen"),
    )
    assert {(result["status"], result["code"]) for result in refused} == {("rejected", "hidden")}


def test_what_is_ones_own_can_always_be_taken_back(cast: Cast) -> None:
    times = {"starts": "2027-06-01T10:00", "ends": "2027-06-01T12:00"}
    shift_args = {"title": "Bauen", "place": "", "capacity": "2", **times}
    shift = cast.ayse.does("offer_shift", project=str(cast.project), **shift_args)["id"]
    comment = commented(cast.dilan, cast.project)
    cast.dilan.does("support", proposal=str(cast.proposal))
    cast.dilan.does("follow", on=str(cast.project))
    cast.dilan.does("sign_up", shift=shift)
    cast.hides(cast.project)
    cast.hides(cast.proposal)
    taken_back = (
        cast.dilan.does("delete_comment", comment=comment),
        cast.dilan.does("withdraw_support", proposal=str(cast.proposal)),
        cast.dilan.does("unfollow", on=str(cast.project)),
        cast.dilan.does("withdraw_sign_up", shift=shift),
    )
    assert {result["status"] for result in taken_back} == {"applied"}


def test_without_script_the_text_comes_back_with_the_reason(cast: Cast) -> None:
    cast.hides(cast.project)
    answer = cast.bernd.submits("comment", on=str(cast.project), body="Mein langer Text")
    assert answer.status_code == 410
    assert "Das hat die Moderation ausgeblendet" in answer.text
    assert "Mein langer Text" in answer.text


def test_what_was_reported_waits_until_somebody_decides(
    cast: Cast, moderate: Callable[..., str]
) -> None:
    comment = commented(cast.bernd, cast.project)
    for person, reason in ((cast.dilan, "insult"), (cast.ayse, "insult"), (cast.carla, "hate")):
        person.does("report", on=comment, reason=reason, text=f"Sagt {reason}\n\x1b[31m!")
    cast.dilan.does("report", on=str(cast.proposal), reason="other", text="")
    listed = moderate("list")
    assert listed.index(comment) < listed.index(str(cast.proposal))
    for words in (
        f"/projects/{cast.project}#comment-{comment}",
        "3 reports: 2 × insult, 1 × hate",
        "1 report: 1 × other",
        "Eine Bank mit Lehne",
    ):
        assert words in listed
    assert "\x1b" not in listed
    moderate("dismiss", cast.proposal)
    moderate("hide", comment, "--reason", REASON)
    assert moderate("list") == "Nothing waits.\n"
    moderate("restore", comment)
    cast.dilan.does("report", on=comment, reason="hate", text="Doch!")
    assert "1 report: 1 × hate" in moderate("list")
    assert len(Report.open_about(f"comment:{comment}")) == 1


@pytest.mark.parametrize("verb", ["dismiss", "restore"])
def test_what_came_after_the_list_waits(
    cast: Cast, moderate: Callable[..., str], verb: str
) -> None:
    cast.dilan.does("report", on=str(cast.proposal), reason="other", text="")
    seen = moderate("list").partition("the latest came ")[2].split()[0]
    cast.carla.does("report", on=str(cast.proposal), reason="hate", text="")
    moderate(verb, cast.proposal, "--seen", seen)
    assert "1 report: 1 × hate" in moderate("list")
    moderate(verb, cast.proposal)
    assert moderate("list") == "Nothing waits.\n"


@pytest.mark.parametrize("reason", ["", "  ", "zwei\nZeilen", "x" * 501])
def test_a_reason_is_a_line_that_people_can_read(
    cast: Cast, moderate: Callable[..., str], reason: str
) -> None:
    assert "reason:" in moderate("hide", cast.project, "--reason", reason, fails=True)
    assert f"project:{cast.project}" in cast.dilan.sees("public")


def test_what_is_not_there_cannot_be_hidden(cast: Cast, moderate: Callable[..., str]) -> None:
    comment = commented(cast.bernd, cast.project)
    cast.bernd.does("delete_comment", comment=comment)
    for id, why in ((comment, "has deleted it"), (cast.neighbourhood, "no project, proposal")):
        assert why in moderate("hide", id, "--reason", REASON, fails=True)


def test_what_its_author_has_deleted_can_be_closed(
    cast: Cast, moderate: Callable[..., str]
) -> None:
    comment = commented(cast.bernd, cast.project)
    cast.dilan.does("report", on=comment, reason="hate", text="")
    with writing():
        # Deleted by an app of before, which left reports open.
        db.session.get_one(Comment, UUID(comment)).deleted = now()
    assert comment in moderate("list")
    moderate("dismiss", comment)
    assert moderate("list") == "Nothing waits.\n"


def test_hidden_twice_the_last_reason_counts(cast: Cast) -> None:
    cast.hides(cast.project, "Erst so")
    cast.hides(cast.project, REASON)
    scope = f"project:{cast.project}"
    phone = Phone(cast.dilan, scope).pulls()
    assert phone.bodies[scope][scope]["hidden"] == REASON
    cast.hides(cast.project, REASON)
    answer = cast.dilan.pulls(scope, have=phone.have, epoch=phone.epoch)
    assert answer["scopes"][scope]["put"] == []
