"""What is sent twice is carried out once: two clicks, two halves at once, a first visitor."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from cast import SAME_ORIGIN, Cast, sends
from sqlalchemy import func, select
from uuid6 import uuid7
from writers import POINTS, Writer, stops

import app.writing as module
from app.commands import Command
from app.db import db
from app.models import Comment, Report, Resident, Support
from app.sync.push import in_order
from app.views.actor import COOKIE
from app.writing import writing

__all__ = ["stops"]


def supports() -> int:
    db.session.rollback()
    return db.session.query(Support).count()


def stored() -> list[Comment]:
    db.session.rollback()
    return db.session.query(Comment).order_by(Comment.created).all()


def test_sent_twice_in_a_row_it_is_one(cast: Cast) -> None:
    for _ in range(2):
        answer = cast.bernd.submits("comment", on=str(cast.project), body="Doppelt?")
        assert answer.status_code == 303
    assert len(stored()) == 1


def test_a_first_visitor_sends_once_more_with_a_cookie(cast: Cast) -> None:
    browser = cast.guest()
    data = {"proposal": str(cast.proposal)}
    first = browser.post("/commands/support", data=data, headers=SAME_ORIGIN)
    assert (first.status_code, first.location) == (307, "/commands/support?again")
    assert first.headers["Cache-Control"] == "no-store"
    assert "SameSite=Strict" in first.headers["Set-Cookie"]
    assert supports() == 0
    again = browser.post(first.location, data=data, headers=SAME_ORIGIN)
    assert again.status_code == 303
    assert supports() == 1


def test_no_text_is_sent_once_more(cast: Cast) -> None:
    """Where a worker controls the page WebKit leaves out what was in the form."""
    report = {"on": str(cast.project), "reason": "other", "text": "Das ist falsch."}
    for name, args in (("comment", {"on": str(cast.project), "body": "Gut."}), ("report", report)):
        answer = cast.guest().post(f"/commands/{name}", data=args, headers=SAME_ORIGIN)
        assert answer.status_code == 303


def test_what_comes_again_without_its_form_goes_back_to_where_it_stood(cast: Cast) -> None:
    headers = SAME_ORIGIN | {"Referer": f"http://localhost/proposals/{cast.proposal}"}
    form = {"data": "", "content_type": "application/x-www-form-urlencoded"}
    answer = cast.guest().post("/commands/support?again", headers=headers, **form)
    assert (answer.status_code, answer.location) == (303, f"/proposals/{cast.proposal}")


def test_two_first_visitors_behind_one_address_are_two(cast: Cast) -> None:
    """A town hall has one, and phones of one kind call themselves the same."""
    browsers = [cast.guest(), cast.guest()]
    for browser in browsers:
        assert sends(browser, "support", proposal=str(cast.proposal)).status_code == 303
        assert browser.get_cookie(COOKIE)
    assert supports() == 2


def test_two_reports_without_words_are_two(cast: Cast) -> None:
    for browser in (cast.guest(), cast.guest()):
        said = {"on": str(cast.project), "reason": "hate", "text": ""}
        assert sends(browser, "report", **said).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Report)) == 2


def test_a_browser_without_cookies_sends_all_the_same(cast: Cast) -> None:
    """It is told by its address then: what it sends twice in a row is one."""
    browser = cast.app.test_client(use_cookies=False)
    answers = [sends(browser, "support", proposal=str(cast.proposal)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert supports() == 1


def test_a_first_visitor_who_supports_twice_in_a_row_counts_once(cast: Cast) -> None:
    """The second half of the double click has the cookie, and no session yet."""
    browser = cast.guest()
    data = {"proposal": str(cast.proposal)}
    to = browser.post("/commands/support", data=data, headers=SAME_ORIGIN).location
    answers = []
    for path in (to, "/commands/support"):
        answers.append(browser.post(path, data=data, headers=SAME_ORIGIN))
        browser.delete_cookie(COOKIE, domain="localhost")
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert ["Set-Cookie" in answer.headers for answer in answers] == [True, False]
    assert supports() == 1


def test_the_double_click_of_a_first_visitor_is_one(cast: Cast) -> None:
    """Neither request has a cookie yet; the second gets none of somebody else's."""
    answers = [
        cast.guest().post(
            "/commands/comment",
            data={"on": str(cast.project), "body": "Doppelt?"},
            headers=SAME_ORIGIN,
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert ["Set-Cookie" in answer.headers for answer in answers] == [True, False]
    assert len(stored()) == 1


def test_who_became_a_guest_by_the_first_half_has_sent_once(cast: Cast) -> None:
    browser = cast.guest()
    answers = [sends(browser, "comment", on=str(cast.project), body="Doppelt?") for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(stored()) == 1


def test_what_a_neighbour_has_said_can_be_said_again(cast: Cast) -> None:
    """Somebody who is known is never taken for somebody else."""
    sends(cast.guest(), "comment", on=str(cast.project), body="Super!")
    assert cast.bernd.submits("comment", on=str(cast.project), body="Super!").status_code == 303
    assert len(stored()) == 2


def test_both_halves_at_once_are_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks for the first before that has committed."""
    from app.views import commands

    browser = cast.guest()
    data = {"proposal": str(cast.proposal)}
    new_guest = commands._new_guest
    to = browser.post("/commands/support", data=data, headers=SAME_ORIGIN).location
    inner = []

    def interrupted() -> tuple[UUID, str]:
        if not inner:
            inner.append(None)
            inner[0] = browser.post("/commands/support", data=data, headers=SAME_ORIGIN)
        return new_guest()

    monkeypatch.setattr(commands, "_new_guest", interrupted)
    outer = browser.post(to, data=data, headers=SAME_ORIGIN)
    assert outer.location == inner[0].location
    assert supports() == 1


@pytest.mark.parametrize("known", [True, False], ids=["resident", "first visitor"])
@pytest.mark.parametrize(("first", "second"), [(119.999, 120.001), (120.001, 119.999)])
def test_both_halves_at_the_turn_of_a_minute_are_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, first: float, second: float, known: bool
) -> None:
    """Whichever of them is carried out first, the other has begun before that."""
    from app.views import commands

    form = {"on": str(cast.project), "body": "Doppelt?"}
    carry_out = commands.carry_out
    inner: list[Any] = []

    def sends_half() -> Any:
        return sends(cast.bernd.client if known else cast.guest(), "comment", **form)

    def interrupted(*args: Any) -> Any:
        if not inner:
            inner.append(None)
            monkeypatch.setattr(commands.time, "time", lambda: first)
            inner[0] = sends_half()
        return carry_out(*args)

    monkeypatch.setattr(commands, "carry_out", interrupted)
    monkeypatch.setattr(commands.time, "time", lambda: second)
    outer = sends_half()
    assert (outer.status_code, outer.location) == (303, inner[0].location)
    assert len(stored()) == 1
    assert [known or "Set-Cookie" in it.headers for it in (inner[0], outer)] == [True, known]


@pytest.mark.usefixtures("stops")
@pytest.mark.parametrize("point", POINTS)
def test_the_second_half_waits_for_the_first_visitors_first(cast: Cast, point: str) -> None:
    """Neither knows the other's guest, whose lock it would wait for."""
    ids, same = (uuid7(), uuid7()), uuid7()
    told: list[str] = []

    def half(*ids: UUID) -> Callable[[], None]:
        with writing():
            guest = Resident(guest=True)
            db.session.add(guest)
            db.session.flush()
            actor = guest.id
        args = {"on": str(cast.project), "body": "Doppelt?"}
        command = Command(ids[0], "comment", 1, args, actor, aliases=ids[1:], newcomer=same)

        def work() -> None:
            write = db.session().info[module._KEY]
            told.append(in_order([command], actor, write)[0].code)

        return work

    halves = half(*ids), half(*reversed(ids))
    one = Writer(cast.app, halves[0], point).runs_to_its_stop()
    two = Writer(cast.app, halves[1]).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    assert told == ["", "id_in_use"]
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("does", "undoes", "field"),
    [("support", "withdraw_support", "proposal"), ("follow", "unfollow", "on")],
)
def test_who_changes_their_mind_twice_is_taken_at_their_last_word(
    cast: Cast, does: str, undoes: str, field: str
) -> None:
    """Within the minute in which an equal form would be the same command."""
    for name in (does, undoes, does):
        assert cast.dilan.submits(name, **{field: str(cast.proposal)}).status_code == 303
    own = cast.dilan.sees(f"me:{cast.dilan.id}")
    assert [key for key in own if key.startswith(f"{does}:")]
