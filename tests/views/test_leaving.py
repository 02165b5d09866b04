"""Signing out by a form, where no script does it."""

from cast import SAME_ORIGIN, Cast

PATH = "/session/leave"


def test_the_session_ends_and_no_other(cast: Cast) -> None:
    answer = cast.bernd.client.post(PATH, headers=SAME_ORIGIN)
    assert answer.status_code == 303
    assert cast.bernd.pulls()["session"] == "none"
    assert cast.ayse.pulls()["session"] == "active"


def test_it_goes_back_and_keeps_no_copies(cast: Cast) -> None:
    referer = {"Referer": "http://localhost/device"}
    answer = cast.bernd.client.post(PATH, headers=SAME_ORIGIN | referer)
    assert answer.headers["Location"] == "/device"
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_where_nobody_is_signed_in_it_changes_nothing(cast: Cast) -> None:
    for _ in range(2):
        assert cast.bernd.client.post(PATH, headers=SAME_ORIGIN).status_code == 303
    assert cast.bernd.pulls()["session"] == "none"


def test_pages_of_others_sign_nobody_out(cast: Cast) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert cast.bernd.client.post(PATH, headers=foreign).status_code == 403
    assert cast.bernd.pulls()["session"] == "active"
