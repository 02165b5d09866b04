"""Forms without JavaScript."""

from uuid import UUID

import pytest
from cast import SAME_ORIGIN, Cast, sends
from uuid6 import uuid7

from app.db import db
from app.models import Comment, Resident


def stored() -> list[Comment]:
    db.session.rollback()
    return db.session.query(Comment).order_by(Comment.created).all()


def test_a_comment_goes_back_to_where_it_was_written(cast: Cast) -> None:
    page = f"/projects/{cast.project}"
    answer = cast.bernd.submits(
        "comment", referer=f"{page}?von=liste", on=str(cast.project), body="Hallo!"
    )
    assert answer.status_code == 303
    assert answer.location == f"{page}?von=liste#comment-{stored()[0].id}"
    shown = cast.bernd.client.get(page).text
    assert f'id="comment-{stored()[0].id}"' in shown
    assert 'data-state="confirmed"' in shown


@pytest.mark.parametrize("referer", ["", "/commands/comment"])
def test_without_a_page_of_ours_it_goes_to_the_things_page(cast: Cast, referer: str) -> None:
    answer = cast.bernd.submits("comment", referer=referer, on=str(cast.proposal), body="Hallo!")
    assert answer.location == f"/proposals/{cast.proposal}#comment-{stored()[0].id}"


def test_a_foreign_referer_leads_nowhere(cast: Cast) -> None:
    for referer in ("https://anderswo.example/x", "http://localhost//anderswo.example", "x:y"):
        answer = cast.bernd.client.post(
            "/commands/comment",
            data={"on": str(cast.project), "body": referer},
            headers=SAME_ORIGIN | {"Referer": referer},
        )
        assert answer.location.startswith(f"/projects/{cast.project}#")


def test_what_is_new_has_a_page_of_its_own(cast: Cast) -> None:
    answer = cast.bernd.submits(
        "propose", referer="/proposals", on="town", title="Mehr Schatten", body="Bäume."
    )
    assert answer.status_code == 303
    assert answer.location.startswith("/proposals/")
    assert "Mehr Schatten" in cast.bernd.client.get(answer.location).text


def test_a_support_stays_on_the_list(cast: Cast) -> None:
    answer = cast.bernd.submits("support", referer="/proposals?q=bank", proposal=str(cast.proposal))
    assert answer.location == f"/proposals?q=bank#proposal-{cast.proposal}"


def test_a_new_visitor_becomes_a_guest_and_stays_one(cast: Cast) -> None:
    browser = cast.guest()
    for body in ("Eins.", "Zwei."):
        assert sends(browser, "comment", on=str(cast.project), body=body).status_code == 303
    authors = {comment.author_id for comment in stored()}
    assert len(authors) == 1
    assert db.session.get_one(Resident, authors.pop()).guest is True


def test_the_cookie_is_out_of_reach_of_scripts(cast: Cast) -> None:
    answer = sends(cast.guest(), "comment", on=str(cast.project), body="x")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_refused_form_keeps_what_was_typed(cast: Cast) -> None:
    text = "Mein <b>langer</b> Text " + "x" * 5000
    answer = cast.bernd.submits("comment", on=str(cast.project), body=text)
    assert answer.status_code == 422
    assert "Mein &lt;b&gt;langer&lt;/b&gt; Text" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "autofocus" in answer.text
    assert stored() == []


def test_a_refused_form_makes_no_guest(cast: Cast) -> None:
    before = db.session.query(Resident).count()
    answer = cast.guest().post(
        "/commands/comment", data={"on": str(cast.project), "body": ""}, headers=SAME_ORIGIN
    )
    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers
    assert db.session.query(Resident).count() == before


def test_another_ones_comment_is_not_mine_to_edit(cast: Cast) -> None:
    id = cast.bernd.does("comment", on=str(cast.project), body="Von Bernd.")["id"]
    answer = cast.dilan.submits("edit_comment", comment=id, body="Von Dilan!", revision="0")
    assert answer.status_code == 403
    assert "Von Dilan!" in answer.text
    assert cast.dilan.submits("delete_comment", comment=id).status_code == 403
    assert [comment.text for comment in stored()] == ["Von Bernd."]


def test_edit_and_delete_by_form(cast: Cast) -> None:
    id = cast.bernd.does("comment", on=str(cast.project), body="Erst so.")["id"]
    edited = cast.bernd.submits("edit_comment", comment=id, body="Dann so.", revision="0")
    assert edited.location == f"/projects/{cast.project}#comment-{id}"
    assert cast.bernd.submits("delete_comment", comment=id).status_code == 303
    assert db.session.get_one(Comment, UUID(id)).deleted


@pytest.mark.parametrize(
    ("name", "data", "type_", "status"),
    [
        ("fly", {"on": "THING"}, None, 404),
        ("comment", {"on": "THING"}, None, 422),
        ("comment", b'{"on": "x"}', "application/json", 415),
        ("comment", {"on": "THING", "body": "NUL \0"}, None, 400),
        ("comment", {"on": "THING", "body": "x" * 300_000}, None, 413),
        ("comment", {"on": str(uuid7()), "body": "x"}, None, 404),
        ("comment", {"on": "THING", "body": "x", "extra": "y"}, None, 422),
    ],
)
def test_bad_forms_get_a_page_in_words(
    cast: Cast, name: str, data: object, type_: str | None, status: int
) -> None:
    if isinstance(data, dict):
        data = {k: v.replace("THING", str(cast.project)) for k, v in data.items()}
    answer = cast.bernd.client.post(
        f"/commands/{name}", data=data, content_type=type_, headers=SAME_ORIGIN
    )
    assert answer.status_code == status
    assert "<h1" in answer.text
    assert stored() == []


def test_a_foreign_page_cannot_send_forms(cast: Cast) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {}):
        answer = cast.bernd.client.post(
            "/commands/comment", data={"on": str(cast.project), "body": "x"}, headers=headers
        )
        assert answer.status_code == 403
    assert stored() == []
