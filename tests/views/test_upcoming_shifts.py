"""Shifts that are over stand in no list; the town's clock says so."""

import re
from datetime import UTC, datetime

import pytest
from cast import Cast

# In Berlin two hours later: the first shift below ends then.
NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
BEFORE_NOON = datetime(2026, 6, 1, 9, 59, 59, tzinfo=UTC)
TIMES = {
    "Vormittag": ("2026-06-01T10:00", "2026-06-01T12:00"),
    "Nachmittag": ("2026-06-01T11:00", "2026-06-01T16:00"),
    "Gestern": ("2026-05-31T10:00", "2026-05-31T12:00"),
    "Abgesagt": ("2026-06-02T10:00", "2026-06-02T12:00"),
    "Voll": ("2026-06-03T10:00", "2026-06-03T12:00"),
}


@pytest.fixture(autouse=True)
def shifts(cast: Cast) -> dict[str, str]:
    ids = {}
    for title, (starts, ends) in TIMES.items():
        result = cast.ayse.does(
            "offer_shift",
            project=str(cast.project),
            title=title,
            place="",
            starts=starts,
            ends=ends,
            capacity="1",
        )
        ids[title] = str(result["id"])
    cast.ayse.does("cancel_shift", shift=ids["Abgesagt"], reason="Regen.")
    cast.bernd.does("sign_up", shift=ids["Voll"])
    cast.bernd.does("sign_up", shift=ids["Gestern"])
    return ids


def titles(cast: Cast, path: str, now: datetime, patch: pytest.MonkeyPatch) -> list[str]:
    """What stands on a page as Bernd sees it, in its order, with "|" where the past begins."""
    patch.setattr("app.views.pages.now", lambda: now)
    html = cast.bernd.client.get(path).text
    found = re.findall(rf"<h3[^>]*>(?:<a[^>]*>)?({'|'.join(TIMES)})<|(id=\"shifts-over\")", html)
    return [title or "|" for title, _ in found]


def test_the_list_has_what_is_to_come(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    to_come = ["Vormittag", "Nachmittag", "Voll"]
    assert titles(cast, "/shifts", BEFORE_NOON, monkeypatch) == to_come
    assert titles(cast, "/shifts", NOON, monkeypatch) == to_come[1:]


def test_the_front_page_has_what_lacks_hands(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert titles(cast, "/", BEFORE_NOON, monkeypatch) == ["Vormittag", "Nachmittag"]
    assert titles(cast, "/", NOON, monkeypatch) == ["Nachmittag"]


def test_search_finds_what_is_to_come(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found = titles(cast, "/search?q=MITTAG", BEFORE_NOON, monkeypatch)
    assert found == ["Vormittag", "Nachmittag"]
    found = titles(cast, "/search?q=vormittäg", BEFORE_NOON, monkeypatch)
    assert found == ["Vormittag"]
    assert titles(cast, "/search?q=gestern", NOON, monkeypatch) == []


def test_shifts_of_a_neighbourhood(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    here = f"/shifts?neighbourhood={cast.neighbourhood}"
    assert titles(cast, here, NOON, monkeypatch) == ["Nachmittag", "Voll"]
    assert titles(cast, "/shifts?neighbourhood=town", NOON, monkeypatch) == []


def test_the_projects_page_folds_the_past_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/projects/{cast.project}"
    assert titles(cast, path, BEFORE_NOON, monkeypatch) == [
        "Vormittag", "Nachmittag", "Abgesagt", "Voll", "|", "Gestern",
    ]  # fmt: skip
    assert titles(cast, path, NOON, monkeypatch) == [
        "Nachmittag", "Abgesagt", "Voll", "|", "Vormittag", "Gestern",
    ]  # fmt: skip


def test_what_is_over_takes_nobody_in(
    cast: Cast, shifts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.views.pages.now", lambda: NOON)
    path = f"/projects/{cast.project}"
    html = cast.dilan.client.get(path).text
    assert f'value="{shifts["Nachmittag"]}"' in html
    assert f'value="{shifts["Vormittag"]}"' not in html
    # Who carries the project can still mend a wrong day.
    own = cast.ayse.client.get(path).text
    assert f'id="change-{shifts["Vormittag"]}"' in own


def test_my_past_shifts_are_folded_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert titles(cast, "/mine", NOON, monkeypatch) == ["Voll", "|", "Gestern"]
